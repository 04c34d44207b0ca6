import { crc32 } from "node:zlib";
import { inflated } from "./inflate.ts";
import { BrokenStream, type Pull, type Reader } from "./pull.ts";

const HAS_CHECK = 2;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;

/** All members of a gzip file (RFC 1952), one after the other. What follows the last stays in the reader. */
export class Gunzip implements Pull {
  readonly #reader: Reader;
  #member: Pull | undefined;
  #crc = 0;
  #isEnd = false;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  read(into: Uint8Array): number {
    while (!this.#isEnd) {
      if (this.#member === undefined) {
        this.#header();
        this.#member = inflated(this.#reader);
        this.#crc = 0;
      }
      const got = this.#member.read(into);
      if (got > 0) {
        this.#crc = crc32(into.subarray(0, got), this.#crc);
        return got;
      }
      this.#member = undefined;
      const trailer = this.#reader.take(8);
      if (u32(trailer, 0) !== this.#crc) throw new BrokenStream("its checksum is wrong");
      const next = this.#reader.peek(3);
      this.#isEnd = !(next[0] === 0x1f && next[1] === 0x8b && next[2] === 8);
    }
    return 0;
  }

  #header(): void {
    const head = this.#reader.take(10);
    const flags = head[3] ?? 0;
    if (head[2] !== 8 || (flags & 0xe0) !== 0) throw new BrokenStream("its header is broken");
    if ((flags & HAS_EXTRA) !== 0) {
      const size = this.#reader.take(2);
      this.#reader.skip((size[0] ?? 0) | ((size[1] ?? 0) << 8));
    }
    if ((flags & HAS_NAME) !== 0) while (this.#reader.byte() !== 0);
    if ((flags & HAS_COMMENT) !== 0) while (this.#reader.byte() !== 0);
    if ((flags & HAS_CHECK) !== 0) this.#reader.take(2);
  }
}

/** One zlib stream (RFC 1950): a git object, for one. */
export class Unzlib implements Pull {
  readonly #reader: Reader;
  #stream: Pull | undefined;
  #isEnd = false;
  constructor(reader: Reader) {
    this.#reader = reader;
  }
  read(into: Uint8Array): number {
    if (this.#isEnd) return 0;
    if (this.#stream === undefined) {
      this.#reader.take(2);
      this.#stream = inflated(this.#reader);
    }
    const got = this.#stream.read(into);
    if (got > 0) return got;
    this.#isEnd = true;
    this.#reader.take(4); // Adler-32: nobody would hide text by a wrong one, and it is slow
    return 0;
  }
}

export const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
export const u32 = (bytes: Uint8Array, at: number): number => (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
/** Exact up to 2^53, which no size of ours reaches. */
export const u64 = (bytes: Uint8Array, at: number): number => u32(bytes, at) + u32(bytes, at + 4) * 4_294_967_296;
