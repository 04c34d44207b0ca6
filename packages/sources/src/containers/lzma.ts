import { BrokenStream, type Pull, type Reader, UnreadStream, gather } from "./pull.ts";

const HALF = 1024;
const LONGEST_MATCH = 273;
/** What `xz -9` writes. More memory for one stream is not given. */
const LARGEST_DICTIONARY = 67_108_864;
const PIECE = 1_048_576;
/** Most bytes an LZMA2 chunk says, and a raw stream is held in. */
const LARGEST_CHUNK = 2_097_152;
const LARGEST_RAW = 67_108_864;

class Lengths {
  readonly choice = new Uint16Array(2);
  readonly low = new Uint16Array(16 << 3);
  readonly mid = new Uint16Array(16 << 3);
  readonly high = new Uint16Array(256);
  reset(): void {
    for (const part of [this.choice, this.low, this.mid, this.high]) part.fill(HALF);
  }
}

/** The LZMA decoder (as in xz and 7-Zip's specification): packed bytes of one chunk in, bytes out into a sliding window. */
class Lzma {
  /** [given, to) was not handed out yet. */
  window: Uint8Array;
  given = 0;
  to = 0;
  readonly #dictionary: number;
  /** Bytes since the dictionary was reset. */
  #known = 0;
  #position = 0;
  #input: Uint8Array = new Uint8Array(0);
  #at = 0;
  #range = 0;
  #code = 0;
  #state = 0;
  readonly #reps = new Uint32Array(4);
  #pending = 0;
  #lc = 0;
  #lpMask = 0;
  #pbMask = 0;
  #literals = new Uint16Array(0);
  readonly #isMatch = new Uint16Array(12 << 4);
  readonly #isRep = new Uint16Array(12);
  readonly #isRep0 = new Uint16Array(12);
  readonly #isRep1 = new Uint16Array(12);
  readonly #isRep2 = new Uint16Array(12);
  readonly #isRep0Long = new Uint16Array(12 << 4);
  readonly #slots = new Uint16Array(4 << 6);
  readonly #special = new Uint16Array(128);
  readonly #align = new Uint16Array(16);
  readonly #lengths = new Lengths();
  readonly #repLengths = new Lengths();

  constructor(dictionary: number) {
    this.#dictionary = Math.max(4096, dictionary);
    this.window = new Uint8Array(Math.min(this.#dictionary, 65_536) + PIECE);
  }

  setProperties(byte: number): void {
    if (byte >= 225) throw new BrokenStream("its properties are broken");
    this.#lc = byte % 9;
    const lp = Math.floor(byte / 9) % 5;
    this.#lpMask = (1 << lp) - 1;
    this.#pbMask = (1 << Math.floor(byte / 45)) - 1;
    this.#literals = new Uint16Array(0x300 << (this.#lc + lp));
    this.resetState();
  }

  resetState(): void {
    this.#state = 0;
    this.#reps.fill(0);
    this.#pending = 0;
    for (const part of [
      this.#literals,
      this.#isMatch,
      this.#isRep,
      this.#isRep0,
      this.#isRep1,
      this.#isRep2,
      this.#isRep0Long,
      this.#slots,
      this.#special,
      this.#align,
    ])
      part.fill(HALF);
    this.#lengths.reset();
    this.#repLengths.reset();
  }

  resetDictionary(): void {
    this.#known = 0;
    this.#position = 0;
  }

  get hasProperties(): boolean {
    return this.#literals.length > 0;
  }

  startInput(input: Uint8Array): void {
    if (input.length < 5 || input[0] !== 0) throw new BrokenStream("a chunk is broken");
    this.#input = input;
    this.#at = 5;
    this.#range = 0xffffffff;
    this.#code = new DataView(input.buffer, input.byteOffset).getUint32(1);
  }

  /** Makes room for `count` further bytes; what is older than the dictionary is dropped. Nothing may wait to be handed out. */
  room(count: number): void {
    if (this.to + count + LONGEST_MATCH <= this.window.length) return;
    const keep = Math.min(this.#dictionary, this.to);
    // Moved only when a quarter as much is new, so that a large dictionary is not copied for each chunk.
    if (this.to - keep >= keep >> 2 && keep + count + LONGEST_MATCH <= this.window.length)
      this.window.copyWithin(0, this.to - keep, this.to);
    else {
      const larger = new Uint8Array(Math.max(keep + count, Math.min(keep * 2, this.#dictionary * 1.25)) + PIECE);
      larger.set(this.window.subarray(this.to - keep, this.to));
      this.window = larger;
    }
    this.given = this.to = keep;
  }

  copy(bytes: Uint8Array): void {
    this.window.set(bytes, this.to);
    this.to += bytes.length;
    this.#known += bytes.length;
    this.#position += bytes.length;
  }

  /** Decodes `count` bytes, for which there is room. False at the stream's own end mark. */
  decode(count: number): boolean {
    const stop = this.to + count;
    while (this.to < stop) {
      if (this.#pending > 0) {
        this.#copyMatch(stop);
        continue;
      }
      const posState = this.#position & this.#pbMask;
      if (this.#bit(this.#isMatch, (this.#state << 4) + posState) === 0) {
        this.#literal();
        continue;
      }
      if (this.#bit(this.#isRep, this.#state) === 0) {
        if (!this.#match(posState)) return false;
      } else if (!this.#rep(posState)) continue;
      if ((this.#reps[0] ?? 0) >= Math.min(this.#known, this.#dictionary)) throw new BrokenStream("it points before its start");
    }
    return true;
  }

  #put(byte: number): void {
    this.window[this.to++] = byte;
    this.#known++;
    this.#position = (this.#position + 1) >>> 0;
  }

  #copyMatch(stop: number): void {
    const distance = (this.#reps[0] ?? 0) + 1;
    const count = Math.min(this.#pending, stop - this.to);
    const { window } = this;
    let { to } = this;
    for (const end = to + count; to < end; to++) window[to] = window[to - distance] ?? 0;
    this.to = to;
    this.#known += count;
    this.#position = (this.#position + count) >>> 0;
    this.#pending -= count;
  }

  #literal(): void {
    const last = this.#known > 0 ? (this.window[this.to - 1] ?? 0) : 0;
    const base = 0x300 * (((this.#position & this.#lpMask) << this.#lc) + (last >> (8 - this.#lc)));
    let symbol = 1;
    if (this.#state >= 7) {
      let other = this.window[this.to - (this.#reps[0] ?? 0) - 1] ?? 0;
      while (symbol < 0x100) {
        const want = (other >> 7) & 1;
        other = (other << 1) & 0xff;
        const bit = this.#bit(this.#literals, base + ((1 + want) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== want) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(this.#literals, base + symbol);
    this.#put(symbol & 0xff);
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  /** False at the end mark. */
  #match(posState: number): boolean {
    const reps = this.#reps;
    reps.copyWithin(1, 0, 3);
    const length = this.#length(this.#lengths, posState);
    this.#state = this.#state < 7 ? 7 : 10;
    const slot = this.#tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) reps[0] = slot;
    else {
      const bits = (slot >> 1) - 1;
      const base = (2 | (slot & 1)) * 2 ** bits;
      if (slot < 14) reps[0] = base + this.#reverse(this.#special, base - slot, bits);
      else reps[0] = base + this.#direct(bits - 4) * 16 + this.#reverse(this.#align, 0, 4);
      if (reps[0] === 0xffffffff) return false;
    }
    this.#pending = length;
    return true;
  }

  /** False where it was a single byte, which is put already. */
  #rep(posState: number): boolean {
    const reps = this.#reps;
    if (this.#known === 0) throw new BrokenStream("it points before its start");
    if (this.#bit(this.#isRep0, this.#state) === 0) {
      if (this.#bit(this.#isRep0Long, (this.#state << 4) + posState) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        if ((reps[0] ?? 0) >= this.#known) throw new BrokenStream("it points before its start");
        this.#put(this.window[this.to - (reps[0] ?? 0) - 1] ?? 0);
        return false;
      }
    } else {
      const from = this.#bit(this.#isRep1, this.#state) === 0 ? 1 : this.#bit(this.#isRep2, this.#state) === 0 ? 2 : 3;
      const distance = reps[from] ?? 0;
      reps.copyWithin(1, 0, from);
      reps[0] = distance;
    }
    this.#state = this.#state < 7 ? 8 : 11;
    this.#pending = this.#length(this.#repLengths, posState);
    return true;
  }

  #length(coder: Lengths, posState: number): number {
    if (this.#bit(coder.choice, 0) === 0) return 2 + this.#tree(coder.low, posState << 3, 3);
    if (this.#bit(coder.choice, 1) === 0) return 10 + this.#tree(coder.mid, posState << 3, 3);
    return 18 + this.#tree(coder.high, 0, 8);
  }

  #tree(probabilities: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | this.#bit(probabilities, base + symbol);
    return symbol - (1 << bits);
  }

  #reverse(probabilities: Uint16Array, base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.#bit(probabilities, base + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  #direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      this.#normalize();
      this.#range = Math.floor(this.#range / 2);
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = value * 2 + bit;
    }
    return value;
  }

  #normalize(): void {
    if (this.#range >= 0x1000000) return;
    if (this.#at >= this.#input.length) throw new BrokenStream("it is cut off");
    this.#range *= 256;
    this.#code = ((this.#code << 8) | (this.#input[this.#at++] ?? 0)) >>> 0;
  }

  #bit(probabilities: Uint16Array, index: number): number {
    this.#normalize();
    const probability = probabilities[index] ?? 0;
    const bound = (this.#range >>> 11) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + ((2048 - probability) >> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = probability - (probability >> 5);
    return 1;
  }
}

/** Hands out of the window what is ready; calls `more` when nothing is. */
function hand(lzma: Lzma, into: Uint8Array, more: () => boolean): number {
  while (lzma.given === lzma.to) if (!more()) return 0;
  const count = Math.min(into.length, lzma.to - lzma.given);
  into.set(lzma.window.subarray(lzma.given, lzma.given + count));
  lzma.given += count;
  return count;
}

/** Raw LZMA as a zip holds it (method 14): a version, the properties, the stream. */
export class Unlzma implements Pull {
  readonly #reader: Reader;
  #lzma: Lzma | undefined;
  #left: number;
  #broken: BrokenStream | undefined;
  constructor(reader: Reader, size: number) {
    this.#reader = reader;
    this.#left = size;
  }
  read(into: Uint8Array): number {
    const lzma = (this.#lzma ??= this.#open());
    return hand(lzma, into, () => this.#more(lzma));
  }
  #open(): Lzma {
    const head = this.#reader.take(9);
    const dictionary = new DataView(head.buffer, head.byteOffset).getUint32(5, true);
    if (dictionary > LARGEST_DICTIONARY) throw new UnreadStream(`its dictionary of ${dictionary} bytes is too large`);
    const lzma = new Lzma(dictionary);
    lzma.setProperties(head[4] ?? 0);
    const { bytes, isAll } = gather(this.#reader, LARGEST_RAW);
    if (!isAll) throw new UnreadStream("it is too large to be held");
    lzma.startInput(bytes);
    return lzma;
  }
  #more(lzma: Lzma): boolean {
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#left <= 0) return false;
    const count = Math.min(this.#left, PIECE);
    lzma.room(count);
    this.#left -= count;
    try {
      if (!lzma.decode(count)) this.#left = 0;
    } catch (error) {
      if (!(error instanceof BrokenStream)) throw error;
      this.#broken = error;
      if (lzma.given === lzma.to) throw error;
    }
    return true;
  }
}

const XZ_MAGIC = Buffer.from("fd377a585a00", "hex");
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const LZMA2 = 0x21;
const DELTA = 3;

/** All streams of an .xz file; what follows them stays in the reader. Checks are passed over: LZMA tells nearly every break. */
export class Unxz implements Pull {
  readonly #reader: Reader;
  #lzma: Lzma | undefined;
  #state: "stream" | "block" | "chunk" | "end" = "stream";
  #checkBytes = 0;
  #blockAt = 0;
  #broken: BrokenStream | undefined;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  read(into: Uint8Array): number {
    for (;;) {
      if (this.#lzma !== undefined) {
        const got = hand(this.#lzma, into, () => false);
        if (got > 0 || into.length === 0) return got;
      }
      if (this.#broken !== undefined) throw this.#broken;
      if (this.#state === "end") return 0;
      try {
        this.#step();
      } catch (error) {
        if (!(error instanceof BrokenStream)) throw error;
        this.#broken = error;
      }
    }
  }

  #step(): void {
    if (this.#state === "stream") this.#header();
    else if (this.#state === "block") this.#block();
    else this.#chunk();
  }

  #header(): void {
    const head = this.#reader.take(12);
    if (!XZ_MAGIC.equals(head.subarray(0, 6))) throw new BrokenStream("its header is broken");
    this.#checkBytes = CHECK_BYTES[(head[7] ?? 0) & 15] ?? 0;
    this.#state = "block";
  }

  #block(): void {
    const reader = this.#reader;
    const [size = 0] = reader.peek(1);
    if (reader.peek(1).length === 0) throw new BrokenStream("it is cut off");
    if (size === 0) return this.#index();
    const start = reader.position;
    const end = start + (size + 1) * 4;
    reader.take(1);
    const flags = reader.byte();
    if ((flags & 0x40) !== 0) variable(reader);
    if ((flags & 0x80) !== 0) variable(reader);
    let dictionary = -1;
    for (let i = (flags & 3) + 1; i > 0; i--) {
      const id = variable(reader);
      const properties = reader.take(Math.min(variable(reader), 1024));
      if (id === DELTA) throw new UnreadStream("its delta filter is not read");
      // Filters for machine code change addresses in instructions only: text comes out as it is without them.
      if (id === LZMA2) dictionary = dictionaryBytes(properties[0] ?? 0);
    }
    if (dictionary < 0) throw new UnreadStream("it is not packed by LZMA2");
    if (dictionary > LARGEST_DICTIONARY) throw new UnreadStream(`its dictionary of ${dictionary} bytes is too large`);
    if (reader.position > end) throw new BrokenStream("a header is broken");
    reader.skip(end - reader.position);
    this.#lzma = new Lzma(dictionary);
    this.#blockAt = reader.position;
    this.#state = "chunk";
  }

  #chunk(): void {
    const reader = this.#reader;
    const lzma = this.#lzma;
    if (lzma === undefined) return;
    const control = reader.byte();
    if (control === 0) {
      this.#state = "block";
      reader.skip(((4 - ((reader.position - this.#blockAt) & 3)) & 3) + this.#checkBytes);
      return;
    }
    if (control === 1 || (control >= 0x80 && control >> 5 === 7)) lzma.resetDictionary();
    if (control < 0x80) {
      if (control > 2) throw new BrokenStream("a chunk is broken");
      const size = (reader.byte() << 8) + reader.byte() + 1;
      lzma.room(size);
      lzma.copy(reader.take(size));
      return;
    }
    const size = ((control & 0x1f) << 16) + (reader.byte() << 8) + reader.byte() + 1;
    const packed = (reader.byte() << 8) + reader.byte() + 1;
    if (control >= 0xc0) lzma.setProperties(reader.byte());
    else if (control >= 0xa0) lzma.resetState();
    if (!lzma.hasProperties || size > LARGEST_CHUNK) throw new BrokenStream("a chunk is broken");
    lzma.startInput(reader.take(packed).slice());
    lzma.room(size);
    lzma.decode(size);
  }

  /** The index and the footer; then padding, and maybe a further stream. */
  #index(): void {
    const reader = this.#reader;
    const start = reader.position;
    reader.take(1);
    for (let records = variable(reader) * 2; records > 0; records--) variable(reader);
    reader.skip(((4 - ((reader.position - start) & 3)) & 3) + 4 + 12);
    while (reader.peek(4).length === 4 && reader.peek(4).every((byte) => byte === 0)) reader.take(4);
    this.#state = XZ_MAGIC.equals(reader.peek(6)) ? "stream" : "end";
  }
}

const dictionaryBytes = (code: number): number =>
  code > 40 ? Infinity : code === 40 ? 0xffffffff : (2 | (code & 1)) * 2 ** ((code >> 1) + 11);

function variable(reader: Reader): number {
  let value = 0;
  for (let i = 0; i < 7; i++) {
    const byte = reader.byte();
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return value;
  }
  throw new BrokenStream("a number is broken");
}
