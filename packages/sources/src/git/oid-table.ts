import { isLittleEndian } from "./byte-order.ts";
import type { Pack } from "./pack.ts";

const LOW = isLittleEndian ? 0 : 1;
const MAX_BUCKET_BITS = 20;

/**
 * Numbers for all objects of a store: those of the first pack come first, in the order of its index, and so on; the loose
 * ones that were added come last. An id that is in several packs is found under its first number (`find`).
 * 12 bytes an object beyond the indexes themselves.
 */
export class OidTable {
  readonly count: number;
  readonly packs: readonly Pack[];
  /** Number of each pack's first object. */
  readonly packStart: readonly number[];
  readonly #oidLength: number;
  readonly #loose: Buffer;
  readonly #looseStart: number;
  /** First four bytes of each id, ascending, and the number that each belongs to. */
  readonly #prefixes: Uint32Array;
  readonly #numbers: Uint32Array;
  /** Position of the first id that starts with given bits. */
  readonly #buckets: Uint32Array;
  readonly #shift: number;

  constructor(packs: readonly Pack[], looseOids: readonly string[], oidLength: number) {
    this.packs = packs;
    this.#oidLength = oidLength;
    const packStart: number[] = [];
    let count = 0;
    for (const pack of packs) {
      packStart.push(count);
      count += pack.index.count;
    }
    this.packStart = packStart;
    this.#looseStart = count;
    this.#loose = Buffer.from(looseOids.join(""), "hex");
    this.count = count + looseOids.length;
    const keys = this.#sortedKeys();
    this.#prefixes = new Uint32Array(this.count);
    this.#numbers = new Uint32Array(this.count);
    for (let i = 0; i < this.count; i++) {
      this.#numbers[i] = keys[2 * i + LOW] ?? 0;
      this.#prefixes[i] = keys[2 * i + 1 - LOW] ?? 0;
    }
    const bits = Math.min(MAX_BUCKET_BITS, Math.max(1, Math.ceil(Math.log2(this.count + 1))));
    this.#shift = 32 - bits;
    this.#buckets = new Uint32Array(2 ** bits + 1).fill(this.count);
    for (let i = this.count - 1; i >= 0; i--) this.#buckets[(this.#prefixes[i] ?? 0) >>> this.#shift] = i;
    for (let i = this.#buckets.length - 2; i >= 0; i--) {
      this.#buckets[i] = Math.min(this.#buckets[i] ?? 0, this.#buckets[i + 1] ?? 0);
    }
  }

  /** The number of the id that stands in `bytes` at `at`, or -1. */
  find(bytes: Uint8Array, at: number): number {
    const prefix = (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
    let low = this.#buckets[prefix >>> this.#shift] ?? 0;
    let high = this.#buckets[(prefix >>> this.#shift) + 1] ?? 0;
    // Honest ids are spread evenly and a bucket holds one or two; a hostile index may put all into one.
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#prefixes[middle] ?? 0) < prefix) low = middle + 1;
      else high = middle;
    }
    for (; low < this.count && this.#prefixes[low] === prefix; low++) {
      const number = this.#numbers[low] ?? 0;
      if (this.#equals(number, bytes, at)) return number;
    }
    return -1;
  }

  findHex(oid: string): number {
    const bytes = Buffer.from(oid, "hex");
    return bytes.length === this.#oidLength ? this.find(bytes, 0) : -1;
  }

  hexOf(number: number): string {
    if (number >= this.#looseStart) {
      const at = (number - this.#looseStart) * this.#oidLength;
      return this.#loose.toString("hex", at, at + this.#oidLength);
    }
    const pack = this.#packOf(number);
    return Buffer.from(this.packs[pack]?.index.oidAt(number - (this.packStart[pack] ?? 0)) ?? []).toString("hex");
  }

  #packOf(number: number): number {
    let pack = this.packs.length - 1;
    while (pack > 0 && (this.packStart[pack] ?? 0) > number) pack--;
    return pack;
  }

  #equals(number: number, bytes: Uint8Array, at: number): boolean {
    if (number >= this.#looseStart) {
      const own = (number - this.#looseStart) * this.#oidLength;
      for (let i = 0; i < this.#oidLength; i++) if (this.#loose[own + i] !== bytes[at + i]) return false;
      return true;
    }
    const pack = this.#packOf(number);
    return this.packs[pack]?.index.oidEquals(number - (this.packStart[pack] ?? 0), bytes, at) ?? false;
  }

  /** Pairs of prefix and number, ascending, so that of equal ids the first number comes first. */
  #sortedKeys(): Uint32Array {
    const keys = new BigUint64Array(this.count);
    const halves = new Uint32Array(keys.buffer);
    for (const [i, pack] of this.packs.entries()) {
      const start = this.packStart[i] ?? 0;
      for (let position = 0; position < pack.index.count; position++) {
        halves[2 * (start + position) + LOW] = start + position;
        halves[2 * (start + position) + 1 - LOW] = pack.index.oidPrefixAt(position);
      }
    }
    for (let i = this.#looseStart; i < this.count; i++) {
      halves[2 * i + LOW] = i;
      halves[2 * i + 1 - LOW] = this.#loose.readUInt32BE((i - this.#looseStart) * this.#oidLength);
    }
    keys.sort();
    return halves;
  }
}
