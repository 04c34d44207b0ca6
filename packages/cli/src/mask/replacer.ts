import type { Known } from "./known.ts";

const MASK = Buffer.from("***");
const STAR = 0x2a;
const LINE_FEED = 10;
/** So many bytes of a value may be shown when nothing follows them: a prompt that happens to end like a value begins. */
const SHORT_START = 4;

export type Span = readonly [start: number, end: number];

interface Held {
  readonly byte: number;
  isMasked: boolean;
}

/**
 * Masks values in a stream of bytes. It holds back what may be the start of one and gives all else at once. A run of masked bytes
 * becomes `***`, with `keepsLength` as many stars as it had bytes.
 */
export class Replacer {
  readonly #known: Known;
  #version: number;
  #node = 0;
  /** The end of what was read that may be the start of a value; the first `#shown` of it were given already. */
  #window: Held[] = [];
  #shown = 0;
  #out: Uint8Array[] = [];
  #isInRun = false;
  #keepsLength = false;

  constructor(known: Known) {
    this.#known = known;
    this.#version = known.version;
  }

  /** What of it may be given now. `spans`: bytes that are masked in any case, in ascending order. */
  push(bytes: Uint8Array, spans: readonly Span[] = [], keepsLength = false): Buffer {
    this.#keepsLength = keepsLength;
    this.#follow();
    const known = this.#known;
    let span = 0;
    let from = 0; // of what is given as it is
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0;
      while (span < spans.length && (spans[span]?.[1] ?? 0) <= i) span++;
      const isForced = i >= (spans[span]?.[0] ?? Infinity) && byte !== LINE_FEED;
      if (this.#window.length === 0 && !isForced && !known.begins(byte)) continue;
      if (this.#window.length === 0) this.#pass(bytes, from, i);
      this.#read(byte, isForced);
      if (this.#window.length === 0) from = i + 1;
    }
    if (this.#window.length === 0) this.#pass(bytes, from, bytes.length);
    return this.#take();
  }

  /** Nothing has come for a while: gives what is no long start of a value. */
  idle(): Buffer {
    const isShort = this.#window.length < SHORT_START || this.#window.every(({ isMasked }) => isMasked);
    if (isShort) while (this.#shown < this.#window.length) this.#give(this.#window[this.#shown++]);
    return this.#take();
  }

  end(): Buffer {
    for (const held of this.#window.slice(this.#shown)) this.#give(held);
    this.#window = [];
    this.#shown = 0;
    this.#node = 0;
    return this.#take();
  }

  /** Values were added: what is held may be the start, or all, of one of them. */
  #follow(): void {
    if (this.#version === this.#known.version) return;
    this.#version = this.#known.version;
    this.#node = 0;
    const held = this.#window;
    const shown = this.#shown;
    this.#window = [];
    this.#shown = 0;
    for (const [index, { byte, isMasked }] of held.entries()) {
      this.#node = this.#known.next(this.#node, byte);
      this.#window.push({ byte, isMasked });
      if (index < shown) this.#shown++;
      this.#settle();
    }
  }

  #read(byte: number, isForced: boolean): void {
    this.#node = this.#known.next(this.#node, byte);
    this.#window.push({ byte, isMasked: isForced });
    this.#settle();
  }

  #settle(): void {
    const window = this.#window;
    for (let i = window.length - this.#known.ends(this.#node); i < window.length; i++) {
      const held = window[i];
      if (held !== undefined) held.isMasked = true;
    }
    const surplus = window.length - this.#known.depth(this.#node);
    if (surplus <= 0) return;
    for (const [index, held] of window.splice(0, surplus).entries()) if (index >= this.#shown) this.#give(held);
    this.#shown = Math.max(0, this.#shown - surplus);
  }

  #give(held: Held | undefined): void {
    if (held === undefined) return;
    if (!held.isMasked || held.byte === LINE_FEED) {
      this.#isInRun = false;
      this.#out.push(Uint8Array.of(held.byte));
    } else if (this.#keepsLength) this.#out.push(Uint8Array.of(STAR));
    else {
      if (!this.#isInRun) this.#out.push(MASK);
      this.#isInRun = true;
    }
  }

  #pass(bytes: Uint8Array, from: number, to: number): void {
    if (to <= from) return;
    this.#isInRun = false;
    this.#out.push(bytes.subarray(from, to));
  }

  #take(): Buffer {
    const out = Buffer.concat(this.#out);
    this.#out = [];
    return out;
  }
}
