import { START, bigram } from "./bigrams.ts";
import { DIGIT, LOWER, UPPER, classOf } from "./chars.ts";

/** What a value is made of. */
export interface ValueShape {
  readonly length: number;
  /** Shannon entropy times length. */
  readonly bits: number;
  /** Mean bits a character would cost under a model of words: about 3 for words, 4.7 and more for random letters. */
  readonly surprise: number;
  readonly lower: number;
  readonly upper: number;
  readonly digits: number;
  readonly symbols: number;
  readonly spaces: number;
  /** Changes between classes inside a word, but for a capital that begins one: `aB3dE` has four, `FooBar1` one. */
  readonly turns: number;
  readonly isHex: boolean;
  readonly isUuid: boolean;
}

const counts = new Uint16Array(256);

export function valueShape(value: string): ValueShape {
  let lower = 0;
  let upper = 0;
  let digits = 0;
  let symbols = 0;
  let spaces = 0;
  let turns = 0;
  let cost = 0;
  let previous = START;
  let before = 0;
  let hex = true;
  counts.fill(0);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i) & 255;
    counts[code] = (counts[code] ?? 0) + 1;
    const kind = classOf(code);
    let now = 0;
    if ((kind & LOWER) !== 0) {
      lower++;
      now = LOWER;
      cost += Math.min(7, 4.7 - bigram(previous, code - 97));
      previous = code - 97;
      if (code > 0x66) hex = false;
    } else if ((kind & UPPER) !== 0) {
      upper++;
      now = UPPER;
      // A capital may begin a word anywhere; inside a run of capitals the word goes on.
      cost += Math.min(7, 4.7 - bigram(before === UPPER ? previous : START, code - 65)) + (before === LOWER || before === DIGIT ? 0.7 : 0);
      previous = code - 65;
      if (code > 0x46) hex = false;
    } else if ((kind & DIGIT) !== 0) {
      digits++;
      now = DIGIT;
      cost += 3.3;
      previous = START;
    } else {
      if (code === 0x20) spaces++;
      else symbols++;
      hex = false;
      previous = START;
      cost += code === 0x20 || code === 0x2d || code === 0x5f || code === 0x2e ? 2 : 4;
    }
    if (before !== 0 && now !== 0 && now !== before && !(before === UPPER && now === LOWER)) {
      // A capital that begins a word of CamelCase is no turn.
      if (before !== LOWER || now !== UPPER || (classOf(value.charCodeAt(i + 1)) & LOWER) === 0) turns++;
    }
    before = now;
  }
  let bits = 0;
  for (let code = 0; code < 256; code++) {
    const n = counts[code] ?? 0;
    if (n > 0) bits -= n * Math.log2(n / value.length);
  }
  return {
    length: value.length,
    bits,
    surprise: value.length === 0 ? 0 : cost / value.length,
    lower,
    upper,
    digits,
    symbols,
    spaces,
    turns,
    isHex: hex,
    isUuid: value.length === 36 && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value),
  };
}
