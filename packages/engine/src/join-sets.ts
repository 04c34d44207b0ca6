import type { Detector } from "@stanch/model";
import { type CompiledSet, compile } from "./compile.ts";
import { ENTRY_WORDS, PLACE, type KernelTables, kernelTables } from "./hot/tables.ts";

// A project's own detectors beside all built-in ones: to compile those again and to make their tables would cost each start
// 0.6 s, and each thread a third of it.

/** The set of `first` and, behind its rules and keywords, those of `added`. */
export function joinSets(first: CompiledSet, added: readonly Detector[]): CompiledSet {
  const second = compile(added, first);
  return {
    detectors: [...first.detectors, ...added],
    ruleCount: first.ruleCount + second.ruleCount,
    ruleAt: (index) => (index < first.ruleCount ? first : second).ruleAt(index),
    keywordCount: first.keywordCount + second.keywordCount,
    keywordAt: (index) => (index < first.keywordCount ? first : second).keywordAt(index),
    startKeywords: [...first.startKeywords, ...second.startKeywords],
    get keywords() {
      return [...first.keywords, ...second.keywords];
    },
    get rules() {
      return [...first.rules, ...second.rules];
    },
  };
}

/** The kernel's tables of the set that `joinSets` gives, from those of `first`. They are those that `kernelTables` would make, in another order. */
export function joinTables(first: KernelTables, set: CompiledSet, added: readonly Detector[]): KernelTables {
  const second = kernelTables(compile(added, set));
  if (second.aheads.length > 0) throw new RangeError("only detectors of the first set can ask for what stands ahead");
  const heads = first.heads.slice();
  const entries = new Uint32Array(first.entries.length + second.entries.length);
  entries.set(first.entries);
  let count = first.entries.length / ENTRY_WORDS;
  for (let head = 0; head < heads.length; head++) {
    // Each entry of a chain goes before those that are there; places are counted from 1.
    const tags = (second.heads[head] ?? 0) & ~PLACE;
    for (let place = (second.heads[head] ?? 0) & PLACE; place !== 0;) {
      const at = (place - 1) * ENTRY_WORDS;
      const [gram = 0, keyword = 0, other = 0, next = 0] = second.entries.subarray(at, at + ENTRY_WORDS);
      // The keyword's index is the lower half, the offsets stand above it.
      const before = heads[head] ?? 0;
      entries.set([gram, keyword + set.keywordCount, other, before & PLACE], count * ENTRY_WORDS);
      heads[head] = ++count | (before & ~PLACE) | tags;
      place = next;
    }
  }
  return {
    bitmap: first.bitmap.map((byte, index) => byte | (second.bitmap[index] ?? 0)),
    heads,
    entries,
    keywords: Buffer.concat([first.keywords, second.keywords]),
    classes: first.classes,
    aheads: first.aheads,
  };
}
