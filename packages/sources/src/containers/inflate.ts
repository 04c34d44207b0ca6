import { inflateRawSync } from "node:zlib";
import { BrokenStream, type Pull, Reader } from "./pull.ts";

/** What zlib is asked to do in one call; anything larger, or broken, goes through our own decoder piece by piece. */
const AT_ONCE_PACKED = 16_777_216;
const AT_ONCE = 33_554_432;

/**
 * A DEFLATE stream (RFC 1951) that begins at the reader's place, which ends up behind it. zlib in one call where that
 * fits; else our own decoder, since zlib without callbacks gives nothing of a stream that breaks, or all of one that is huge.
 */
export function inflated(reader: Reader, sizeHint = 0): Pull {
  if (reader.isWhole && reader.end - reader.at <= AT_ONCE_PACKED && sizeHint <= AT_ONCE) {
    try {
      const { buffer, engine } = withInfo(reader.buffer.subarray(reader.at, reader.end), sizeHint);
      reader.at += engine.bytesWritten;
      return new Reader(buffer);
    } catch {
      // broken or too large: told below
    }
  }
  return new Inflate(reader);
}

function withInfo(bytes: Uint8Array, sizeHint: number): { buffer: Uint8Array; engine: { bytesWritten: number } } {
  const chunkSize = Math.min(Math.max(sizeHint + 64, 4096), 1 << 20);
  const answer: unknown = inflateRawSync(bytes, { info: true, maxOutputLength: AT_ONCE, chunkSize });
  return answer as { buffer: Uint8Array; engine: { bytesWritten: number } }; // the types leave out what `info` changes
}

const WINDOW = 32_768;
const FRESH = 65_536;
const LONGEST = 258;
const FAST_BITS = 10;

/** Canonical Huffman code: a table for codes of up to FAST_BITS, counting (as zlib's puff does) for longer ones. */
class Code {
  /** symbol * 16 + length, 0 for longer codes. */
  readonly fast = new Uint16Array(1 << FAST_BITS);
  readonly count = new Uint16Array(16);
  readonly symbols = new Uint16Array(320);

  /** Throws `BrokenStream` when the lengths say more codes than there are. */
  set(lengths: Uint8Array, from: number, to: number): void {
    const { fast, count, symbols } = this;
    count.fill(0);
    for (let i = from; i < to; i++) count[lengths[i] ?? 0] = (count[lengths[i] ?? 0] ?? 0) + 1;
    count[0] = 0;
    const next = new Uint16Array(16);
    const code = new Uint16Array(17);
    let left = 1;
    for (let length = 1; length < 16; length++) {
      left = left * 2 - (count[length] ?? 0);
      if (left < 0) throw new BrokenStream("a code table is broken");
      next[length] = length === 1 ? 0 : (next[length - 1] ?? 0) + (count[length - 1] ?? 0);
      code[length + 1] = ((code[length] ?? 0) + (count[length] ?? 0)) * 2;
    }
    fast.fill(0);
    for (let i = from; i < to; i++) {
      const length = lengths[i] ?? 0;
      if (length === 0) continue;
      const place = next[length] ?? 0;
      next[length] = place + 1;
      symbols[place] = i - from;
      const own = code[length] ?? 0;
      code[length] = own + 1;
      if (length > FAST_BITS) continue;
      let reversed = 0;
      for (let bit = 0; bit < length; bit++) if (own & (1 << bit)) reversed |= 1 << (length - 1 - bit);
      for (let at = reversed; at < 1 << FAST_BITS; at += 1 << length) fast[at] = (i - from) * 16 + length;
    }
  }
}

const LENGTH_BASE = Uint16Array.of(
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  13,
  15,
  17,
  19,
  23,
  27,
  31,
  35,
  43,
  51,
  59,
  67,
  83,
  99,
  115,
  131,
  163,
  195,
  227,
  258,
);
const LENGTH_EXTRA = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0);
const DISTANCE_BASE = Uint16Array.from({ length: 30 }, (_, i) => (i < 4 ? i + 1 : ((2 + (i & 1)) << ((i >> 1) - 1)) + 1));
const DISTANCE_EXTRA = Uint8Array.from({ length: 30 }, (_, i) => (i < 4 ? 0 : (i >> 1) - 1));
const ORDER = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);

/** Our own decoder: gives what stands before a break, in pieces, and leaves the reader exactly behind the stream. */
export class Inflate implements Pull {
  readonly #reader: Reader;
  readonly #out = new Uint8Array(WINDOW + FRESH + LONGEST);
  /** Where the next byte goes, and the first that was not handed out. */
  #to = 0;
  #given = 0;
  #total = 0;
  #bits = 0;
  #count = 0;
  #state: "header" | "stored" | "codes" | "end" = "header";
  #isLast = false;
  #stored = 0;
  #broken: BrokenStream | undefined;
  readonly #literals = new Code();
  readonly #distances = new Code();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  read(into: Uint8Array): number {
    if (into.length === 0) return 0;
    if (this.#given === this.#to) this.#more();
    const count = Math.min(into.length, this.#to - this.#given);
    into.set(this.#out.subarray(this.#given, this.#given + count));
    this.#given += count;
    return count;
  }

  #more(): void {
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#to > WINDOW) {
      this.#out.copyWithin(0, this.#to - WINDOW, this.#to);
      this.#given = this.#to = WINDOW;
    }
    try {
      while (this.#state !== "end" && this.#to < WINDOW + FRESH) this.#step();
    } catch (error) {
      if (!(error instanceof BrokenStream)) throw error;
      this.#broken = error;
      if (this.#given === this.#to) throw error;
    }
  }

  #step(): void {
    const before = this.#to;
    if (this.#state === "header") this.#header();
    else if (this.#state === "stored") this.#copyStored();
    else this.#decode();
    this.#total += this.#to - before;
  }

  #take(count: number): number {
    while (this.#count < count) {
      this.#bits |= this.#reader.byte() << this.#count;
      this.#count += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#count -= count;
    return value;
  }

  #header(): void {
    if (this.#isLast) {
      // Whole bytes that were looked at and not used belong to what follows.
      this.#reader.at -= this.#count >> 3;
      this.#count = 0;
      this.#state = "end";
      return;
    }
    this.#isLast = this.#take(1) === 1;
    const kind = this.#take(2);
    if (kind === 3) throw new BrokenStream("a block is broken");
    if (kind === 0) {
      this.#take(this.#count & 7);
      const length = this.#take(16);
      if ((this.#take(16) ^ length) !== 0xffff) throw new BrokenStream("a block is broken");
      this.#stored = length;
      this.#state = "stored";
      return;
    }
    if (kind === 1) this.#fixed();
    else this.#dynamic();
    this.#state = "codes";
  }

  #fixed(): void {
    const lengths = new Uint8Array(320);
    lengths.fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288).fill(5, 288, 318);
    this.#literals.set(lengths, 0, 288);
    this.#distances.set(lengths, 288, 318);
  }

  #dynamic(): void {
    const literals = this.#take(5) + 257;
    const distances = this.#take(5) + 1;
    const codes = this.#take(4) + 4;
    if (literals > 286 || distances > 30) throw new BrokenStream("a block is broken");
    const lengths = new Uint8Array(320);
    for (let i = 0; i < codes; i++) lengths[ORDER[i] ?? 0] = this.#take(3);
    this.#literals.set(lengths, 0, 19);
    lengths.fill(0);
    for (let at = 0; at < literals + distances;) {
      const symbol = this.#symbol(this.#literals);
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      if (symbol === 16 && at === 0) throw new BrokenStream("a block is broken");
      const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
      let repeat = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      if (at + repeat > literals + distances) throw new BrokenStream("a block is broken");
      while (repeat-- > 0) lengths[at++] = value;
    }
    this.#literals.set(lengths, 0, literals);
    this.#distances.set(lengths, literals, literals + distances);
  }

  #symbol(code: Code): number {
    // At the very end fewer bits may be left than a longest code has: the missing are taken as 0 and checked below.
    while (this.#count < 15 && (this.#reader.at < this.#reader.end || this.#reader.fill())) {
      this.#bits |= this.#reader.byte() << this.#count;
      this.#count += 8;
    }
    const entry = code.fast[this.#bits & ((1 << FAST_BITS) - 1)] ?? 0;
    if (entry !== 0) {
      const length = entry & 15;
      if (length > this.#count) throw new BrokenStream("it is cut off");
      this.#bits >>>= length;
      this.#count -= length;
      return entry >> 4;
    }
    let first = 0;
    let index = 0;
    let value = 0;
    for (let length = 1; length <= 15 && length <= this.#count; length++) {
      value |= (this.#bits >> (length - 1)) & 1;
      const count = code.count[length] ?? 0;
      if (value - count < first) {
        this.#bits >>>= length;
        this.#count -= length;
        return code.symbols[index + value - first] ?? 0;
      }
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new BrokenStream(this.#count < 15 ? "it is cut off" : "a code is broken");
  }

  #copyStored(): void {
    // No whole byte waits among the bits: #take(16) left at most what belongs to the data.
    while (this.#count > 0 && this.#stored > 0) {
      this.#out[this.#to++] = this.#take(8);
      this.#stored--;
    }
    while (this.#stored > 0 && this.#to < WINDOW + FRESH) {
      const got = this.#reader.read(this.#out.subarray(this.#to, Math.min(this.#to + this.#stored, WINDOW + FRESH)));
      if (got === 0) throw new BrokenStream("it is cut off");
      this.#to += got;
      this.#stored -= got;
    }
    if (this.#stored === 0) this.#state = "header";
  }

  #decode(): void {
    const out = this.#out;
    const start = this.#to;
    while (this.#to < WINDOW + FRESH) {
      const symbol = this.#symbol(this.#literals);
      if (symbol < 256) {
        out[this.#to++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.#state = "header";
        return;
      }
      if (symbol > 285) throw new BrokenStream("a code is broken");
      const length = (LENGTH_BASE[symbol - 257] ?? 0) + this.#take(LENGTH_EXTRA[symbol - 257] ?? 0);
      const far = this.#symbol(this.#distances);
      if (far > 29) throw new BrokenStream("a code is broken");
      const distance = (DISTANCE_BASE[far] ?? 0) + this.#take(DISTANCE_EXTRA[far] ?? 0);
      if (distance > this.#total + this.#to - start) throw new BrokenStream("it points before its start");
      let to = this.#to;
      for (const stop = to + length; to < stop; to++) out[to] = out[to - distance] ?? 0;
      this.#to = to;
    }
  }
}
