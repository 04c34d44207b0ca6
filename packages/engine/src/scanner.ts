import type { Match } from "@stanch/model";
import type { CompiledSet } from "./compile.ts";
import { Kernel, MARGIN } from "./hot/kernel.ts";
import { resolveOverlaps } from "./overlap.ts";
import { type Text, matchRule } from "./rule-match.ts";

/** Both passes over bytes that lie in the kernel's memory. One scanner a thread. */
export class Scanner implements Text {
  readonly set: CompiledSet;
  readonly kernel: Kernel;
  readonly #spans: [number, number][][];
  readonly #touched: number[] = [];
  #ptr = 0;
  length = 0;

  constructor(set: CompiledSet, kernel: Kernel = new Kernel(set)) {
    this.set = set;
    this.kernel = kernel;
    this.#spans = set.rules.map(() => []);
  }

  /** Latin-1 text of the range being scanned. */
  slice(start: number, end: number): string {
    return this.kernel.buffer.latin1Slice(this.#ptr + start, this.#ptr + end);
  }

  /** Copies bytes into the kernel's free room and scans them. Matches are in order of start, then of detector. */
  scan(bytes: Uint8Array): Match[] {
    const at = this.kernel.freeAt;
    this.kernel.reserve(at + bytes.length);
    this.kernel.bytes.set(bytes, at);
    // The kernel compares whole words: what an earlier, longer blob left behind must not be read as this one's end.
    this.kernel.bytes.fill(0, at + bytes.length, at + bytes.length + MARGIN);
    return this.scanAt(at, bytes.length);
  }

  /** Scans [ptr, ptr + length) of the kernel's memory, which MARGIN accessible bytes follow. */
  scanAt(ptr: number, length: number): Match[] {
    this.#ptr = ptr;
    this.length = length;
    const { keywords } = this.set;
    const touched = this.#touched;
    this.kernel.keywords(ptr, length, (keyword, offset) => {
      const word = keywords[keyword];
      if (word === undefined) return;
      for (const rule of word.rules) {
        const spans = this.#spans[rule];
        if (spans === undefined) continue;
        if (spans.length === 0) touched.push(rule);
        spans.push([offset, offset + word.text.length]);
      }
    });
    if (touched.length === 0) return NONE;
    const matches: Match[] = [];
    for (const index of touched) {
      const rule = this.set.rules[index];
      const spans = this.#spans[index];
      if (rule === undefined || spans === undefined) continue;
      // Two keywords of one rule may come out of order by a few bytes.
      if (spans.length > 1) spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      for (const match of matchRule(rule, this, spans)) matches.push(match);
      spans.length = 0;
    }
    touched.length = 0;
    return resolveOverlaps(
      matches.sort((a, b) => a.start - b.start || a.detector - b.detector || a.rule - b.rule),
      this.set,
    );
  }
}

const NONE: Match[] = [];
