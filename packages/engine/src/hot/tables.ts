import type { CompiledSet } from "../compile.ts";
import { compileAhead } from "../ahead.ts";
import { COMMON_GRAMS } from "./common-grams.ts";
import { COMMON_TRIGRAMS } from "./common-trigrams.ts";
import { leastRun } from "../least-run.ts";

/** Longest keyword the kernel compares, bytes: a longer one is cut, and its rule's pattern sees the rest. */
const KEYWORD_BYTES = 64;
const KEYWORD_SIZE = 80;
/** Words of an entry: gram; keyword (16 bits), offset and that of the second gram (8 bits each, signed); second gram; next, counted from 1. */
export const ENTRY_WORDS = 4;
// 26,000 grams set 2.5 % of 2^20 bits; in 2^17 they set 17 %, and one sample of seven was looked up in vain.
export const BITMAP_BITS = 20;
export const HEAD_BITS = 16;
const GRAM_HASH = 0x9e3779b1;
const HEAD_HASH = 0x85ebca6b;

/** Of a head: the first entry of its chain, from 1. The bits above tell which eighths of the chain's grams are there. */
export const PLACE = 0xffffff;

/** Where a gram's chain begins, and the bit of its eighth: two thirds of what meets a chain by chance ends there. */
export function headOf(gram: number): { readonly head: number; readonly tag: number } {
  const hash = Math.imul(gram, HEAD_HASH) >>> 0;
  return { head: hash >>> (32 - HEAD_BITS), tag: 1 << (24 + ((hash >>> (29 - HEAD_BITS)) & 7)) };
}

/** A keyword that is a part of a name: what follows it tells whether a value is assigned. */
const NAME = /^[a-z0-9_-]*[a-z0-9_]$/i;

/** Bits of the class table: what the least run of a keyword is made of. */
export const CLASS_WORD = 1; // [A-Za-z0-9_-]
export const CLASS_TOKEN = 2; // CLASS_WORD and [+/=.~%:]

/** The tables the kernel reads, as bytes to be copied into its memory. */
export interface KernelTables {
  readonly bitmap: Uint8Array;
  readonly heads: Uint32Array;
  readonly entries: Uint32Array;
  readonly keywords: Uint8Array;
  readonly classes: Uint8Array;
  /** 256 bytes a table: what each byte behind a keyword says, as CompiledAhead has it. */
  readonly aheads: Uint8Array;
}

/**
 * Tables for `scan`. The kernel looks at 4 bytes (a gram, folded by `| 0x20`) at every second position only: a keyword of
 * at least 5 bytes is entered with two neighbouring grams, the rarest ones; a shorter one with every byte that may stand
 * beside it.
 */
export function kernelTables(set: CompiledSet): KernelTables {
  const bitmap = new Uint8Array(1 << (BITMAP_BITS - 3));
  const heads = new Uint32Array(1 << HEAD_BITS);
  let entries = new Uint32Array(4096 * ENTRY_WORDS);
  let count = 0;
  const keywords = new Uint8Array(set.keywords.length * KEYWORD_SIZE);
  const view = new DataView(keywords.buffer);
  const aheads: Uint8Array[] = [];

  /** `offset`: of the gram in the keyword; `second`: offset of four other bytes of it, which are compared first. */
  const enter = (gram: number, keyword: number, offset: number, folded: Uint8Array): void => {
    const second = offset > 0 || folded.length < 4 ? 0 : folded.length - 4;
    const bit = Math.imul(gram, GRAM_HASH) >>> (32 - BITMAP_BITS);
    bitmap[bit >> 3] = (bitmap[bit >> 3] ?? 0) | (1 << (bit & 7));
    const { head, tag } = headOf(gram);
    if ((count + 1) * ENTRY_WORDS > entries.length) {
      const larger = new Uint32Array(entries.length * 2);
      larger.set(entries);
      entries = larger;
    }
    entries[count * ENTRY_WORDS] = gram;
    entries[count * ENTRY_WORDS + 1] = keyword | ((offset & 0xff) << 16) | (second << 24);
    // Three bytes have no second four: the gram is compared once more.
    entries[count * ENTRY_WORDS + 2] = folded.length < 4 ? 0 : gramAt(folded, second);
    const before = heads[head] ?? 0;
    entries[count * ENTRY_WORDS + 3] = before & PLACE;
    heads[head] = ++count | (before & ~PLACE) | tag;
  };

  for (const [index, keyword] of set.keywords.entries()) {
    if (keyword.atStart === true) continue;
    const text = Buffer.from(keyword.text.slice(0, KEYWORD_BYTES), "latin1");
    const at = index * KEYWORD_SIZE;
    view.setUint8(at, text.length);
    view.setUint8(at + 1, keyword.anyCase ? 1 : 0);
    const run = keywordRun(set, keyword.rules, text.length);
    view.setUint8(at + 2, run.least);
    view.setUint8(at + 3, run.mask);
    view.setUint16(at + 4, run.before, true);
    view.setUint16(at + 6, run.after, true);
    const onlyAssigned = keyword.rules.length > 0 && keyword.rules.every((rule) => set.ruleAt(rule).rule.matcher === "assigned-secret");
    view.setUint8(at + 8, onlyAssigned && NAME.test(keyword.text) ? 1 : 0);
    if (keyword.ahead !== undefined) {
      view.setUint16(at + 10, aheads.push(compileAhead(keyword.ahead).bytes), true);
      view.setUint16(at + 12, Math.min(keyword.ahead.withinBytes, 0xffff), true);
    }
    keywords.set(text, at + 16);
    const folded = text.map((byte) => byte | 0x20);
    const [a = 0, b = 0, c = 0, d = 0] = folded;
    if (folded.length >= 5) {
      const offset = rarest(folded);
      enter(gramAt(folded, offset), index, offset, folded);
      enter(gramAt(folded, offset + 1), index, offset + 1, folded);
    } else {
      // The other parity sees one foreign byte, before the keyword or behind it: whichever leaves the rarer three.
      const isBefore = folded.length === 3 || rarity(folded, 0, 3) >= rarity(folded, 1, 4);
      for (const foreign of FOLDED_BYTES) {
        if (isBefore) enter((foreign | (a << 8) | (b << 16) | (c << 24)) >>> 0, index, -1, folded);
        else enter((b | (c << 8) | (d << 16) | (foreign << 24)) >>> 0, index, 1, folded);
        if (folded.length === 3) enter((a | (b << 8) | (c << 16) | (foreign << 24)) >>> 0, index, 0, folded);
      }
      if (folded.length === 4) enter((a | (b << 8) | (c << 16) | (d << 24)) >>> 0, index, 0, folded);
    }
  }
  return {
    bitmap,
    heads,
    entries: entries.slice(0, count * ENTRY_WORDS),
    keywords,
    classes: classTable(),
    aheads: new Uint8Array(Buffer.concat(aheads)),
  };
}

function classTable(): Uint8Array {
  const classes = new Uint8Array(256);
  for (let byte = 0; byte < 128; byte++) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9_-]/.test(char)) classes[byte] = CLASS_WORD | CLASS_TOKEN;
    else if (/[+/=.~%:]/.test(char)) classes[byte] = CLASS_TOKEN;
  }
  return classes;
}

/** The weakest demand of the keyword's rules: the kernel may drop only what none of them could match. */
function keywordRun(
  set: CompiledSet,
  rules: readonly number[],
  length: number,
): { least: number; mask: number; before: number; after: number } {
  const none = { least: 0, mask: 0, before: 0, after: 0 };
  if (rules.length === 0) return none;
  let least = 255;
  let mask = 0;
  let before = 0;
  let after = 0;
  for (const index of rules) {
    const rule = set.ruleAt(index);
    const run = leastRun(rule.rule.pattern);
    if (run === undefined || rule.rule.matcher !== undefined || run.length < 8) return none;
    least = Math.min(least, run.length);
    mask |= run.onlyWord ? CLASS_WORD : CLASS_TOKEN;
    // A run may begin before the window or end after it, but at least its least part lies within the match.
    before = Math.max(before, rule.before + 16);
    after = Math.max(after, rule.after);
  }
  // In the kernel the wider class contains the narrower one.
  return {
    least,
    mask: mask & CLASS_TOKEN ? CLASS_TOKEN : CLASS_WORD,
    before: Math.min(before, 0xffff),
    after: Math.min(after + length, 0xffff),
  };
}

const gramAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;

const FOLDED_BYTES: readonly number[] = [...new Set(Array.from({ length: 256 }, (_, byte) => byte | 0x20))];

/** Bits of rarity of the folded bytes [from, to) in source text: the higher, the rarer. Three bytes are judged as a part of four. */
function rarity(folded: Uint8Array, from: number, to: number): number {
  const text = String.fromCharCode(...folded.subarray(from, to));
  if (text.length === 3) return trigrams().bits.get(text) ?? RARE;
  return common().get(text) ?? Math.max(LEAST_RARE, estimated(text));
}

/** Bits of a gram that is not among the common ones: as if its fourth byte depended on the two before it only. */
function estimated(text: string): number {
  const { bits, pairs } = trigrams();
  return (bits.get(text.slice(0, 3)) ?? RARE) + (bits.get(text.slice(1)) ?? RARE) + Math.log2(pairs.get(text.slice(1, 3)) ?? 2 ** -RARE);
}

let commonTrigrams: { readonly bits: Map<string, number>; readonly pairs: Map<string, number> } | undefined;

/** Bits of three bytes, and the share of the two that some of them begin with. */
function trigrams(): NonNullable<typeof commonTrigrams> {
  if (commonTrigrams !== undefined) return commonTrigrams;
  commonTrigrams = { bits: new Map(), pairs: new Map() };
  for (const [bits, all] of COMMON_TRIGRAMS)
    for (let i = 0; i < all.length; i += 3) {
      const pair = all.slice(i, i + 2);
      commonTrigrams.bits.set(all.slice(i, i + 3), bits);
      commonTrigrams.pairs.set(pair, (commonTrigrams.pairs.get(pair) ?? 0) + 2 ** -bits);
    }
  return commonTrigrams;
}

let commonGrams: Map<string, number> | undefined;

/** Made when tables are: most starts find theirs made. */
function common(): Map<string, number> {
  if (commonGrams !== undefined) return commonGrams;
  commonGrams = new Map();
  for (const [bits, grams] of COMMON_GRAMS) for (let i = 0; i < grams.length; i += 4) commonGrams.set(grams.slice(i, i + 4), bits);
  return commonGrams;
}

/** What is not among the common grams is rarer than 2^-13. */
const LEAST_RARE = 13;
/** What is not among the common trigrams is rarer than 2^-15. */
const RARE = 17;

/** Offset of the two neighbouring grams of which the commoner one is rarest, and by their sum among equals. */
function rarest(folded: Uint8Array): number {
  let best = 0;
  let score = -1;
  for (let at = 0; at + 5 <= folded.length; at++) {
    const [one, two] = [rarity(folded, at, at + 4), rarity(folded, at + 1, at + 5)];
    const mine = Math.min(one, two) * 100 + one + two;
    if (mine > score) {
      score = mine;
      best = at;
    }
  }
  return best;
}
