/** Shared memory of a fixed size that is filled here, read by a thread, and used again: however large an image is, no more is held. */
export class Slots {
  readonly sizeBytes: number;
  readonly #most: number;
  #made = 0;
  readonly #free: SharedArrayBuffer[] = [];
  readonly #waiting: ((slot: SharedArrayBuffer) => void)[] = [];

  constructor(sizeBytes: number, most: number) {
    this.sizeBytes = sizeBytes;
    this.#most = most;
  }

  /** Resolves when one is free. */
  async take(): Promise<SharedArrayBuffer> {
    const slot = this.#free.pop();
    if (slot !== undefined) return slot;
    if (this.#made < this.#most) {
      this.#made++;
      return new SharedArrayBuffer(this.sizeBytes);
    }
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Nobody gives any back from now on: those who wait get memory of their own, and soon end. */
  stop(): void {
    for (const resolve of this.#waiting.splice(0)) resolve(new SharedArrayBuffer(this.sizeBytes));
    this.#made = -Infinity;
  }

  give(slot: SharedArrayBuffer): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(slot);
    else next(slot);
  }
}
