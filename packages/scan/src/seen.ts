import type { Kernel } from "@stanch/engine";

const PLACES = 1 << 20;
/** Past this share of places a search gets long: further contents are scanned without being remembered. */
const FULL = PLACES * 0.7;

/** 16 MiB for about 730,000 contents, whatever the tree's size. */
export function seenBuffer(): SharedArrayBuffer {
  return new SharedArrayBuffer(16 * PLACES + 8);
}

export interface ContentHash {
  readonly high: bigint;
  readonly low: bigint;
}

export const hashText = ({ high, low }: ContentHash): string => high.toString(36) + "." + low.toString(36);

/** Contents that some thread has scanned, by keyed 128-bit hash. Lock-free: a place is taken by its first half. */
export class SeenContents {
  readonly #places: BigUint64Array;
  readonly #count: BigInt64Array;
  readonly #hash = new BigUint64Array(2);
  #last = -1;

  constructor(buffer: SharedArrayBuffer) {
    this.#places = new BigUint64Array(buffer, 0, PLACES * 2);
    this.#count = new BigInt64Array(buffer, PLACES * 16, 1);
  }

  /** Adds the content at [ptr, ptr + length); tells whether it was there, and whether it is known to hold no match. */
  add(kernel: Kernel, ptr: number, length: number): ContentHash & { readonly isDuplicate: boolean; readonly isEmpty: boolean } {
    kernel.hash(ptr, length, this.#hash, 0);
    const high = (this.#hash[0] ?? 0n) | 1n; // zero is a free place
    const low = this.#hash[1] ?? 0n;
    let place = Number(high >> 44n) & (PLACES - 1);
    for (let step = 0; step < 64; step++) {
      const found = Atomics.compareExchange(this.#places, place * 2, 0n, high);
      if (found === 0n) {
        if (Number(Atomics.add(this.#count, 0, 1n)) > FULL) Atomics.store(this.#places, place * 2, 0n);
        else Atomics.store(this.#places, place * 2 + 1, low | 1n);
        this.#last = place;
        return { high, low: low | 1n, isDuplicate: false, isEmpty: false };
      }
      if (found === high) {
        // The second half may still be on its way from another thread: then this one scans too, which is never wrong.
        const stored = Atomics.load(this.#places, place * 2 + 1);
        this.#last = -1;
        return { high, low: low | 1n, isDuplicate: (stored | 1n) === (low | 1n), isEmpty: (stored & 1n) === 0n };
      }
      place = (place + 1) & (PLACES - 1);
    }
    this.#last = -1;
    return { high, low: low | 1n, isDuplicate: false, isEmpty: false };
  }

  /** Says of the content added last that it holds no match: its copies need not be remembered. */
  markEmpty(): void {
    if (this.#last >= 0) Atomics.and(this.#places, this.#last * 2 + 1, ~1n);
  }
}
