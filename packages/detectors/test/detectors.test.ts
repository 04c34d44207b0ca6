import { scanText } from "@stanch/engine";
import { rulesOf } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { detectors } from "../src/index.gen.ts";

it("has unique ids", () => {
  const ids = detectors.map((detector) => detector.id);
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(detectors)("$id", (detector) => {
  it("carries at least two examples and three near misses", () => {
    expect(detector.examples.length).toBeGreaterThanOrEqual(2);
    expect(detector.counterExamples.length).toBeGreaterThanOrEqual(3);
    expect(rulesOf(detector).length).toBeGreaterThan(0);
  });
  it.each(detector.examples.map((_, index) => index))("finds example %i once", (index) => {
    expect(scanText(detector.examples[index] ?? "", [detector])).toHaveLength(1);
  });
  it.each(detector.counterExamples.map((_, index) => index))("passes over near miss %i", (index) => {
    expect(scanText(detector.counterExamples[index] ?? "", [detector]).map(({ start, end }) => [start, end])).toEqual([]);
  });
});
