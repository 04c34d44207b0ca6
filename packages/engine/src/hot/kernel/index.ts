// The inner loops, in AssemblyScript: plain addresses in one linear memory that the host lays out (see ../kernel.ts).
// Nothing here allocates. Every address range handed in must be followed by at least 32 readable bytes.

import { configureTouches, mergeTouches } from "./delta";
import { nextEncoded } from "./bytes";

export { applyDelta, deltaResultSize } from "./delta";
export { countByte, hashContent, encodedRun, nextEncoded, runStart, runEnd } from "./bytes";
export { inflate } from "./inflate";
export { commitNames, treeChanges, treeIsBroken } from "./links";

// Table addresses, set once by `configure`.
let bitmap: usize = 0;
let bitmapShift: u32 = 0;
let heads: usize = 0;
let headShift: u32 = 0;
let entries: usize = 0;
let keywords: usize = 0;
let out: usize = 0;
let outCapacity: u32 = 0;
let classes: usize = 0;
let aheads: usize = 0;

/** Where the last `scan` stopped because `out` was full; the scanned length when it did not. */
export let resumeAt: u32 = 0;

const GRAM_HASH: u32 = 0x9e3779b1;
const HEAD_HASH: u32 = 0x85ebca6b;

export function configure(
  bitmapAt: usize, bitmapBits: u32, headsAt: usize, headBits: u32, entriesAt: usize, keywordsAt: usize,
  outAt: usize, capacity: u32, classesAt: usize, aheadsAt: usize,
): void {
  bitmap = bitmapAt;
  bitmapShift = 32 - bitmapBits;
  heads = headsAt;
  headShift = 32 - headBits;
  entries = entriesAt;
  keywords = keywordsAt;
  out = outAt;
  outCapacity = capacity;
  classes = classesAt;
  aheads = aheadsAt;
}

// Bit of the class table that tokens are made of.
const TOKEN: u8 = 2;

export function configureRegions(at: usize, capacity: u32): void {
  touches = at;
  configureTouches(at, capacity);
}

let touches: usize = 0;

/**
 * Scans only where the object that the last `applyDelta` built at [ptr, ptr + length) differs from its base. Writes keywords
 * like `scan` and returns their number, or -1 when the whole must be scanned: too many differences or keywords, or
 * encoded text among them.
 */
export function scanTouched(ptr: usize, length: u32, context: u32, longest: u32): i32 {
  const regions = mergeTouches(ptr, length, context, longest, classes, TOKEN);
  if (regions < 0) return -1;
  let count: u32 = 0;
  for (let i: i32 = 0; i < regions; i++) {
    const start = load<u32>(touches + (i << 3)) & ~1;
    const end = load<u32>(touches + (i << 3), 4);
    count = scanRange(ptr, length, start, end, count);
    if (count >= outCapacity - 64) return -1;
    if (nextEncoded(ptr, end, start) != 0) return -1;
  }
  return count as i32;
}

/**
 * Finds every keyword in [ptr, ptr + length), from offset `from` (even). Writes pairs (keyword, offset) of u32 to `out`
 * in the order of the sampled positions and returns their number.
 *
 * Only every second position is looked at: each keyword is entered with grams of both parities.
 */
export function scan(ptr: usize, length: u32, from: u32): u32 {
  return scanRange(ptr, length, from, length, 0);
}

// Samples of one block that may begin a keyword, and the heads of their chains.
const BLOCK: usize = 8192;
const candidates = memory.data(8192 / 2 * 4 + 64);
const chains = memory.data(8192 / 2 * 4 + 64);

// @ts-ignore: decorator
@inline
function sample(gram: u32, at: usize, count: usize, bits: usize, shift: u32): usize {
  store<u32>(candidates + (count << 2), at as u32);
  const h = (gram * GRAM_HASH) >> shift;
  return count + ((((load<u8>(bits + ((h >> 3) as usize)) as u32) >> (h & 7)) & 1) as usize);
}

/**
 * The same for what is sampled in [from, to), behind `found` keywords that are there already. Three passes over a block that
 * stays in the first cache: which samples pass the bit table, which of them head a chain, which of those are keywords. The
 * first two store always and count what they keep: a branch for each would be mispredicted at every thirtieth byte.
 */
function scanRange(ptr: usize, length: u32, from: u32, to: u32, found: u32): u32 {
  let count = found;
  const last = ptr + length;
  const end = ptr + to;
  const limit = outCapacity - 64;
  // Globals are read afresh at each use: in locals they stay in registers.
  const bits = bitmap;
  const shift = bitmapShift;
  const chainHeads = heads;
  const chainShift = headShift;
  let block = ptr + from;
  while (block < end) {
    const blockEnd = min(block + BLOCK, end);
    let kept: usize = 0;
    for (let p = block; p < blockEnd; p += 16) {
      const a = load<u64>(p) | 0x2020202020202020;
      const b = load<u64>(p + 6) | 0x2020202020202020;
      const c = load<u64>(p + 12) | 0x2020202020202020;
      kept = sample(a as u32, p, kept, bits, shift);
      kept = sample((a >> 16) as u32, p + 2, kept, bits, shift);
      kept = sample((a >> 32) as u32, p + 4, kept, bits, shift);
      kept = sample(b as u32, p + 6, kept, bits, shift);
      kept = sample((b >> 16) as u32, p + 8, kept, bits, shift);
      kept = sample((b >> 32) as u32, p + 10, kept, bits, shift);
      kept = sample(c as u32, p + 12, kept, bits, shift);
      kept = sample((c >> 16) as u32, p + 14, kept, bits, shift);
    }
    let linked: usize = 0;
    for (let i: usize = 0; i < kept; i++) {
      const at = load<u32>(candidates + (i << 2));
      const hash = (load<u32>(at) | 0x20202020) * HEAD_HASH;
      const head = load<u32>(chainHeads + (((hash >> chainShift) as usize) << 2));
      store<u32>(candidates + (linked << 2), at);
      store<u32>(chains + (linked << 2), head & 0xffffff);
      // The top byte tells which eighths of the chain's grams there are, by the next three bits of the hash.
      linked += (head >> (24 + ((hash >> (chainShift - 3)) & 7))) & 1;
    }
    for (let i: usize = 0; i < linked; i++) {
      const at = load<u32>(candidates + (i << 2)) as usize;
      count = lookUp(load<u32>(chains + (i << 2)), load<u32>(at) | 0x20202020, at, ptr, last, count);
      if (count >= limit) {
        // What follows this sample is left for the next call.
        resumeAt = (at + 2 - ptr) as u32;
        return count;
      }
    }
    block = blockEnd;
  }
  resumeAt = to;
  return count;
}

// An entry, 16 bytes: gram u32, keyword u16, offset of the gram in the keyword i8 (-1: a wildcard before it), offset of four
// other bytes of the keyword u8, those u32 (0: it has only three), next u32 (1-based index, 0 ends the chain).
function lookUp(head: u32, gram: u32, at: usize, begin: usize, end: usize, found: u32): u32 {
  let count = found;
  let index = head;
  while (index != 0) {
    const entry = entries + ((index - 1) << 4);
    if (load<u32>(entry) == gram) {
      const start = at - (load<i8>(entry, 6) as isize);
      const other = load<u32>(entry, 8);
      // Nineteen of twenty have the gram and not the word: told here, before the keyword's own bytes are fetched.
      if (start >= begin && (other == 0 || (load<u32>(start + (load<u8>(entry, 7) as usize)) | 0x20202020) == other)) {
        const keyword = load<u16>(entry, 4) as u32;
        if (start < end && agrees(keyword, start, begin, end) && count < outCapacity) {
          const slot = out + (count << 3);
          store<u32>(slot, keyword);
          store<u32>(slot, (start - begin) as u32, 4);
          count++;
        }
      }
    }
    index = load<u32>(entry, 12);
  }
  return count;
}

// A keyword, 80 bytes: length u8, any case u8, least run u8, class bit u8, before u16, after u16 (reach of the run),
// 1 when only assigned values are looked for u8, spare u8, what must lie ahead u16 (table counted from 1, 0 for nothing) and
// within how many bytes u16, 2 spare, text at +16 (64 bytes).
function agrees(keyword: u32, start: usize, begin: usize, end: usize): bool {
  const data = keywords + keyword * 80;
  const length = load<u8>(data) as usize;
  if (start + length > end) return false;
  const text = data + 16;
  if (load<u8>(data, 1)) {
    for (let i: usize = 0; i < length; i++) {
      let byte = load<u8>(start + i);
      if (byte - 0x41 < 26) byte |= 0x20;
      if (byte != load<u8>(text + i)) return false;
    }
  } else {
    for (let i: usize = 0; i < length; i++) {
      if (load<u8>(start + i) != load<u8>(text + i)) return false;
    }
  }
  const ahead = load<u16>(data, 10) as usize;
  if (ahead != 0 && !isAhead(aheads + ((ahead - 1) << 8), start + length, min(end, start + length + (load<u16>(data, 12) as usize)))) return false;
  if (load<u8>(data, 8)) return mayAssign(start, start + length, begin);
  const least = load<u8>(data, 2) as u32;
  if (least == 0) return true;
  return hasRun(start, length, load<u16>(data, 4), load<u16>(data, 6), least, load<u8>(data, 3), begin, end);
}

/** Whether a byte that the table calls 2 comes in [from, to) before one that it calls 1. */
function isAhead(table: usize, from: usize, to: usize): bool {
  for (let p = from; p < to; p++) {
    const what = load<u8>(table + load<u8>(p));
    if (what) return what == 2;
  }
  return false;
}

/** Whether `least` bytes of the class stand in a row somewhere in reach of the keyword. */
function hasRun(start: usize, length: usize, before: usize, after: usize, least: u32, mask: u8, begin: usize, end: usize): bool {
  let from = start - begin > before ? start - before : begin;
  const to = end - start - length > after ? start + length + after : end;
  // A run of `least` covers one of every `least` positions: look there first, then measure around it.
  while (from < to) {
    let probeAt = from + least - 1;
    if (probeAt >= to) return false;
    if (!(load<u8>(classes + load<u8>(probeAt)) & mask)) {
      from = probeAt + 1;
      continue;
    }
    // Walk back from the probe to where the run starts.
    let first = probeAt;
    while (first > from && (load<u8>(classes + load<u8>(first - 1)) & mask)) first--;
    if (first == from) return true;
    // The run starts at `first`: it needs to last until first + least.
    let last = probeAt + 1;
    while (last < to && last < first + least && (load<u8>(classes + load<u8>(last)) & mask)) last++;
    if ((last - first) as u32 >= least) return true;
    from = last + 1;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function isWord(byte: u8): bool {
  return (byte | 0x20) - 0x61 < 26 || byte - 0x30 < 10 || byte == 0x5f;
}

// @ts-ignore: decorator
@inline
function isQuote(byte: u8): bool {
  return byte == 0x22 || byte == 0x27 || byte == 0x60;
}

// @ts-ignore: decorator
@inline
function isBlank(byte: u8): bool {
  return byte == 0x20 || byte == 9;
}

// @ts-ignore: decorator
@inline
function isNewline(byte: u8): bool {
  return byte == 10 || byte == 13;
}

/**
 * Whether what stands after a name that holds the keyword can join it to a value: the first steps of
 * generic/reading.ts, which says no to nineteen of twenty keywords ("author wrote", "KeyType:", "GenerateKey(rand"). It may
 * say yes too often, never no too often: a test compares them. The zero bytes behind the blob end every loop.
 */
function mayAssign(start: usize, keywordEnd: usize, begin: usize): bool {
  let p = keywordEnd;
  const most = keywordEnd + 64;
  while (p < most) {
    const byte = load<u8>(p);
    if (isWord(byte) || (byte == 0x2d && isWord(load<u8>(p + 1)))) p++;
    else break;
  }
  let closed = false;
  if (load<u8>(p) == 0x5c) p++;
  if (load<u8>(p) == 0x26) return true;
  if (isQuote(load<u8>(p))) {
    closed = true;
    p++;
    if (load<u8>(p) == 0x5d) p++;
  }
  const blankFrom = p;
  while (isBlank(load<u8>(p)) && p - blankFrom < 40) p++;
  const code = load<u8>(p);
  const after = load<u8>(p + 1);
  if (code == 0x3d) {
    if (after == 0x3d || after == 0x3e) return mayBeValue(p + 2);
    return after != 0x7e && mayBeValue(p + 1);
  }
  if (code == 0x3a) {
    if (after == 0x3a) return load<u8>(p + 2) == 0x3d || (load<u8>(p + 2) == 0x3a && load<u8>(p + 3) == 0x3d);
    return mayBeValue(after == 0x3d ? p + 2 : p + 1);
  }
  if (code == 0x2c) return closed;
  if (code == 0x28) return !closed && p == blankFrom && mayBeArgument(p + 1);
  if (code == 0x3e) return true;
  if (code == 0x3c) return after == 0x2d || after == 0x2f;
  if (code == 0x21 || code == 0x2b || code == 0x2e || code == 0x3f) return after == 0x3d;
  if (code == 0x7c) return after == 0x7c && load<u8>(p + 2) == 0x3d;
  if (code == 0x3b) return closed && p == blankFrom && after == 0x73;
  if (closed || isNewline(code)) return mayBePair(p);
  if (p == blankFrom) return false;
  if (isQuote(code)) return true;
  // A type ("string", "String", "str", "char") before the operator, as Go, C and C# declare.
  const four = load<u32>(p) | 0x20;
  if ((four & 0xffffff) == 0x727473 || four == 0x72616863) return true;
  // Words that take a value without an operator: `requirepass value`, and `--password value`.
  let s = start;
  const least = start - begin > 64 ? start - 64 : begin;
  while (s > least) {
    const byte = load<u8>(s - 1);
    if (isWord(byte) || ((byte == 0x2d || byte == 0x2e) && s - 1 > least && isWord(load<u8>(s - 2)))) s--;
    else break;
  }
  return s == least || load<u8>(s - 1) == 0x2d || (load<u8>(s) | 0x20) == 0x72;
}

/** What stands behind an operator is no list, no end and no empty line. */
function mayBeValue(at: usize): bool {
  let p = at;
  while (isBlank(load<u8>(p)) && p - at < 80) p++;
  let code = load<u8>(p);
  if (isNewline(code)) {
    while ((isBlank(code) || isNewline(code)) && p - at < 80) code = load<u8>(++p);
    return isQuote(code);
  }
  return code != 0x7b && code != 0x29 && code != 0x2c && code != 0x3b && code != 0;
}

/** An argument is a string, or a call around one. */
function mayBeArgument(at: usize): bool {
  let p = at;
  while ((isBlank(load<u8>(p)) || isNewline(load<u8>(p))) && p - at < 80) p++;
  const from = p;
  while (p - from < 48) {
    const byte = load<u8>(p);
    if (isWord(byte) || byte == 0x2e || byte == 0x24 || byte == 0x40 || byte == 0x3a) p++;
    else break;
  }
  const code = load<u8>(p);
  return isQuote(code) || code == 0x28 || code == 0x5c || code == 0x26 || code == 0x5b;
}

/** `value` beside the name, as in lists of {name, value}. */
function mayBePair(at: usize): bool {
  let p = at;
  while ((isBlank(load<u8>(p)) || isNewline(load<u8>(p))) && p - at < 80) p++;
  if (load<u8>(p) == 0x5c) p++;
  if (isQuote(load<u8>(p))) p++;
  return (load<u8>(p) | 0x20) == 0x76 && (load<u8>(p + 1) | 0x20) == 0x61;
}
