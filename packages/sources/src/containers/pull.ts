/** Bytes in their order. `read` fills a part of `into` and gives the number of bytes, 0 at the end; it throws `BrokenStream`. */
export interface Pull {
  read(into: Uint8Array): number;
}

/** Bytes at any place: a file or memory. `read` gives what lies in [from, to), cut at the end. */
export interface Source {
  readonly length: number;
  read(from: number, to: number): Uint8Array;
}

/** Bytes that are not what their format asks for. What was read before them counts. */
export class BrokenStream extends Error {}

/** A kind of compression or encryption that is not read. */
export class UnreadStream extends Error {}

export function sourceOf(bytes: Uint8Array): Source {
  return { length: bytes.length, read: (from, to) => bytes.subarray(from, Math.min(to, bytes.length)) };
}

/** A part of a source as a source: a member that is stored as it is. */
export function partOf(source: Source, from: number, to: number): Source {
  const end = Math.min(to, source.length);
  return { length: Math.max(0, end - from), read: (a, b) => source.read(from + a, Math.min(from + b, end)) };
}

const CHUNK = 65_536;
/** Read bytes that are kept before the place, so that a decoder may give some back. */
const KEPT = 16;

/** A buffered reader over a pull: decoders take what they need and leave the rest to the next. */
export class Reader implements Pull {
  /** Bytes at hand: [at, end). Decoders move `at` themselves. */
  buffer: Uint8Array;
  at = 0;
  end: number;
  /** Bytes that stood before `buffer`. */
  #before = 0;
  #from: Pull | undefined;

  constructor(from: Pull | Uint8Array) {
    if (from instanceof Uint8Array) {
      this.buffer = from;
      this.end = from.length;
    } else {
      this.buffer = new Uint8Array(CHUNK);
      this.end = 0;
      this.#from = from;
    }
  }

  /** Bytes taken since the start. */
  get position(): number {
    return this.#before + this.at;
  }

  /** Whether all that is left lies in `buffer`. */
  get isWhole(): boolean {
    return this.#from === undefined;
  }

  /** Brings more bytes; false at the end. Moves what is at hand. */
  fill(): boolean {
    const from = this.#from;
    if (from === undefined) return false;
    const drop = this.at - KEPT;
    if (drop > 0 && (this.end + CHUNK > this.buffer.length || drop > this.buffer.length >> 1)) {
      this.buffer.copyWithin(0, drop, this.end);
      this.#before += drop;
      this.at -= drop;
      this.end -= drop;
    }
    if (this.end === this.buffer.length) {
      const larger = new Uint8Array(this.buffer.length * 2);
      larger.set(this.buffer.subarray(0, this.end));
      this.buffer = larger;
    }
    const got = from.read(this.buffer.subarray(this.end));
    if (got === 0) this.#from = undefined;
    this.end += got;
    return got > 0;
  }

  /** Whether at least `count` bytes are at hand, after bringing them. */
  need(count: number): boolean {
    while (this.end - this.at < count) if (!this.fill()) return false;
    return true;
  }

  /** The next byte. Throws `BrokenStream` at the end. */
  byte(): number {
    if (this.at >= this.end && !this.fill()) throw new BrokenStream("it is cut off");
    return this.buffer[this.at++] ?? 0;
  }

  /** The next `count` bytes, valid until the reader is used again. Throws `BrokenStream` where there are fewer. */
  take(count: number): Uint8Array {
    if (!this.need(count)) throw new BrokenStream("it is cut off");
    this.at += count;
    return this.buffer.subarray(this.at - count, this.at);
  }

  /** Up to `count` of the next bytes, which stay. */
  peek(count: number): Uint8Array {
    this.need(count);
    return this.buffer.subarray(this.at, Math.min(this.end, this.at + count));
  }

  read(into: Uint8Array): number {
    if (this.at >= this.end && !this.fill()) return 0;
    const count = Math.min(into.length, this.end - this.at);
    into.set(this.buffer.subarray(this.at, this.at + count));
    this.at += count;
    return count;
  }

  /** Drops up to `count` bytes; the number that was there. */
  skip(count: number): number {
    let left = count;
    while (left > 0) {
      if (this.at >= this.end && !this.fill()) break;
      const step = Math.min(left, this.end - this.at);
      this.at += step;
      left -= step;
    }
    return count - left;
  }
}

/** The source's bytes from `from` on. */
export function pullOf(source: Source, from = 0): Pull {
  let at = from;
  return {
    read: (into) => {
      const bytes = source.read(at, Math.min(source.length, at + into.length));
      into.set(bytes);
      at += bytes.length;
      return bytes.length;
    },
  };
}

/** The next `length` bytes of a reader; what is not taken of them is to be skipped by `drop`. */
export class Bounded implements Pull {
  #left: number;
  readonly #reader: Reader;
  constructor(reader: Reader, length: number) {
    this.#reader = reader;
    this.#left = length;
  }
  /** All of it, where it is at hand: valid until the reader is used again. */
  get atHand(): Uint8Array | undefined {
    const { buffer, at, end } = this.#reader;
    return this.#left <= end - at ? buffer.subarray(at, at + this.#left) : undefined;
  }
  read(into: Uint8Array): number {
    if (this.#left <= 0) return 0;
    const got = this.#reader.read(into.length > this.#left ? into.subarray(0, this.#left) : into);
    if (got === 0 && into.length > 0) throw new BrokenStream("it is cut off");
    this.#left -= got;
    return got;
  }
  /** Moves the reader behind the part; false where it ends before. */
  drop(): boolean {
    const left = this.#left;
    this.#left = 0;
    return this.#reader.skip(left) === left;
  }
}

/** What a pull gave, whether that is all, and the error that ended it. */
export interface Gathered {
  readonly bytes: Uint8Array;
  readonly isAll: boolean;
  readonly error?: unknown;
}

/** Takes up to `limit` bytes. `likely`: how many there are said to be, which need not be true. */
export function gather(pull: Pull, limit: number, likely: number = CHUNK): Gathered {
  const parts: Uint8Array[] = [];
  let size = 0;
  let error: unknown;
  let isAll = false;
  // One more, so that the end is seen.
  for (let step = Math.min(CHUNK, likely + 1); size < limit && !isAll; step = Math.min(Math.max(CHUNK, step * 2), 1 << 22)) {
    const part = new Uint8Array(Math.min(step, limit - size));
    let held = 0;
    try {
      for (let got = -1; held < part.length && got !== 0; held += got) got = pull.read(part.subarray(held));
    } catch (thrown) {
      error = thrown;
    }
    if (held > 0) parts.push(part.subarray(0, held));
    size += held;
    isAll = held < part.length || error !== undefined;
  }
  return { bytes: joined(parts), isAll, ...(error === undefined ? {} : { error }) };
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return new Uint8Array(Buffer.concat(parts));
}

/** Bytes that were taken already, then the rest. */
export function chain(head: Uint8Array, rest: Pull): Pull {
  let at = 0;
  return {
    read: (into) => {
      if (at >= head.length) return rest.read(into);
      const part = head.subarray(at, at + into.length);
      into.set(part);
      at += part.length;
      return part.length;
    },
  };
}

/** Pulls one after the other. */
export function sequence(pulls: readonly Pull[]): Pull {
  let index = 0;
  return {
    read: (into) => {
      for (; index < pulls.length; index++) {
        const got = pulls[index]?.read(into) ?? 0;
        if (got > 0) return got;
      }
      return 0;
    },
  };
}
