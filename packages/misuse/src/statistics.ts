/** Middle of the values; 0 for none. Sorts a copy. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** By linear interpolation; 0 for no values. */
export function quantile(values: ArrayLike<number>, share: number): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).toSorted();
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** Median absolute deviation, scaled to agree with the standard deviation of a normal distribution. */
export function spread(values: ArrayLike<number>): number {
  const middle = median(values);
  return 1.4826 * median(Float64Array.from(values, (value) => Math.abs(value - middle)));
}

/** Mean of what is left when a share is cut off at the top and the bottom each. */
export function trimmedMean(values: ArrayLike<number>, cut: number): number {
  const sorted = Float64Array.from(values).toSorted();
  const away = Math.floor(sorted.length * cut);
  const kept = sorted.subarray(away, sorted.length - away);
  return kept.length === 0 ? 0 : kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** Theil-Sen: the median of all slopes between two points, with points one step apart. Half of the points may be wild. */
export function robustSlope(values: ArrayLike<number>): number {
  const slopes: number[] = [];
  for (let i = 0; i < values.length; i++)
    for (let j = i + 1; j < values.length; j++) slopes.push(((values[j] ?? 0) - (values[i] ?? 0)) / (j - i));
  return median(slopes);
}

/** P(N >= count) for a Poisson variable with this mean. */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  // The sum below loses its meaning past some 700 (exp underflows): a normal approximation is good there.
  if (mean > 500) return normalTail((count - 0.5 - mean) / Math.sqrt(mean));
  if (count > mean + 1) return upperTail(count, mean);
  let term = Math.exp(-mean);
  let below = term;
  for (let k = 1; k < count; k++) {
    term *= mean / k;
    below += term;
  }
  return Math.min(1, Math.max(0, 1 - below));
}

/** Summed from the near end, so that small chances keep their digits. */
function upperTail(count: number, mean: number): number {
  let logTerm = -mean;
  for (let k = 1; k <= count; k++) logTerm += Math.log(mean / k);
  let term = Math.exp(logTerm);
  let sum = 0;
  for (let k = count; term > sum * 1e-12 && term > 0; k++) {
    sum += term;
    term *= mean / (k + 1);
  }
  return Math.min(1, sum);
}

/** P(Z >= z); Abramowitz and Stegun 26.2.17, error below 1e-7. */
function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}
