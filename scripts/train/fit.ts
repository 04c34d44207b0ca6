import { FACTS, type Fact } from "../../packages/engine/src/generic/facts.ts";
import type { Model } from "../../packages/engine/src/generic/forest.ts";
import { type Settings, boost } from "./boost.ts";
import { type Row, WIDTH } from "./candidates.ts";
import { fitLinear } from "./linear.ts";

const RIDGE = 3;
export const SETTINGS: Settings = {
  trees: 160,
  depth: 4,
  rate: 0.05,
  lambda: 8,
  rowShare: 0.7,
  featureShare: 0.5,
  bins: 32,
  seed: 1,
};

const NUMBER = new Map(FACTS.map((fact, index) => [fact, index]));
const numbers = (row: Row): number[] => row.facts.map((fact) => NUMBER.get(fact) ?? 0);

/** The weights of facts alone: what the trees must beat. */
export function fitFacts(rows: readonly Row[]): Model {
  const labels = Uint8Array.from(rows, ({ label }) => label);
  const weights = Float32Array.from(rows, ({ weight }) => weight);
  const linear = fitLinear({ width: FACTS.length, facts: rows.map(numbers), labels, weights }, RIDGE);
  const rounded = FACTS.map((fact, index): [Fact, number] => [fact, Math.round((linear.weights[index] ?? 0) * 100) / 100]);
  return {
    trees: { count: 0, depth: 1, features: new Uint8Array(), thresholds: new Float32Array(), leaves: new Float32Array() },
    bias: Math.round(linear.bias * 100) / 100,
    // All facts, each once.
    weights: Object.fromEntries(rounded) as Record<Fact, number>,
    scale: 1,
    shift: 0,
  };
}

/** Weights of facts, then trees that mend their errors. */
export function fit(rows: readonly Row[], settings: Settings): Model {
  const base = fitFacts(rows);
  const values = new Float32Array(rows.length * WIDTH);
  for (const [i, row] of rows.entries()) values.set(row.values, i * WIDTH);
  const forest = boost(
    {
      width: WIDTH,
      values,
      labels: Uint8Array.from(rows, ({ label }) => label),
      weights: Float32Array.from(rows, ({ weight }) => weight),
      offsets: Float64Array.from(rows, (row) => logitOf(base, row)),
    },
    settings,
  );
  const { trees: count, depth, features, thresholds, leaves } = forest;
  return { ...base, trees: { count, depth, features, thresholds, leaves } };
}

export function logitOf(model: Model, row: Row): number {
  const { count, depth, features, thresholds, leaves } = model.trees;
  let sum = model.bias;
  for (const fact of row.facts) sum += model.weights[fact];
  for (let tree = 0; tree < count; tree++) {
    let leaf = 0;
    for (let d = 0; d < depth; d++) {
      const question = tree * depth + d;
      leaf = leaf * 2 + ((row.values[features[question] ?? 0] ?? 0) > (thresholds[question] ?? 0) ? 1 : 0);
    }
    sum += leaves[(tree << depth) + leaf] ?? 0;
  }
  return sum;
}
