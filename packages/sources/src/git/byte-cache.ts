/**
 * Values of packs by offset, in at most `limitBytes`. Two generations: what was not asked for while half the room filled
 * again is dropped. That is nearly as good as dropping the least recently used, and costs nothing on a hit.
 */
export class ByteCache<V> {
  readonly #limitBytes: number;
  #young = new Map<object, Map<number, V>>();
  #old = new Map<object, Map<number, V>>();
  #youngBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get(owner: object, offset: number): V | undefined {
    return this.#young.get(owner)?.get(offset) ?? this.#old.get(owner)?.get(offset);
  }

  /** A value of more than a quarter of the room is not kept: it would push out everything else. */
  set(owner: object, offset: number, value: V, sizeBytes: number): void {
    // The map's own entry costs memory too, which counts when values are small.
    const cost = sizeBytes + 128;
    if (cost > this.#limitBytes / 4) return;
    if (this.#youngBytes + cost > this.#limitBytes / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngBytes = 0;
    }
    let values = this.#young.get(owner);
    if (values === undefined) this.#young.set(owner, (values = new Map()));
    values.set(offset, value);
    this.#youngBytes += cost;
  }

  clear(): void {
    this.#young = new Map();
    this.#old = new Map();
    this.#youngBytes = 0;
  }
}
