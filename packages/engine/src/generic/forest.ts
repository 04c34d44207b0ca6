import type { Fact } from "./facts.ts";
import { CALIBRATION, FACT_WEIGHTS, FOREST } from "./model.ts";

/**
 * The scoring model: weights of facts, and boosted oblivious trees over features that mend what the weights get wrong. All
 * nodes of one depth of a tree ask the same question, so a leaf is numbered by the answers.
 */
export interface Trees {
  readonly count: number;
  readonly depth: number;
  /** `depth` a tree: index into FEATURES, and what its value must be over. */
  readonly features: Uint8Array;
  readonly thresholds: Float32Array;
  /** 2^depth a tree. */
  readonly leaves: Float32Array;
}

export interface Model {
  readonly trees: Trees;
  /** Log-odds of every candidate. */
  readonly bias: number;
  readonly weights: Readonly<Record<Fact, number>>;
  /** Confidence is the logistic function of scale × log-odds + shift. */
  readonly scale: number;
  readonly shift: number;
}

let model: Model | undefined;

/** The model of the package, unpacked when the first candidate is judged. */
function current(): Model {
  return (model ??= packaged());
}

/** Puts another model in its place: training judges each repository by one that has not seen it. */
export function useModel(other: Model | undefined): void {
  model = other;
}

export function weightOf(fact: Fact): number {
  return current().weights[fact];
}

/** What all candidates begin with and the trees add; `contributions` gets each tree's share. */
export function treesLogit(values: Float32Array, contributions?: Float32Array): number {
  const { trees, bias } = current();
  const { count, depth, features, thresholds, leaves } = trees;
  let sum = bias;
  let question = 0;
  for (let tree = 0; tree < count; tree++) {
    let leaf = 0;
    for (let d = 0; d < depth; d++, question++) {
      leaf = leaf * 2 + ((values[features[question] ?? 0] ?? 0) > (thresholds[question] ?? 0) ? 1 : 0);
    }
    const own = leaves[(tree << depth) + leaf] ?? 0;
    if (contributions !== undefined) contributions[tree] = own;
    sum += own;
  }
  return sum;
}

/** The trees of the model in use. */
export function treesOf(): Trees {
  return current().trees;
}

export function probabilityOf(logit: number): number {
  const { scale, shift } = current();
  return 1 / (1 + Math.exp(-(scale * logit + shift)));
}

/** Log-odds at which the probability is `p`. */
export function logitAt(p: number): number {
  const { scale, shift } = current();
  return (Math.log(p / (1 - p)) - shift) / scale;
}

function packaged(): Model {
  const { count, depth, packed } = FOREST;
  const bytes = Buffer.from(packed, "base64");
  const questions = count * depth;
  // Copied: a view of floats must begin at a multiple of four.
  const floats = new Float32Array(Uint8Array.from(bytes.subarray(0, 4 * (questions + (count << depth)))).buffer);
  return {
    trees: {
      count,
      depth,
      features: bytes.subarray(floats.byteLength, floats.byteLength + questions),
      thresholds: floats.subarray(0, questions),
      leaves: floats.subarray(questions),
    },
    bias: CALIBRATION.bias,
    weights: FACT_WEIGHTS,
    scale: CALIBRATION.scale,
    shift: CALIBRATION.shift,
  };
}
