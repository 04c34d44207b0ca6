/**
 * Bytes that one thread writes while another reads them as they come: a file of a layer that is too large to be handed over
 * whole. The reader blocks, the writer waits without blocking; what lies between them is bounded.
 */

const RING_BYTES = 1_048_576;
const WRITTEN = 0;
const READ = 1;
const ENDED = 2;
const WORDS = 3;
const HEAD_BYTES = 16;
/** A reader tells that it lives at least this often while nothing comes. */
const WAIT_MS = 500;

/** Positions count modulo 2^32: the ring's size divides that. */
const distance = (from: number, to: number): number => (to - from) >>> 0;

export class PipeWriter {
  readonly buffer = new SharedArrayBuffer(HEAD_BYTES + RING_BYTES);
  readonly #words = new Int32Array(this.buffer, 0, WORDS);
  readonly #ring = new Uint8Array(this.buffer, HEAD_BYTES);
  #isDropped = false;

  /** Resolves when all is written, or nobody reads any more. `bytes` may be used again then. */
  async write(bytes: Uint8Array): Promise<void> {
    let from = 0;
    while (from < bytes.length && !this.#isDropped) {
      const written = Atomics.load(this.#words, WRITTEN);
      const read = Atomics.load(this.#words, READ);
      const room = RING_BYTES - distance(read, written);
      if (room === 0) {
        const waiting = Atomics.waitAsync(this.#words, READ, read, WAIT_MS);
        if (waiting.async) await waiting.value;
        continue;
      }
      const at = (written >>> 0) % RING_BYTES;
      const count = Math.min(room, RING_BYTES - at, bytes.length - from);
      this.#ring.set(bytes.subarray(from, from + count), at);
      from += count;
      Atomics.store(this.#words, WRITTEN, (written + count) | 0);
      Atomics.notify(this.#words, WRITTEN);
    }
  }

  /** Nothing more comes. */
  end(): void {
    Atomics.store(this.#words, ENDED, 1);
    Atomics.notify(this.#words, WRITTEN);
  }

  /** Makes it new, once its reader has ended. */
  reset(): void {
    this.#words.fill(0);
    this.#isDropped = false;
  }

  /** Nobody reads any more: what is still written goes nowhere. */
  drop(): void {
    this.#isDropped = true;
    Atomics.notify(this.#words, READ);
  }
}

/** The reading end: fills a part of `into` and gives the number of bytes, 0 at the end. `onWait` is called while nothing comes. */
export function pipeReader(buffer: SharedArrayBuffer, onWait: () => void): (into: Uint8Array) => number {
  const words = new Int32Array(buffer, 0, WORDS);
  const ring = new Uint8Array(buffer, HEAD_BYTES);
  return (into) => {
    for (;;) {
      const isEnded = Atomics.load(words, ENDED) === 1;
      const written = Atomics.load(words, WRITTEN);
      const read = Atomics.load(words, READ);
      const there = distance(read, written);
      if (there > 0) {
        const at = (read >>> 0) % RING_BYTES;
        const count = Math.min(there, RING_BYTES - at, into.length);
        into.set(ring.subarray(at, at + count));
        Atomics.store(words, READ, (read + count) | 0);
        Atomics.notify(words, READ);
        return count;
      }
      if (isEnded) return 0;
      Atomics.wait(words, WRITTEN, written, WAIT_MS);
      onWait();
    }
  };
}
