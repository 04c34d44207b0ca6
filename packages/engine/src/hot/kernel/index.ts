// The inner loops, in AssemblyScript: plain addresses in one linear memory that the host lays out (see ../kernel.ts).
// Nothing here allocates. Every address range handed in must be followed by at least 32 readable bytes.

export { applyDelta, deltaResultSize } from "./delta";
export { countByte, hashContent, encodedRun, nextEncoded, runStart, runEnd } from "./bytes";
export { inflate } from "./inflate";

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

/** Where the last `scan` stopped because `out` was full; the scanned length when it did not. */
export let resumeAt: u32 = 0;

const GRAM_HASH: u32 = 0x9e3779b1;
const HEAD_HASH: u32 = 0x85ebca6b;

export function configure(
  bitmapAt: usize, bitmapBits: u32, headsAt: usize, headBits: u32, entriesAt: usize, keywordsAt: usize,
  outAt: usize, capacity: u32, classesAt: usize,
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
}

// @ts-ignore: decorator
@inline
function probe(gram: u32): u32 {
  const h = (gram * GRAM_HASH) >> bitmapShift;
  return ((load<u8>(bitmap + (h >> 3)) as u32) >> (h & 7)) & 1;
}

/**
 * Finds every keyword in [ptr, ptr + length), from offset `from` (even). Writes pairs (keyword, offset) of u32 to `out`
 * in the order of the sampled positions and returns their number.
 *
 * Only every second position is looked at: each keyword is entered with grams of both parities.
 */
export function scan(ptr: usize, length: u32, from: u32): u32 {
  let count: u32 = 0;
  const end = ptr + length;
  let p = ptr + from;
  const limit = outCapacity - 64;
  while (p < end) {
    // 16 bytes a turn: eight samples from three loads, one branch.
    const a = load<u64>(p) | 0x2020202020202020;
    const b = load<u64>(p + 6) | 0x2020202020202020;
    const c = load<u64>(p + 12) | 0x2020202020202020;
    const s0 = probe(a as u32);
    const s1 = probe((a >> 16) as u32);
    const s2 = probe((a >> 32) as u32);
    const s3 = probe(b as u32);
    const s4 = probe((b >> 16) as u32);
    const s5 = probe((b >> 32) as u32);
    const s6 = probe(c as u32);
    const s7 = probe((c >> 16) as u32);
    if (s0 | s1 | s2 | s3 | s4 | s5 | s6 | s7) {
      if (s0) count = lookUp(a as u32, p, ptr, end, count);
      if (s1) count = lookUp((a >> 16) as u32, p + 2, ptr, end, count);
      if (s2) count = lookUp((a >> 32) as u32, p + 4, ptr, end, count);
      if (s3) count = lookUp(b as u32, p + 6, ptr, end, count);
      if (s4) count = lookUp((b >> 16) as u32, p + 8, ptr, end, count);
      if (s5) count = lookUp((b >> 32) as u32, p + 10, ptr, end, count);
      if (s6) count = lookUp(c as u32, p + 12, ptr, end, count);
      if (s7) count = lookUp((c >> 16) as u32, p + 14, ptr, end, count);
      if (count >= limit) {
        p += 16;
        break;
      }
    }
    p += 16;
  }
  resumeAt = p < end ? ((p - ptr) as u32) : length;
  return count;
}

// An entry, 12 bytes: gram u32, keyword u16, offset of the gram in the keyword i8 (-1: a wildcard before it), unused u8,
// next u32 (1-based index, 0 ends the chain).
function lookUp(gram: u32, at: usize, begin: usize, end: usize, found: u32): u32 {
  let count = found;
  let index = load<u32>(heads + (((gram * HEAD_HASH) >> headShift) << 2));
  while (index != 0) {
    const entry = entries + (index - 1) * 12;
    if (load<u32>(entry) == gram) {
      const keyword = load<u16>(entry, 4) as u32;
      const start = at - (load<i8>(entry, 6) as isize);
      if (start >= begin && start < end && agrees(keyword, start, begin, end) && count < outCapacity) {
        const slot = out + (count << 3);
        store<u32>(slot, keyword);
        store<u32>(slot, (start - begin) as u32, 4);
        count++;
      }
    }
    index = load<u32>(entry, 8);
  }
  return count;
}

// A keyword, 80 bytes: length u8, any case u8, least run u8, class bit u8, before u16, after u16 (reach of the run),
// 4 spare, text at +16 (64 bytes).
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
  const least = load<u8>(data, 2) as u32;
  if (least == 0) return true;
  return hasRun(start, length, load<u16>(data, 4), load<u16>(data, 6), least, load<u8>(data, 3), begin, end);
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
