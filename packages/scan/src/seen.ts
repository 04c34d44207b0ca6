import type { Kernel } from "@stanch/engine";

const PLACES = 1 << 20;
/** Words of a place: 128 bits of hash. The first is never 0 (a free place); the lowest bit of the last is the state. */
const WORDS = 4;
/** Past this share of places a search gets long: further contents are scanned without being remembered. */
const FULL = PLACES * 0.7;
const MOST_STEPS = 64;

/** 16 MiB for about 730,000 contents, whatever the tree's size. */
export function seenBuffer(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * (PLACES * WORDS + 1));
}

export interface Place {
  readonly isDuplicate: boolean;
  /** A duplicate of a content that is known to hold no match: nothing about it needs to be remembered. */
  readonly isEmpty: boolean;
}

const NEW: Place = { isDuplicate: false, isEmpty: false };
const EMPTY_COPY: Place = { isDuplicate: true, isEmpty: true };
const COPY: Place = { isDuplicate: true, isEmpty: false };

/** Contents that some thread has scanned, by keyed 128-bit hash. Lock-free: a place is taken by its first word. */
export class SeenContents {
  readonly #words: Int32Array;
  #last = -1;
  /** Hash of the content added last, four words. */
  readonly #hash = new Int32Array(WORDS);

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer);
  }

  /** Adds the content at [ptr, ptr + length). */
  add(kernel: Kernel, ptr: number, length: number): Place {
    const words = this.#words;
    kernel.hash(ptr, length, this.#hash);
    const [a = 0, b = 0, c = 0, d = 0] = this.#hash;
    const first = a | 1;
    const last = d | 1; // bit 0 set: being scanned, or with matches
    this.#last = -1;
    let place = (b >>> 4) & (PLACES - 1);
    for (let step = 0; step < MOST_STEPS; step++) {
      const at = place * WORDS;
      const found = Atomics.compareExchange(words, at, 0, first);
      if (found === 0) {
        if (Atomics.add(words, PLACES * WORDS, 1) > FULL) {
          Atomics.store(words, at, 0);
          return NEW;
        }
        Atomics.store(words, at + 1, b);
        Atomics.store(words, at + 2, c);
        Atomics.store(words, at + 3, last);
        this.#last = at + 3;
        return NEW;
      }
      if (found === first && Atomics.load(words, at + 1) === b && Atomics.load(words, at + 2) === c) {
        // The last word may still be on its way from another thread: then this one scans too, which is never wrong.
        const stored = Atomics.load(words, at + 3);
        if ((stored | 1) === last) return (stored & 1) === 0 ? EMPTY_COPY : COPY;
        return NEW;
      }
      place = (place + 1) & (PLACES - 1);
    }
    return NEW;
  }

  /** Says of the content added last that it holds no match: its copies need not be remembered. */
  markEmpty(): void {
    if (this.#last >= 0) Atomics.and(this.#words, this.#last, ~1);
  }

  /** The hash of the content added last: the same for its copies, in this scan only. */
  hashText(): string {
    return Array.from(this.#hash, (word) => (word >>> 0).toString(36)).join(".");
  }
}
