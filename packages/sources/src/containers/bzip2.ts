import { BrokenStream, type Pull, type Reader } from "./pull.ts";

const BLOCK_HIGH = 0x314159;
const BLOCK_LOW = 0x265359;
const END_HIGH = 0x177245;
const END_LOW = 0x385090;
const LONGEST_CODE = 20;
const GROUP = 50;
const RUN_A = 0;
const RUN_B = 1;

/** All streams of a bzip2 file, one after the other; what follows them stays in the reader. Blocks are decoded one at a time. */
export class Bunzip2 implements Pull {
  readonly #reader: Reader;
  #bits = 0;
  #count = 0;
  #blockBytes = 0;
  #isEnd = false;
  /** The block: `chain` holds the byte in the low 8 bits and the place of the next one above them. */
  #chain = new Uint32Array(0);
  #left = 0;
  #place = 0;
  /** Four equal bytes are followed by a count of further ones. */
  #last = -1;
  #equal = 0;
  #repeat = 0;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  read(into: Uint8Array): number {
    if (into.length === 0) return 0;
    for (;;) {
      const got = this.#give(into);
      if (got > 0) return got;
      if (this.#isEnd) return 0;
      if (this.#blockBytes === 0) this.#header();
      this.#next();
    }
  }

  #give(into: Uint8Array): number {
    let to = 0;
    while (to < into.length) {
      if (this.#repeat > 0) {
        const count = Math.min(this.#repeat, into.length - to);
        into.fill(this.#last, to, to + count);
        to += count;
        this.#repeat -= count;
        continue;
      }
      if (this.#left === 0) break;
      this.#left--;
      const entry = this.#chain[this.#place] ?? 0;
      this.#place = entry >>> 8;
      const byte = entry & 0xff;
      if (this.#equal === 4) {
        this.#repeat = byte;
        this.#equal = 0;
        continue;
      }
      if (byte === this.#last) this.#equal++;
      else {
        this.#last = byte;
        this.#equal = 1;
      }
      into[to++] = byte;
    }
    return to;
  }

  #take(count: number): number {
    while (this.#count < count) {
      this.#bits = (this.#bits << 8) | this.#reader.byte();
      this.#count += 8;
    }
    this.#count -= count;
    const value = (this.#bits >>> this.#count) & ((1 << count) - 1);
    this.#bits &= (1 << this.#count) - 1;
    return value;
  }

  #header(): void {
    const head = this.#reader.take(4);
    const level = (head[3] ?? 0) - 0x30;
    if (head[0] !== 0x42 || head[1] !== 0x5a || head[2] !== 0x68 || level < 1 || level > 9) throw new BrokenStream("its header is broken");
    this.#blockBytes = level * 100_000;
  }

  #next(): void {
    const high = this.#take(24);
    const low = this.#take(24);
    this.#take(16);
    this.#take(16); // the checksum: the data's own form tells nearly every break
    if (high === BLOCK_HIGH && low === BLOCK_LOW) return this.#block();
    if (high !== END_HIGH || low !== END_LOW) throw new BrokenStream("a block is broken");
    this.#count = 0;
    this.#bits = 0;
    this.#blockBytes = 0;
    const next = this.#reader.peek(4);
    this.#isEnd = !(next[0] === 0x42 && next[1] === 0x5a && next[2] === 0x68);
  }

  #block(): void {
    if (this.#take(1) === 1) throw new BrokenStream("a block is of a form no longer written");
    const origin = this.#take(24);
    const used = this.#used();
    const size = this.#symbols(used);
    if (origin >= size) throw new BrokenStream("a block is broken");
    this.#invert(size, origin);
  }

  #used(): Uint8Array {
    const ranges = this.#take(16);
    const used: number[] = [];
    for (let i = 0; i < 16; i++) {
      if ((ranges & (0x8000 >> i)) === 0) continue;
      const bits = this.#take(16);
      for (let j = 0; j < 16; j++) if (bits & (0x8000 >> j)) used.push(i * 16 + j);
    }
    if (used.length === 0) throw new BrokenStream("a block is broken");
    return Uint8Array.from(used);
  }

  /** Undoes Huffman, runs and move-to-front: the bytes of the last column, in `chain`. */
  #symbols(used: Uint8Array): number {
    const groups = this.#take(3);
    const selectorCount = this.#take(15);
    if (groups < 2 || groups > 6 || selectorCount === 0) throw new BrokenStream("a block is broken");
    const selectors = this.#selectors(groups, selectorCount);
    const alphabet = used.length + 2;
    const codes = Array.from({ length: groups }, () => this.#code(alphabet));
    if (this.#chain.length < this.#blockBytes) this.#chain = new Uint32Array(this.#blockBytes);
    const chain = this.#chain;
    const order = used.slice();
    let size = 0;
    let run = 0;
    let weight = 1;
    const flush = (): void => {
      if (run === 0) return;
      if (size + run > this.#blockBytes) throw new BrokenStream("a block is broken");
      chain.fill(order[0] ?? 0, size, size + run);
      size += run;
      run = 0;
      weight = 1;
    };
    for (let index = 0; ; index++) {
      const code = codes[selectors[Math.floor(index / GROUP)] ?? -1];
      if (code === undefined) throw new BrokenStream("a block is broken");
      const symbol = this.#symbol(code);
      if (symbol === RUN_A || symbol === RUN_B) {
        if (weight > this.#blockBytes * 2) throw new BrokenStream("a block is broken");
        run += weight << symbol;
        weight *= 2;
        continue;
      }
      flush();
      if (symbol === alphabet - 1) return size;
      if (size >= this.#blockBytes) throw new BrokenStream("a block is broken");
      const at = symbol - 1;
      const byte = order[at] ?? 0;
      order.copyWithin(1, 0, at);
      order[0] = byte;
      chain[size++] = byte;
    }
  }

  #selectors(groups: number, count: number): Uint8Array {
    const order = Array.from({ length: groups }, (_, i) => i);
    return Uint8Array.from({ length: count }, () => {
      let at = 0;
      while (this.#take(1) === 1) if (++at >= groups) throw new BrokenStream("a block is broken");
      const [group = 0] = order.splice(at, 1);
      order.unshift(group);
      return group;
    });
  }

  #code(alphabet: number): Canonical {
    const lengths = new Uint8Array(alphabet);
    let length = this.#take(5);
    for (let i = 0; i < alphabet; i++) {
      while (this.#take(1) === 1) length += this.#take(1) === 1 ? -1 : 1;
      if (length < 1 || length > LONGEST_CODE) throw new BrokenStream("a code table is broken");
      lengths[i] = length;
    }
    return canonical(lengths);
  }

  #symbol({ limit, base, symbols }: Canonical): number {
    let value = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      if (this.#count === 0) {
        this.#bits = this.#reader.byte();
        this.#count = 8;
      }
      this.#count--;
      value = (value << 1) | ((this.#bits >>> this.#count) & 1);
      if (value <= (limit[length] ?? -1)) return symbols[value - (base[length] ?? 0)] ?? 0;
    }
    throw new BrokenStream("a code is broken");
  }

  /** Undoes the Burrows-Wheeler transform: each place gets the one that follows it in the text. */
  #invert(size: number, origin: number): void {
    const chain = this.#chain;
    const starts = new Uint32Array(257);
    for (let i = 0; i < size; i++) {
      const after = ((chain[i] ?? 0) & 0xff) + 1;
      starts[after] = (starts[after] ?? 0) + 1;
    }
    for (let byte = 1; byte < 257; byte++) starts[byte] = (starts[byte] ?? 0) + (starts[byte - 1] ?? 0);
    for (let i = 0; i < size; i++) {
      const byte = (chain[i] ?? 0) & 0xff;
      const place = starts[byte] ?? 0;
      starts[byte] = place + 1;
      chain[place] = ((chain[place] ?? 0) & 0xff) | (i << 8);
    }
    this.#place = (chain[origin] ?? 0) >>> 8;
    this.#left = size;
    this.#last = -1;
    this.#equal = 0;
    this.#repeat = 0;
  }
}

interface Canonical {
  readonly limit: Int32Array;
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
}

/** Per length the last code, and what its codes are off from the place of their symbol. */
function canonical(lengths: Uint8Array): Canonical {
  const limit = new Int32Array(LONGEST_CODE + 1).fill(-1);
  const base = new Int32Array(LONGEST_CODE + 1);
  const symbols = new Uint16Array(lengths.length);
  let code = 0;
  let place = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    const first = code;
    base[length] = code - place;
    for (let i = 0; i < lengths.length; i++) {
      if (lengths[i] !== length) continue;
      symbols[place++] = i;
      code++;
    }
    if (code > first) limit[length] = code - 1;
    code <<= 1;
  }
  return { limit, base, symbols };
}
