/** One remediation with faults and words of people drawn by a seed, and what must hold at its end. */
import { type Fault, World } from "./remediation-world.ts";

export interface RandomRun {
  readonly status: string;
  readonly crashes: number;
  readonly outsideFaults: number;
  readonly keysMade: number;
  /** What did not hold; empty is what we want. */
  readonly faults: readonly string[];
}

const FAULTS: readonly Fault[] = ["crash-before", "crash-after", "limited", "broken-before", "broken-after"];

export async function randomRun(seed: number): Promise<RandomRun> {
  const next = random(seed);
  // Some runs are calm between few crashes, some meet a fault at every fourth border.
  const rate = [0.01, 0.03, 0.08, 0.15, 0.25][Math.floor(next() * 5)] ?? 0.05;
  const undoes = next() < 0.3;
  let borders = 0;
  const undoAt = Math.floor(next() * 120);
  const world: World = new World({
    readable: next() < 0.5,
    hasVersions: next() < 0.5,
    listsLate: next() < 0.2,
    maxLive: next() < 0.5 ? 2 : 5,
    deactivation: next() < 0.7 ? "reversible" : "final",
    plan: {
      contain: false,
      removeOld: next() < 0.2,
      approvals: { start: next() < 0.3, deactivate: next() < 0.5 ? 1 : 2, twoPerson: next() < 0.3 },
    },
    fault: (border) => {
      if (undoes && ++borders === undoAt) world.say("rollback", "eve");
      // The clock of the machine jumps, also backwards: waits may end late, nothing else.
      if (next() < 0.01) world.nowMs += Math.floor(next() * 7_200_000) - 600_000;
      if (next() >= rate) return undefined;
      return border.startsWith("records.") || border.startsWith("journal:") ? "crash-after" : FAULTS[Math.floor(next() * FAULTS.length)];
    },
  });
  world.person = (now) => {
    if (now.status === "stuck") now.say("retry", "cem");
    else if (now.gate !== undefined) now.say("approve", next() < 0.5 ? "ben" : "cem", { subject: now.gate });
  };
  const status = await world.toEnd(20_000);
  return { status, crashes: world.crashes, outsideFaults: world.faults, keysMade: world.keys.length - 1, faults: faultsOf(world, status) };
}

function faultsOf(world: World, status: string): readonly string[] {
  const faults = [...world.violations];
  const check = (holds: boolean, what: string): void => void (holds || faults.push(what));
  const live = world.live();
  check(live.length === 1, `${live.length} keys are live`);
  const key = live[0];
  if (status === "done") check(key?.id !== "KEY0", "the old one still works");
  else if (status === "rolled-back") check(key?.id === "KEY0", "the old one was not given back");
  else faults.push(`ended as ${status}`);
  check(world.stored() === key?.value, "the store holds something else than the living key");
  for (const [id, value] of world.running) check(value === key?.value, `${id} runs with a dead key`);
  check(world.values.size === 0, "sealed values were left");
  // Every key that was made is the one in use, or somebody was told that it is not.
  for (const made of world.keys.slice(1))
    if (made.id !== key?.id && status === "done")
      check(
        world.events.some(({ text }) => text.includes(made.id)),
        `${made.id} was never noticed`,
      );
  return faults;
}

function random(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
