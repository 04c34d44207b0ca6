import type { Span } from "./replacer.ts";

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** An RSA key of 16384 bits has some 200 lines. */
const MOST_LINES = 400;
/** So many lines that hold nothing of a key: it has broken off. */
const MOST_OTHERS = 3;

/** Masks the lines of a private key as they come: a key is known by its first line, and nobody waits for the last one. */
export class KeyLines {
  #left = 0;
  #others = 0;

  /** Spans of one line (one character a byte, without its end) that are a key's. */
  line(text: string): Span[] {
    if (this.#left === 0) return this.#outside(text, 0);
    const end = END.exec(text);
    if (end !== null) {
      this.#left = 0;
      return [...runs(text.slice(0, end.index)), ...this.#outside(text, end.index + end[0].length)];
    }
    const spans = runs(text);
    this.#others = spans.length > 0 || text.trim() === "" ? 0 : this.#others + 1;
    this.#left = this.#others >= MOST_OTHERS ? 0 : this.#left - 1;
    return spans;
  }

  #outside(text: string, from: number): Span[] {
    BEGIN.lastIndex = from;
    const begin = BEGIN.exec(text);
    if (begin === null) return [];
    const at = begin.index + begin[0].length;
    // All of it in one line, written with escapes: the detectors see that whole.
    if (END.test(text.slice(at))) return [];
    this.#left = MOST_LINES;
    this.#others = 0;
    return runs(text.slice(at)).map(([start, end]) => [start + at, end + at] as const);
  }
}

/** Digits of base64 in one piece, and a last line that holds only a few. */
function runs(text: string): Span[] {
  const long = [...text.matchAll(/[A-Za-z0-9+/=]{16,}/g)];
  const found = long.length > 0 ? long : [...text.matchAll(/(?<![\w+/=])[A-Za-z0-9+/]{1,15}={0,2}(?=\s*$)/g)];
  return found.map((one) => [one.index, one.index + one[0].length] as const);
}
