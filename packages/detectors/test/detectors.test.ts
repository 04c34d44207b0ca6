import { type CompiledSet, compile, scanSlowly } from "@stanch/engine";
import { exampleBytes, rulesOf } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { detectors } from "../src/index.gen.ts";

describe.each(detectors)("$id", (detector) => {
  let set: CompiledSet | undefined;
  const spans = (text: string | undefined): number[][] =>
    scanSlowly(exampleBytes(detector, text ?? ""), (set ??= compile([detector]))).map(({ start, end }) => [start, end]);

  it("carries at least two examples and three near misses", () => {
    expect(detector.examples.length).toBeGreaterThanOrEqual(2);
    expect(detector.counterExamples.length).toBeGreaterThanOrEqual(3);
    expect(rulesOf(detector).length).toBeGreaterThan(0);
  });
  it.each(detector.examples.map((_, index) => index))("finds example %i once", (index) => {
    expect(spans(detector.examples[index])).toHaveLength(1);
  });
  it.each(detector.counterExamples.map((_, index) => index))("passes over near miss %i", (index) => {
    expect(spans(detector.counterExamples[index])).toEqual([]);
  });
});
