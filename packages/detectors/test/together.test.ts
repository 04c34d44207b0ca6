import { Scanner, compile, scanSlowly } from "@stanch/engine";
import { type Detector, exampleBytes, rulesOf } from "@stanch/model";
import { expect, it } from "vitest";
import { detectors } from "../src/index.gen.ts";

// All kinds at once, compiled once: what holds for each alone must hold for the set that a scan runs.
const set = compile(detectors);
const scanner = new Scanner(set, undefined, { decode: false });
const examples = detectors.flatMap((detector) =>
  detector.examples.map((text, index) => ({ detector, text, name: `${detector.id} ${index}` })),
);
const LONG = 120_000;

it("finds the same by the fast and the slow scanner, however much text stands around an example", { timeout: LONG }, () => {
  const filler = "The quick brown fox.\nx = 1\n".repeat(200);
  for (const { detector, text, name } of examples) {
    // Key files are told at their start, where nothing can stand before them.
    if (rulesOf(detector).some((rule) => rule.isBinary === true)) continue;
    const found = scanSlowly(Buffer.from(text), set);
    const spans = found.map(({ start, end, detector }) => [start + filler.length, end + filler.length, detectors[detector]?.id]);
    const fast = scanner.scan(Buffer.from(`${filler}${text}\n${filler}`));
    expect(
      fast.map(({ start, end, detector }) => [start, end, detectors[detector]?.id]),
      name,
    ).toEqual(spans);
  }
});

/** Whether the winner may have the bytes of a kind's own example: the kind says so itself. */
const yields = (detector: Detector, winner: Detector): boolean => detector.yieldsTo?.includes(winner.id) === true;

it("takes each example for its own kind, unless that gives way", { timeout: LONG }, () => {
  const taken = new Map<string, string[]>();
  for (const { detector, text, name } of examples) {
    const found = scanner.scan(exampleBytes(detector, text));
    const owners = found.flatMap((match) => detectors[match.detector] ?? []);
    if (owners.includes(detector) || owners.some((owner) => yields(detector, owner))) continue;
    const by = owners.map(({ id, severity }) => `${id} (${severity})`).join(", ");
    const key = `${detector.id} (${detector.severity}) is taken by ${by === "" ? "nobody" : by}`;
    taken.set(key, [...(taken.get(key) ?? []), name]);
  }
  expect(Object.fromEntries(taken)).toEqual({});
});
