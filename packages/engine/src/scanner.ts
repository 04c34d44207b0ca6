import type { Match } from "@stanch/model";
import { type CompiledRule, type CompiledSet, TOUCH_CONTEXT } from "./compile.ts";
import {
  type Decoded,
  ENCODING_NAMES,
  LONGEST_ENCODED,
  type MarkedEncoding,
  decodeBase64,
  decodeEntities,
  decodeEscapes,
  decodeHex,
  decodeJoined,
  decodeKeyFile,
  decodeList,
  decodeMail,
  decodePercent,
  unpack,
} from "./decode.ts";
import { Kernel, MARGIN } from "./hot/kernel.ts";
import { resolveOverlaps } from "./overlap.ts";
import { type Text, matchRule } from "./rule-match.ts";

/** How often what was decoded is looked at for what is encoded again. */
const DEEPEST = 5;
/** Encoded stretches of one blob that are decoded: a file of nothing else must not take for ever. */
const MOST_DECODED = 20_000;
/** Bytes that come out of them, at all depths together. */
const MOST_DECODED_BYTES = 67_108_864;
/** A token longer than this is no longer followed to its ends when a part of it changes. */
const LONGEST_TOKEN = 8192;
/** Bytes between two signs that are kept as one. */
const NEAR = 16;
const BACKSLASH = 0x5c;
/** Windows that are remembered, the latest in each place: 2 MiB. */
const MEMO_PLACES = 262_144;
/** Verdicts that are kept: some hundred bytes each. */
const MOST_VERDICTS = 10_000;
/** Bytes around a percent or escape sign in which its stretch is looked for. */
const STRETCH = 4096;
/** The same of a mail's part, which is decoded whole, in pieces of this size. */
const MAIL_STRETCH = 262_144;
/** Bytes before `join("")` in which its list is looked for. */
const LIST_STRETCH = 2048;

/** Bytes before a word that tells of a key file which are looked at. */
const KEY_FILE_BEFORE = 16;

/** A place whose surroundings are to be decoded; `until` is the last of several that lie together. */
interface Mark {
  readonly offset: number;
  readonly decode: MarkedEncoding;
  until: number;
}

/** Both passes over bytes that lie in the kernel's memory. One scanner a thread. */
export class Scanner implements Text {
  readonly set: CompiledSet;
  readonly kernel: Kernel;
  readonly #spans: [number, number][][];
  readonly #touched: number[] = [];
  readonly #decodes: boolean;
  /** What blobs of key files begin with, by their first byte. */
  readonly #heads: (readonly { readonly keyword: number; readonly text: string }[] | undefined)[] = [];
  #marks: Mark[] = [];
  #decoded = 0;
  #decodedBytes = 0;
  readonly #hash = new Int32Array(4);
  readonly #verdicts = new Map<string, object>();
  #slot = 0;
  #lazyMemo: Int32Array | undefined;
  get #memo(): Int32Array {
    return (this.#lazyMemo ??= new Int32Array(MEMO_PLACES * 2));
  }
  #ptr = 0;
  length = 0;
  /** Whether the last scan met a keyword of a rule that reaches far: versions built on this object are to be scanned whole. */
  sawLong = false;
  /** Whether the last blob had more encoded stretches than are decoded. */
  hitDecoderLimit = false;

  /** `decode: false` leaves out what is written in base64, hexadecimal, percent encoding or escapes. */
  constructor(set: CompiledSet, kernel: Kernel = new Kernel(set), options: { decode?: boolean } = {}) {
    this.set = set;
    this.kernel = kernel;
    this.#decodes = options.decode ?? true;
    this.#spans = Array.from({ length: set.ruleCount }, () => []);
    for (const keyword of set.startKeywords) {
      const { text } = set.keywordAt(keyword);
      this.#heads[text.charCodeAt(0)] = [...(this.#heads[text.charCodeAt(0)] ?? []), { keyword, text }];
    }
  }

  /** Latin-1 text of the range being scanned. */
  slice(start: number, end: number): string {
    return this.kernel.buffer.latin1Slice(this.#ptr + start, this.#ptr + end);
  }

  get bytes(): Buffer {
    return this.kernel.buffer;
  }

  get bytesAt(): number {
    return this.#ptr;
  }

  /**
   * Set for scans of many versions of the same files: bytes that led to nothing are remembered by their keyed hash, so that a
   * line is judged once and not once a version.
   */
  remembers = false;

  isKnownEmpty(who: number, from: number, to: number): boolean {
    if (!this.remembers) return false;
    const start = Math.max(0, from);
    const end = Math.min(this.length, to);
    const hash = this.#hash;
    this.kernel.hash(this.#ptr + start, end - start, hash);
    // Where a window meets an end of the blob is a part of what was judged.
    const edges = (from <= 0 ? 1 : 0) | (to >= this.length ? 2 : 0);
    const [a = 0, b = 0, c = 0] = hash;
    hash[1] = b ^ Math.imul(who * 4 + edges, 0x9e3779b1);
    hash[2] = c | 1;
    this.#slot = ((a >>> 0) % MEMO_PLACES) * 2;
    return this.#memo[this.#slot] === hash[1] && this.#memo[this.#slot + 1] === hash[2];
  }

  keep(verdict: object): void {
    if (!this.remembers) return;
    if (this.#verdicts.size >= MOST_VERDICTS) this.#verdicts.clear();
    this.#verdicts.set(this.#hashText(), verdict);
  }

  kept(): object | undefined {
    return this.remembers && this.#verdicts.size > 0 ? this.#verdicts.get(this.#hashText()) : undefined;
  }

  /** All of the hash: another's verdict must never be taken for these bytes. */
  #hashText(): string {
    const [a = 0, b = 0, c = 0, d = 0] = this.#hash;
    return `${a},${b},${c},${d}`;
  }

  rememberEmpty(): void {
    if (!this.remembers) return;
    this.#memo[this.#slot] = this.#hash[1] ?? 0;
    this.#memo[this.#slot + 1] = this.#hash[2] ?? 0;
  }

  sawPattern(rule: CompiledRule): void {
    if (rule.hasFarCompanion) this.sawLong = true;
  }

  /** Copies bytes into the kernel's free room and scans them. Matches are in order of start, then of detector. */
  scan(bytes: Uint8Array): Match[] {
    const at = this.kernel.freeAt;
    this.kernel.reserve(at + bytes.length);
    this.kernel.bytes.set(bytes, at);
    this.kernel.bytes.fill(0, at + bytes.length, at + bytes.length + MARGIN);
    return this.scanAt(at, bytes.length);
  }

  /** Scans [ptr, ptr + length) of the kernel's memory, which MARGIN accessible zero bytes follow; what lies behind may be used. */
  scanAt(ptr: number, length: number): Match[] {
    this.#decoded = this.#decodedBytes = 0;
    this.hitDecoderLimit = false;
    this.sawLong = false;
    return this.#scanLevel(ptr, length, 0);
  }

  /**
   * Whether the object that the kernel's last `applyDelta` built at [ptr, ptr + length) may hold a match that its base does
   * not, when the base holds none and no keyword of a rule that reaches far. Looks only at what the delta changed.
   */
  mayHoldNew(ptr: number, length: number): boolean {
    this.#ptr = ptr;
    this.length = length;
    this.sawLong = false;
    const isKnown = this.kernel.touchedKeywords(ptr, length, TOUCH_CONTEXT, LONGEST_TOKEN, this.#visit);
    this.#visitHead();
    // What is decoded is looked for in the whole object. Most joined literals are sentences, which have nothing to decode.
    const isHit = !isKnown || this.sawLong || this.#marks.some((mark) => this.#saysMore(ptr, length, mark));
    this.#marks.length = 0;
    if (isHit) {
      for (const index of this.#touched) this.#spans[index]?.splice(0);
      this.#touched.length = 0;
      return true;
    }
    // A pattern whose companion may stand anywhere else decides nothing here.
    return this.#runRules().length > 0 || this.sawLong;
  }

  readonly #visit = (keyword: number, offset: number): void => {
    const word = this.set.keywordAt(keyword);
    if (word.isLong) this.sawLong = true;
    if (word.decode !== undefined) this.#mark(offset, word.decode);
    for (const rule of word.rules) {
      const spans = this.#spans[rule];
      if (spans === undefined) continue;
      if (spans.length === 0) this.#touched.push(rule);
      spans.push([offset, offset + word.text.length]);
    }
  };

  /** A key file says what it is with its first bytes. */
  #visitHead(): void {
    if (this.length === 0) return;
    for (const { keyword, text } of this.#heads[this.kernel.bytes[this.#ptr] ?? 0] ?? [])
      if (this.length >= text.length && this.slice(0, text.length) === text) this.#visit(keyword, 0);
  }

  /** Keeps one mark of those that follow each other on a line: data in escapes has one every four bytes. */
  #mark(offset: number, decode: MarkedEncoding): void {
    const last = this.#marks.at(-1);
    if (last?.decode === decode && offset >= last.offset && offset - last.until <= NEAR && offset - last.offset < STRETCH) {
      let at = this.#ptr + last.until;
      while (at < this.#ptr + offset && this.kernel.bytes[at] !== 10) at++;
      if (at === this.#ptr + offset) {
        last.until = offset;
        return;
      }
    }
    this.#marks.push({ offset, decode, until: offset });
  }

  #scanLevel(ptr: number, length: number, depth: number): Match[] {
    const matches = this.#match(ptr, length);
    const marks = this.#marks;
    this.#marks = [];
    if (depth >= DEEPEST || !this.#decodes) return matches;
    const found = this.#scanEncoded(ptr, length, depth, marks);
    if (found.length === 0) return matches;
    return this.#settle([...matches, ...found]);
  }

  #settle(matches: Match[]): Match[] {
    if (matches.length < 2) return matches;
    return resolveOverlaps(
      matches.sort((a, b) => a.start - b.start || a.detector - b.detector || a.rule - b.rule),
      this.set,
    );
  }

  #match(ptr: number, length: number): Match[] {
    this.#ptr = ptr;
    this.length = length;
    this.kernel.keywords(ptr, length, this.#visit);
    this.#visitHead();
    return this.#runRules();
  }

  /** Pass 2 for the keywords that were visited. */
  #runRules(): Match[] {
    const touched = this.#touched;
    if (touched.length === 0) return NONE;
    const matches: Match[] = [];
    for (const index of touched) {
      const rule = this.set.ruleAt(index);
      const spans = this.#spans[index];
      if (spans === undefined) continue;
      // Two keywords of one rule may come out of order by a few bytes.
      if (spans.length > 1) spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      for (const match of matchRule(rule, this, spans)) matches.push(match);
      spans.length = 0;
    }
    touched.length = 0;
    return this.#settle(matches);
  }

  /** Decodes what is encoded in [ptr, ptr + length) and scans what comes out, one level deeper. */
  #scanEncoded(ptr: number, length: number, depth: number, marks: readonly Mark[]): Match[] {
    const out: Match[] = [];
    const { fn } = this.kernel;
    for (let from = 0; from < length;) {
      const kind = fn.nextEncoded(ptr, length, from);
      if (kind === 0) break;
      const start = fn.runStart.value;
      const end = fn.runEnd.value;
      // Only a run that ends its line may go on in the next one.
      const next = this.kernel.bytes[ptr + end] ?? 0;
      const more = next === 10 || next === 13 || next === BACKSLASH ? LONGEST_ENCODED : 0;
      const text = this.kernel.buffer.latin1Slice(ptr + start, ptr + Math.min(length, end + more));
      const decoded = kind === 2 ? decodeHex(text, 0, end - start, start) : decodeBase64(text, 0, end - start, start);
      from = Math.max(decoded.end, end) + 1;
      if (!this.#scanDecoded(ptr, length, unpack(decoded) ?? decoded, depth, out)) return out;
    }
    const done = new Map<MarkedEncoding, number>();
    for (const { offset, decode } of marks) {
      const least = done.get(decode) ?? 0;
      if (offset < least) continue;
      const decoded = this.#decodeAt(ptr, length, offset, decode, least);
      done.set(decode, Math.max(offset + 1, decoded?.end ?? 0));
      if (decoded !== undefined && !this.#scanDecoded(ptr, length, decoded, depth, out)) return out;
    }
    return out;
  }

  #saysMore(ptr: number, length: number, { offset, decode }: Mark): boolean {
    return decode !== "joined" || (this.#decodeAt(ptr, length, offset, decode, 0)?.bytes.length ?? 0) > 0;
  }

  /** Decodes the stretch that a word at `offset` tells of; what lies before `least` was decoded already. */
  #decodeAt(ptr: number, length: number, offset: number, decode: MarkedEncoding, least: number): Decoded | undefined {
    const text = (from: number, to: number): string => this.kernel.buffer.latin1Slice(ptr + from, ptr + Math.min(to, length));
    if (decode === "mail") {
      // In a mail's own header: programs that write mails name it, too.
      const isHeader = /(?:^|\n)content-transfer-encoding:[ \t]*$/i.test(text(Math.max(0, offset - 40), offset));
      return isHeader ? this.#decodeMail(text(offset, offset + MAIL_STRETCH), offset) : undefined;
    }
    if (decode === "list") {
      const before = Math.max(0, offset - LIST_STRETCH);
      const isBehind = (this.kernel.bytes[ptr + offset] ?? 0) === 0x6a || (this.kernel.bytes[ptr + offset] ?? 0) === 0x4a;
      if (isBehind) return decodeList(text(before, offset), before);
      // The list stands in the call: up to its end, with the line before it.
      const { start } = this.#stretch(ptr, length, offset, 0);
      const whole = text(start, offset + LIST_STRETCH);
      const end = whole.indexOf("]", offset - start);
      return end < 0 ? undefined : decodeList(whole.slice(0, end), start);
    }
    if (decode === "key-file") {
      const before = Math.max(least, offset - KEY_FILE_BEFORE);
      return decodeKeyFile(text(before, offset + LONGEST_ENCODED), offset - before, before);
    }
    const stretch = this.#stretch(ptr, length, offset, least);
    if (decode === "joined") {
      const start = this.#firstLine(ptr, stretch.start, least);
      return decodeJoined(text(start, start + STRETCH), start, offset - start);
    }
    const line = text(stretch.start, stretch.end);
    const decoded =
      decode === "percent"
        ? decodePercent(line, stretch.start)
        : decode === "escape"
          ? decodeEscapes(line, stretch.start)
          : decodeEntities(line, stretch.start);
    return decoded ?? { encoding: decode, start: stretch.start, end: stretch.end, bytes: NO_BYTES, outer: (inner) => inner };
  }

  /** Start of the line that those which begin with an operator or a literal go on from. */
  #firstLine(ptr: number, lineStart: number, least: number): number {
    const { bytes } = this.kernel;
    let start = lineStart;
    for (;;) {
      let at = start;
      while (bytes[ptr + at] === SPACE || bytes[ptr + at] === TAB) at++;
      if (!CONTINUES.has(bytes[ptr + at] ?? 0)) return start;
      let before = start - 1;
      while (before > least && before > lineStart - JOINED_BEFORE && bytes[ptr + before - 1] !== 10) before--;
      if (before < least || before <= lineStart - JOINED_BEFORE) return start;
      start = before;
    }
  }

  /** A part of a mail ends where its boundary stands: two hyphens at a line's start. */
  #decodeMail(text: string, offset: number): Decoded | undefined {
    const end = text.search(/\n--\S/);
    return decodeMail(end < 0 ? text : text.slice(0, end), offset);
  }

  /** The line around a sign, within reach: a keyword may stand before the encoded part. */
  #stretch(ptr: number, length: number, offset: number, least: number): { start: number; end: number } {
    const { bytes } = this.kernel;
    let start = offset;
    while (start > least && start > offset - STRETCH && bytes[ptr + start - 1] !== 10) start--;
    let end = offset;
    while (end < length && end < offset + STRETCH && bytes[ptr + end] !== 10) end++;
    return { start, end };
  }

  #scanDecoded(ptr: number, length: number, decoded: Decoded, depth: number, out: Match[]): boolean {
    if (decoded.bytes.length < LEAST_DECODED) return true;
    this.#decodedBytes += decoded.bytes.length;
    if (++this.#decoded > MOST_DECODED || this.#decodedBytes > MOST_DECODED_BYTES) {
      this.hitDecoderLimit = true;
      return false;
    }
    const { kernel } = this;
    const at = (ptr + length + MARGIN + 15) & ~15;
    kernel.reserve(at + decoded.bytes.length);
    kernel.bytes.set(decoded.bytes, at);
    kernel.bytes.fill(0, at + decoded.bytes.length, at + decoded.bytes.length + MARGIN);
    for (const match of this.#scanLevel(at, decoded.bytes.length, depth + 1)) {
      const start = decoded.outer(match.start);
      const end = Math.max(start + 1, decoded.outer(match.end));
      out.push({ ...match, start, end, evidence: [...match.evidence, `written in ${ENCODING_NAMES[decoded.encoding]}`] });
    }
    return true;
  }
}

const NONE: Match[] = [];
const SPACE = 32;
const TAB = 9;
/** What a line of joined literals begins with: `"'+.&`. */
const CONTINUES: ReadonlySet<number> = new Set([0x22, 0x27, 0x2b, 0x2e, 0x26]);
/** Bytes before a line in which the first line of its statement is looked for. */
const JOINED_BEFORE = 1024;
const NO_BYTES = new Uint8Array();
/** Less than any secret has. */
const LEAST_DECODED = 4;
