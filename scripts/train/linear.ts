/** Rows of facts by number, with what they are. */
export interface FactRows {
  readonly width: number;
  readonly facts: readonly (readonly number[])[];
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
}

export interface Linear {
  readonly bias: number;
  readonly weights: Float64Array;
}

const MOST_STEPS = 25;

/** Fits a logistic model with a ridge penalty on all weights but the bias, by Newton's method. */
export function fitLinear(rows: FactRows, ridge: number): Linear {
  const size = rows.width + 1; // the last one is the bias
  const theta = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = new Float64Array(size);
    const hessian = Array.from({ length: size }, () => new Float64Array(size));
    for (const [i, facts] of rows.facts.entries()) {
      const at = [...facts, rows.width];
      let z = 0;
      for (const f of at) z += theta[f] ?? 0;
      const p = 1 / (1 + Math.exp(-z));
      const w = rows.weights[i] ?? 0;
      for (const f of at) {
        gradient[f] = (gradient[f] ?? 0) + w * ((rows.labels[i] ?? 0) - p);
        const row = hessian[f];
        if (row !== undefined) for (const other of at) row[other] = (row[other] ?? 0) + w * p * (1 - p);
      }
    }
    for (let f = 0; f < size; f++) {
      const own = f === rows.width ? 1e-6 : ridge;
      gradient[f] = (gradient[f] ?? 0) - own * (theta[f] ?? 0);
      const row = hessian[f];
      if (row !== undefined) row[f] = (row[f] ?? 0) + own;
    }
    const move = solve(hessian, gradient);
    let far = 0;
    for (let f = 0; f < size; f++) {
      theta[f] = (theta[f] ?? 0) + (move[f] ?? 0);
      far = Math.max(far, Math.abs(move[f] ?? 0));
    }
    if (far < 1e-6) break;
  }
  return { bias: theta[rows.width] ?? 0, weights: theta.slice(0, rows.width) };
}

/** Solves a symmetric positive system by Gauss's elimination; both arguments are used up. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    const pivot = matrix[i]?.[i] ?? 1;
    for (let j = i + 1; j < size; j++) {
      const row = matrix[j];
      const share = (row?.[i] ?? 0) / pivot;
      if (row === undefined || share === 0) continue;
      for (let k = i; k < size; k++) row[k] = (row[k] ?? 0) - share * (matrix[i]?.[k] ?? 0);
      right[j] = (right[j] ?? 0) - share * (right[i] ?? 0);
    }
  }
  const out = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = right[i] ?? 0;
    for (let k = i + 1; k < size; k++) sum -= (matrix[i]?.[k] ?? 0) * (out[k] ?? 0);
    out[i] = sum / (matrix[i]?.[i] ?? 1);
  }
  return out;
}
