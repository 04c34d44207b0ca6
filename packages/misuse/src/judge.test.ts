import type { UseRecord } from "@stanch/model";
import { describe, expect, it } from "vitest";
import type { JudgeContext } from "./context.ts";
import { syntheticAccount } from "./generator/index.ts";
import { judge } from "./judge.ts";
import { Judgement } from "./judgement.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.UTC(2026, 0, 5);
const LEAK = BEGIN + 40 * DAY;

/** Ten uses an hour from 8 to 18 UTC on all days, for 50 days, from one address. */
function steady(extra: readonly Partial<UseRecord>[] = [], until = BEGIN + 50 * DAY): UseRecord[] {
  const records: UseRecord[] = [];
  for (let time = BEGIN; time < until; time += HOUR) {
    const hour = new Date(time).getUTCHours();
    if (hour < 8 || hour >= 18) continue;
    for (let i = 0; i < 10; i++)
      records.push({
        time: time + i * 300_000,
        source: "test",
        action: i < 7 ? "read" : "write",
        address: "198.51.100.7",
        agent: "acme/1",
        reference: `r${records.length}`,
        result: "ok",
      });
  }
  return [...records, ...extra.map((part, i) => ({ time: LEAK + DAY, source: "test", action: "read", reference: `x${i}`, ...part }))];
}

const context: JudgeContext = { leakedAt: LEAK, timeZone: "UTC" };
const kinds = async (records: readonly UseRecord[], more: JudgeContext = {}) => {
  const judged = await judge([records], { ...context, ...more });
  return { ...judged, kinds: judged.signals.filter(({ level }) => level !== "context").map(({ kind }) => kind) };
};
const times = (count: number, make: (i: number) => Partial<UseRecord>) => Array.from({ length: count }, (_, i) => make(i));

describe("an account without a thief", () => {
  it("shows no sign, and is never called safe", async () => {
    const judged = await kinds(steady());
    expect(judged.verdict).toBe("no sign in the records read");
    expect(judged.kinds).toEqual([]);
    expect(JSON.stringify(judged)).not.toMatch(/\bsafe\b/);
    expect(judged.missing.map(({ what }) => what).join()).toContain("No list of the owner's addresses was given.");
  });

  it("keeps to the schema that it prints", async () => {
    const { kinds: _, ...judged } = await kinds(steady(times(40, () => ({ address: "203.0.113.9" }))));
    expect(Judgement.parse(judged)).toEqual(judged);
  });

  it("is judged alike whatever the order of its records", async () => {
    const records = steady(times(30, (i) => ({ time: LEAK + DAY + i * 60_000, address: "203.0.113.9" })));
    const forward = await kinds(records);
    const backward = await kinds(records.toReversed());
    expect(backward.signals.map(({ kind, level, number }) => [kind, level, number])).toEqual(
      forward.signals.map(({ kind, level, number }) => [kind, level, number]),
    );
  });
});

describe("a sign of misuse", () => {
  it("is a network never seen before the leak, with its records", async () => {
    const judged = await kinds(steady(times(3, (i) => ({ time: LEAK + DAY + (10 + i / 10) * HOUR, address: "203.0.113.9" }))));
    expect(judged.verdict).toBe("suspicious");
    const signal = judged.signals.find(({ kind }) => kind === "new-network");
    expect(signal).toMatchObject({ level: "strong", number: 1, records: { count: 3 } });
    expect(signal?.records.samples.map(({ reference }) => reference)).toEqual(["x0", "x1", "x2"]);
    expect(signal?.sentence).toContain("203.0.113.0/24");
  });

  it("is an address outside the allow list, and one inside is none however new", async () => {
    const extra = times(3, () => ({ time: LEAK + DAY + 9 * HOUR, address: "203.0.113.9" }));
    expect((await kinds(steady(extra), { allow: ["198.51.100.0/24"] })).kinds).toContain("outside-allow-list");
    const allowed = await kinds(steady(extra), { allow: ["198.51.100.0/24", "203.0.113.9"] });
    expect(allowed.verdict).toBe("no sign in the records read");
  });

  it("is use at night by an account that sleeps", async () => {
    const judged = await kinds(steady(times(30, (i) => ({ time: LEAK + 2 * DAY + (1 + (i % 5)) * HOUR, address: "198.51.100.7" }))));
    expect(judged.kinds).toContain("odd-hours");
    expect(judged.verdict).not.toBe("no sign in the records read");
  });

  it("is a spike over the account's own rhythm", async () => {
    const judged = await kinds(steady(times(200, (i) => ({ time: LEAK + DAY + 10 * HOUR + i * 1000, address: "198.51.100.7" }))));
    const spike = judged.signals.find(({ kind }) => kind === "spike");
    expect(spike).toMatchObject({ level: "strong" });
    expect(spike?.number).toBeGreaterThanOrEqual(200);
    expect(spike?.baseline).toBeLessThan(15);
  });

  it("is a change of the set-up from a network never seen", async () => {
    const judged = await kinds(steady([{ time: LEAK + DAY + 9 * HOUR, address: "203.0.113.9", action: "key.create", configures: true }]));
    expect(judged.verdict).toBe("misused");
    expect(judged.kinds).toEqual(expect.arrayContaining(["changed-configuration", "new-network"]));
  });

  it("is dear numbers never called before, and the numbers are not shown whole", async () => {
    const calls = (count: number, time: number, to: string, cost: number) =>
      times(count, (i) => ({ time: time + i * 60_000, action: "call", address: "198.51.100.7", resource: `${to}${1_000_000 + i}`, cost }));
    const before = Array.from({ length: 45 }, (_, day) => calls(10, BEGIN + day * DAY + 9 * HOUR, "+4930", 0.01)).flat();
    const judged = await kinds(steady([...before, ...calls(20, LEAK + DAY + 9 * HOUR, "+25261", 0.5)]), { currency: "USD" });
    const signal = judged.signals.find(({ kind }) => kind === "costly-destination");
    expect(signal).toMatchObject({ level: "strong", number: 0.5 });
    expect(signal?.sentence).toContain("SO");
    expect(JSON.stringify(judged)).not.toContain("+252611000000");
  });

  it("is being in two places at once", async () => {
    const networkOf = (address: string) =>
      address.startsWith("198.51")
        ? { country: "DE", latitude: 52.5, longitude: 13.4 }
        : { country: "JP", latitude: 35.7, longitude: 139.7 };
    const judged = await kinds(steady([{ time: LEAK + DAY + 9.5 * HOUR, address: "203.0.113.9" }]), { networkOf });
    const signal = judged.signals.find(({ kind }) => kind === "impossible-travel");
    expect(signal?.sentence).toMatch(/JP .* DE .* km away/);
  });

  it("is a use that works after the revocation, beyond doubt; refused attempts alone are not", async () => {
    const revokedAt = LEAK + 3 * DAY;
    const until = revokedAt;
    const used = await kinds(steady([{ time: revokedAt + DAY, result: "ok" }], until), { revokedAt });
    expect(used.verdict).toBe("misused");
    const refused = await kinds(steady([{ time: revokedAt + DAY, result: "refused", address: "198.51.100.7" }], until), { revokedAt });
    expect(refused.verdict).toBe("no sign in the records read");
    expect(refused.kinds).toEqual(["refused-after-revocation"]);
  });
});

it("says what is missing: a short past, records without addresses, no record after the leak", async () => {
  const short = await judge([steady().filter(({ time }) => time > LEAK - DAY && time < LEAK)], { leakedAt: LEAK });
  const missing = short.missing.map(({ what }) => what).join("\n");
  expect(missing).toMatch(/fewer than two days/);
  expect(missing).toMatch(/No record is from after the leak/);
  expect(short.verdict).toBe("no sign in the records read");
});

it.each([1, 2, 3])("flags a thief's network in a generated account (seed %i)", async (seed) => {
  const { records, context: own } = syntheticAccount(9000 + seed, "after-revocation");
  expect((await judge([records], own)).verdict).toBe("misused");
});

it("refuses a time zone and an allow list that nobody knows", async () => {
  await expect(judge([], { timeZone: "Mars/Olympus" })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  await expect(judge([], { allow: ["localhost"] })).rejects.toMatchObject({ code: "CONFIG_INVALID", where: "localhost" });
});
