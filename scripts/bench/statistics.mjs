/** `{ min, median, max }` of numbers, in any order; undefined for none. */
export function spread(values) {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}

/** Ours through theirs, run by run: both of one round met the same state of the machine. */
export function ratios(ours, theirs) {
  const count = Math.min(ours.length, theirs.length);
  return spread(Array.from({ length: count }, (_, index) => ours[index] / theirs[index]));
}
