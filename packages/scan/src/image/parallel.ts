/**
 * Does `action` for every item, at most `most` at a time, in their order. Rejects with the first error, when those at work have ended;
 * an abort starts no more.
 */
export async function inParallel<T>(
  items: Iterable<T> | AsyncIterable<T>,
  most: number,
  action: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const item of items) {
    if (failures.length > 0 || signal?.aborted === true) break;
    const one: Promise<void> = action(item)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(one));
    running.add(one);
    if (running.size >= most) await Promise.race(running);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
