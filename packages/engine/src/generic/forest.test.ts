import { fake } from "@stanch/model";
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { findAssigned } from "./assigned-secret.ts";
import { FACTS } from "./facts.ts";
import { FEATURES, features } from "./features.ts";
import { logitAt, probabilityOf, treesLogit, treesOf, useModel } from "./forest.ts";

afterEach(() => useModel(undefined));

const weightless = Object.fromEntries(FACTS.map((fact) => [fact, 0])) as Record<(typeof FACTS)[number], number>; // all facts

it("unpacks trees that ask only for features there are, with finite numbers", () => {
  const { count, depth, features: asked, thresholds, leaves } = treesOf();
  expect(count).toBeGreaterThan(0);
  expect(asked).toHaveLength(count * depth);
  expect(leaves).toHaveLength(count << depth);
  expect(Math.max(...asked)).toBeLessThan(FEATURES.length);
  expect([...thresholds, ...leaves].every(Number.isFinite)).toBe(true);
});

it("adds the leaf that the answers lead to, the first question highest", () => {
  const trees = {
    count: 1,
    depth: 2,
    features: Uint8Array.of(0, 1),
    thresholds: Float32Array.of(10, 0.5),
    leaves: Float32Array.of(1, 2, 4, 8),
  };
  useModel({ trees, bias: 100, weights: weightless, scale: 1, shift: 0 });
  const of = (first: number, second: number): number => treesLogit(Float32Array.of(first, second));
  expect([of(10, 0), of(10, 1), of(11, 0), of(11, 1)]).toEqual([101, 102, 104, 108]);
});

it("gives probabilities that rise with the log-odds, and the log-odds of a probability back", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
      expect(probabilityOf(logitAt(p))).toBeCloseTo(p, 9);
      expect(probabilityOf(logitAt(p) + 0.1)).toBeGreaterThan(p);
    }),
  );
});

it("sees the same features wherever the text lies", () => {
  const text = `user = jane\npassword = "${fake("[A-Za-z0-9]{24}", 1)}"\n`;
  const seen = (before: number, after: number): number[] => {
    const bytes = Buffer.concat([Buffer.alloc(before, 0x41), Buffer.from(text, "latin1"), Buffer.alloc(after, 0x42)]);
    let out: number[] = [];
    const view = {
      length: text.length,
      bytes,
      bytesAt: before,
      slice: (from: number, to: number) => bytes.latin1Slice(before + from, before + to),
    };
    findAssigned(view, [[12, 16]], (candidate) => {
      out = [...features(candidate)];
      return undefined;
    });
    return out;
  };
  expect(seen(0, 0)).toHaveLength(FEATURES.length);
  expect(seen(7, 9)).toEqual(seen(0, 0));
});
