/** Adds to a list of a map in place: copying it each time would cost the square of its length. */
export function grow<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
