import { expect, it } from "vitest";
import { randomRun } from "../../test/random-runs.ts";
import { World } from "../../test/remediation-world.ts";

const approving = (world: World): void => {
  if (world.gate !== undefined && ["start", "deactivate", "remove"].includes(world.gate))
    world.say("approve", "ben", { subject: world.gate });
};

it("replaces a key, moves the dependants, ends the old one and destroys the sealed values", async () => {
  const world = new World();
  world.person = approving;
  expect(await world.toEnd()).toBe("done");
  expect(world.live().map(({ id }) => id)).toEqual(["KEY1"]);
  expect(world.stored()).toBe(world.keys[1]?.value);
  expect(world.values.size).toBe(0);
  expect(world.violations).toEqual([]);
  const text = JSON.stringify(world.events);
  for (const { value } of world.keys) expect(text).not.toContain(value);
});

it("says before that the end cannot be undone, and waits for a second approval by another person", async () => {
  const world = new World({ deactivation: "final", plan: { approvals: { start: false, deactivate: 1, twoPerson: true } } });
  const asked: string[] = [];
  const people = ["ann", "ben", "ben", "cem"];
  world.person = (now) => {
    if (now.gate !== "deactivate") return;
    asked.push(`${now.waitingFor} ${now.live().length}`);
    now.say("approve", people.shift() ?? "dan", { subject: "deactivate" });
  };
  expect(await world.toEnd()).toBe("done");
  expect(asked[0]).toContain("WHICH CANNOT BE UNDONE");
  expect(asked).toHaveLength(4); // ann started it, ben counts once
  expect(asked.every((line) => line.endsWith(" 2"))).toBe(true);
});

it.each(["create", "store", "update", "probe", "silence", "deactivate", "confirm", "monitor"])(
  "is undone from the step %s",
  async (step) => {
    const world = new World({
      fault: (border) => {
        const place = world.events.at(-1)?.step;
        if (border === "records.begin:after" && place === step && !world.signals.some(({ kind }) => kind === "rollback"))
          world.say("rollback", "ben");
        return undefined;
      },
    });
    world.person = approving;
    expect(await world.toEnd()).toBe("rolled-back");
    expect(world.live().map(({ id }) => id)).toEqual(["KEY0"]);
    expect(world.stored()).toBe(world.keys[0]?.value);
    expect([...new Set(world.running.values())]).toEqual([world.keys[0]?.value]);
    expect(world.violations).toEqual([]);
  },
);

it("cannot be undone after a final end: a rollback is not heard, and the run closes", async () => {
  const world = new World({
    deactivation: "final",
    fault: () => {
      if (world.keys[0]?.status === "absent" && !world.signals.some(({ kind }) => kind === "rollback")) world.say("rollback", "ben");
      return undefined;
    },
  });
  world.person = approving;
  expect(await world.toEnd()).toBe("done");
  expect(world.signals.some(({ kind }) => kind === "rollback")).toBe(true);
});

it("stands still while it is paused", async () => {
  const world = new World();
  world.say("pause", "ben");
  let looks = 0;
  world.person = (now) => {
    if (now.status === "paused" && ++looks === 3) now.say("resume", "ben");
    if (now.status === "paused") expect(now.keys).toHaveLength(1);
    approving(now);
  };
  expect(await world.toEnd()).toBe("done");
  expect(looks).toBe(3);
});

it("changes nothing in a dry run", async () => {
  const world = new World({ plan: { dryRun: true } });
  expect(await world.toEnd()).toBe("done");
  expect([world.keys.length, world.versions.length]).toEqual([1, 1]);
});

it("waits for the maintenance window", async () => {
  const world = new World({ plan: { windows: [{ days: [2], fromMinute: 60, toMinute: 120 }] } });
  world.person = approving;
  let endedAt = "";
  const before = world.person;
  world.person = (now) => {
    before(now);
    if (now.keys[0]?.status !== "active") endedAt ||= new Date(now.nowMs).toISOString();
  };
  expect(await world.toEnd()).toBe("done");
  expect(endedAt.slice(0, 13)).toBe("2026-01-06T01");
});

it("passes over approvals and windows when the glass is broken, and says so", async () => {
  const world = new World({
    plan: { breakGlass: { by: "ann", reason: "spending 900 USD an hour" }, windows: [{ days: [3], fromMinute: 0, toMinute: 1 }] },
  });
  expect(await world.toEnd()).toBe("done");
  expect(world.events.some(({ text }) => text.startsWith("BREAK-GLASS"))).toBe(true);
});

it("does not end the old one while a dependant is red: somebody waives it with a reason, or undoes", async () => {
  const world = new World({
    plan: {
      dependants: [
        { id: "web", name: "web", kind: "service", howUpdated: { by: "store" }, probe: { kind: "command", argv: ["fails", "web"] } },
      ],
    },
  });
  const ports = world.ports.bind(world);
  world.ports = () => ({ ...ports(), command: () => Promise.resolve({ isGreen: false, text: "exit code 1" }) });
  world.person = (now) => {
    if (now.status === "stuck") {
      expect(now.live()).toHaveLength(2);
      now.say("rollback", "ben");
    }
  };
  expect(await world.toEnd()).toBe("rolled-back");
});

it("notices the key that an answer of the issuer hid, and ends it", async () => {
  let isHidden = false;
  const world = new World({
    maxLive: 3,
    listsLate: true,
    fault: (border) => (border === "issuer.create" && !isHidden ? ((isHidden = true), "broken-after") : undefined),
  });
  world.person = approving;
  expect(await world.toEnd()).toBe("done");
  expect(world.keys).toHaveLength(3);
  expect(world.live()).toHaveLength(1);
  expect(world.events.some(({ key }) => key.startsWith("create.orphan"))).toBe(true);
});

it("survives 250 runs with crashes and faults at random borders", async () => {
  for (let seed = 1; seed <= 250; seed++) {
    const told = await randomRun(seed);
    expect(told.faults, `seed ${seed}`).toEqual([]);
  }
});

it("is guided where the issuer has no call: checks what a person made, asks again for the old value, and whether it was really ended", async () => {
  const world = new World();
  const ports = world.ports.bind(world);
  world.ports = () => {
    const inner = ports();
    return {
      ...inner,
      async rotator(plan, manager) {
        const { rotator, context } = await inner.rotator(plan, manager);
        const facts = (): ReturnType<typeof rotator.facts> => ({ ...rotator.facts(world.old), creation: "guided", deactivation: "guided" });
        return { rotator: { ...rotator, facts, guided: { create: ["press the button"], deactivate: ["press the other"] } }, context };
      },
    };
  };
  const give = (secret: string): void => {
    const name = `given:${world.values.size}`;
    world.values.set(name, `sealed:${Buffer.from(JSON.stringify({ secret, halves: [] })).toString("base64")}`);
    world.say("provide", "ben", { subject: name });
  };
  const asked: string[] = [];
  let performed = 0;
  world.person = (now) => {
    if (now.gate === "provide" && asked.push(now.waitingFor ?? "") === 1) give(now.old.secret.reveal());
    else if (now.gate === "provide") {
      const value = "k".repeat(40);
      now.keys.push({ id: "KEY1", value, label: "", status: "active", lastUsedAt: undefined });
      give(value);
    } else if (now.gate === "deactivate") now.say("approve", "ben", { subject: "deactivate" });
    else if (now.gate === "performed") {
      const [old] = now.keys;
      if (++performed === 2 && old !== undefined) old.status = "absent";
      now.say("performed", "ben");
    }
  };
  expect(await world.toEnd()).toBe("done");
  expect(asked[0]).toContain("press the button");
  expect(performed).toBe(2);
  expect(world.live().map(({ id }) => id)).toEqual(["KEY1"]);
  expect(world.stored()).toBe(world.keys[1]?.value);
  const told = world.events.map(({ text }) => text).join("\n");
  for (const part of ["What was given is the old value", "and the old one too", "It was not ended"]) expect(told).toContain(part);
});
