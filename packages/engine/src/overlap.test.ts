import type { Category, Detector, Match } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CompiledSet, compile } from "./compile.ts";
import { resolveOverlaps } from "./overlap.ts";

const detector = (id: string, more: Partial<Detector> = {}): Detector => ({
  id,
  title: `Kind ${id}`,
  provider: "acme",
  category: "saas",
  severity: "high",
  opens: "o",
  prefixes: [`${id}_`],
  pattern: /x/,
  examples: [],
  counterExamples: [],
  references: [],
  ...more,
});
const generic: Category = "generic";
const set: CompiledSet = compile([
  detector("aaa"),
  detector("bbb"),
  detector("ccc", { yieldsTo: ["aaa"] }),
  detector("ddd", { category: generic, provider: "generic" }),
]);

function match(index: number, start: number, end: number, confidence = 0.5): Match {
  return { detector: index, rule: 0, start, end, secret: "s", confidence, evidence: [], doubts: [], companions: {} };
}
const names = (matches: readonly Match[]): string[] => matches.map((one) => set.detectors[one.detector]?.id ?? "");
const sorted = (matches: Match[]): Match[] => matches.toSorted((a, b) => a.start - b.start || a.detector - b.detector);

describe("bytes that several detectors claim", () => {
  it("are one match, which says what else they were read as", () => {
    const [one, ...more] = resolveOverlaps([match(0, 0, 10, 0.6), match(1, 2, 10, 0.9)], set);
    expect([one?.detector, more.length, one?.evidence]).toEqual([1, 0, ["also read as Kind aaa"]]);
  });

  it("belong to the detector that another one yields to, however sure that one is", () => {
    const [one] = resolveOverlaps([match(0, 0, 10, 0.5), match(2, 0, 10, 0.99)], set);
    expect([one?.detector, one?.evidence]).toEqual([0, ["also read as Kind ccc"]]);
  });

  it("are no generic secret where any kind has them, and are not said to have been one", () => {
    const [one] = resolveOverlaps([match(1, 0, 10, 0.3), match(3, 0, 12, 0.99)], set);
    expect([one?.detector, one?.evidence]).toEqual([1, []]);
  });

  it("stay with a match that overlaps only the loser", () => {
    // bbb beats the first aaa and loses to the second, with which the first has nothing in common.
    const found = resolveOverlaps([match(0, 0, 5, 0.4), match(0, 5, 20, 0.9), match(1, 5, 9, 0.5)], set);
    expect(names(found)).toEqual(["aaa", "aaa"]);
    const across = resolveOverlaps(sorted([match(0, 0, 30, 0.4), match(1, 10, 20, 0.3), match(2, 40, 50, 0.4)]), set);
    expect(names(across)).toEqual(["aaa", "ccc"]);
  });

  it("name at most three other kinds, each once", () => {
    const many = compile(Array.from({ length: 8 }, (_, index) => detector(`k${index}k`)));
    const [one] = resolveOverlaps(
      Array.from({ length: 8 }, (_, index) => match(index, 0, 10, 0.1 * index)),
      many,
    );
    expect(one?.detector).toBe(7);
    expect(one?.evidence).toHaveLength(3);
    expect(new Set(one?.evidence).size).toBe(3);
  });

  it("are told once whatever claims them, and every claim is answered for", () => {
    const spans = fc.record({
      index: fc.nat(3),
      start: fc.nat(40),
      length: fc.integer({ min: 1, max: 20 }),
      confidence: fc.constantFrom(0.2, 0.5, 0.9),
    });
    fc.assert(
      fc.property(fc.array(spans, { maxLength: 12 }), (drawn) => {
        const all = sorted(drawn.map(({ index, start, length, confidence }) => match(index, start, start + length, confidence)));
        const kept = resolveOverlaps(all, set);
        expect(kept.map(({ start }) => start)).toEqual(kept.map(({ start }) => start).toSorted((a, b) => a - b));
        for (const [index, one] of kept.entries())
          for (const two of kept.slice(index + 1)) expect(two.start).toBeGreaterThanOrEqual(one.end);
        const overlaps = (one: Match, two: Match): boolean => one.start < two.end && two.start < one.end;
        if (all.length > 0) expect(kept.length).toBeGreaterThan(0);
        for (const one of all) if (!all.some((two) => two !== one && overlaps(one, two))) expect(kept).toContain(one);
      }),
    );
  });
});
