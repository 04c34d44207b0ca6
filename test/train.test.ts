import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Rows, boost, logitOf, randomOf } from "../scripts/train/boost.ts";
import { calibrate, reliability } from "../scripts/train/calibrate.ts";
import { fitLinear } from "../scripts/train/linear.ts";
import { type Label, figuresOf, markFound, placesOf } from "../scripts/train/places.ts";

const SETTINGS = { trees: 40, depth: 3, rate: 0.2, lambda: 1, rowShare: 0.8, featureShare: 1, bins: 16, seed: 3 };

/** Rows whose label is 1 where exactly one of two features is over a half. */
function crossed(seed: number, count = 400): Rows {
  const random = randomOf(seed);
  const values = Float32Array.from({ length: count * 3 }, () => random());
  const labels = Uint8Array.from({ length: count }, (_, i) => Number((values[i * 3] ?? 0) > 0.5 !== (values[i * 3 + 1] ?? 0) > 0.5));
  return { width: 3, values, labels, weights: new Float32Array(count).fill(1) };
}

describe("boosted trees", () => {
  it("learn what no weight of a single feature can say", () => {
    const forest = boost(crossed(1), SETTINGS);
    const fresh = crossed(2);
    let right = 0;
    for (const [i, label] of fresh.labels.entries()) if (logitOf(forest, fresh.values, i * 3) > 0 === (label === 1)) right++;
    expect(right / fresh.labels.length).toBeGreaterThan(0.9);
  });

  it("are the same from the same seed, and others from another", () => {
    expect(boost(crossed(1), SETTINGS)).toEqual(boost(crossed(1), SETTINGS));
    expect(boost(crossed(1), { ...SETTINGS, seed: 4 }).leaves).not.toEqual(boost(crossed(1), SETTINGS).leaves);
  });
});

it("finds the weights that made the labels", () => {
  const random = randomOf(5);
  const facts = Array.from({ length: 4000 }, () => [0, 1, 2].filter(() => random() < 0.5));
  const truth = [2, -1, 0];
  const labels = Uint8Array.from(facts, (row) => Number(random() < 1 / (1 + Math.exp(-row.reduce((z, f) => z + (truth[f] ?? 0), -0.5)))));
  const { bias, weights } = fitLinear({ width: 3, facts, labels, weights: new Float32Array(4000).fill(1) }, 1);
  for (const [f, weight] of truth.entries()) expect(Math.abs((weights[f] ?? 0) - weight)).toBeLessThan(0.25);
  expect(Math.abs(bias + 0.5)).toBeLessThan(0.25);
});

it("calibrates log-odds that are twice too sure", () => {
  const random = randomOf(6);
  const judged = Array.from({ length: 6000 }, () => {
    const logit = random() * 6 - 3;
    return { logit: logit * 2, label: random() < 1 / (1 + Math.exp(-logit)) ? (1 as const) : (0 as const), weight: 1 };
  });
  const { scale, shift } = calibrate(judged);
  expect(scale).toBeCloseTo(0.5, 1);
  expect(shift).toBeCloseTo(0, 0);
});

it("counts every judged value in one bin of the reliability table", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (probabilities) => {
      const bins = reliability(
        probabilities.map((probability) => ({ probability, label: 1 as const })),
        [0, 0.5, 0.9, 1],
      );
      expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(probabilities.length);
    }),
  );
});

describe("the scorer", () => {
  const label = (line: number, truth: Label["truth"], bits: number, category = "Password"): Label => ({
    path: "a/b",
    line,
    endLine: line,
    truth,
    category,
    valueStart: null,
    valueEnd: null,
    bits,
  });
  const labels = [label(1, "T", 80), label(2, "T", 20), label(3, "F", 80), label(4, "X", 80), label(5, "T", 90, "UUID"), label(1, "F", 80)];
  const spots = [1, 3, 5, 9].map((line) => ({ path: "a/b", line, endLine: line, confidence: 1 }));

  it("leaves weak values and identifiers out of the strong row", () => {
    const places = placesOf(labels);
    const stray = markFound(places, spots);
    const it = figuresOf([...places.values()].flat(), "strong", stray.size);
    expect(it).toMatchObject({ true: 1, tp: 1, fp: 1, fn: 0, unlabelled: 1, precision: 0.5, recall: 1 });
    expect(it.strictPrecision).toBeCloseTo(1 / 3);
  });

  it("counts weak values in the row of all", () => {
    const places = placesOf(labels);
    markFound(places, spots);
    expect(figuresOf([...places.values()].flat(), "all", 0)).toMatchObject({ true: 2, tp: 1, fn: 1, recall: 0.5 });
  });
});
