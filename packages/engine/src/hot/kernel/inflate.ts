// RFC 1950/1951. A call to the runtime's zlib costs 3 to 4 µs before its first byte and git packs hold mostly small
// objects, so they are inflated here, straight into the memory in which they are scanned.

const ROOT: u32 = 10; // bits answered by one look-up; longer codes are rare
const DIST_ROOT: u32 = 8;

const lengthTable = memory.data(1024 * 4);
const distTable = memory.data(256 * 4);
const fixedLengthTable = memory.data(1024 * 4);
const fixedDistTable = memory.data(256 * 4);
const lengths = memory.data(320);
// Canonical form, for codes longer than the root: counts by length and symbols in order of their codes.
const lengthCounts = memory.data(16 * 2);
const lengthSymbols = memory.data(288 * 2);
const distCounts = memory.data(16 * 2);
const distSymbols = memory.data(32 * 2);
const offsets = memory.data(16 * 2);

const ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);
const LENGTH_BASE = memory.data<u16>([3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258, 0, 0, 0]);
const LENGTH_EXTRA = memory.data<u8>([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0, 0, 0, 0]);
const DIST_BASE = memory.data<u16>([1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577, 0, 0]);
const DIST_EXTRA = memory.data<u8>([0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 0, 0]);

let fixedReady = false;

/** Fills a root table and the canonical form. False when the lengths are no prefix code (over-subscribed). */
function build(at: usize, count: u32, table: usize, rootBits: u32, counts: usize, symbols: usize): bool {
  memory.fill(counts, 0, 32);
  for (let i: u32 = 0; i < count; i++) {
    const slot = counts + ((load<u8>(at + i) as usize) << 1);
    store<u16>(slot, load<u16>(slot) + 1);
  }
  let left: i32 = 1;
  for (let bits: usize = 1; bits < 16; bits++) {
    left = (left << 1) - (load<u16>(counts + (bits << 1)) as i32);
    if (left < 0) return false;
  }
  store<u16>(counts, 0);
  let offset: u32 = 0;
  for (let bits: usize = 1; bits < 16; bits++) {
    store<u16>(offsets + (bits << 1), offset as u16);
    offset += load<u16>(counts + (bits << 1));
  }
  for (let symbol: u32 = 0; symbol < count; symbol++) {
    const bits = load<u8>(at + symbol) as usize;
    if (bits == 0) continue;
    const slot = offsets + (bits << 1);
    const place = load<u16>(slot) as usize;
    store<u16>(symbols + (place << 1), symbol as u16);
    store<u16>(slot, (place + 1) as u16);
  }
  fill(table, rootBits, counts, symbols);
  return true;
}

/**
 * The root table from the canonical form: symbols in order of their codes, the codes counted upwards with their bits
 * reversed, and the table doubled by a copy for each further bit. Codes longer than the root leave 0.
 */
function fill(table: usize, rootBits: u32, counts: usize, symbols: usize): void {
  const size: u32 = 1 << rootBits;
  let bits: u32 = 1;
  while (bits <= rootBits && load<u16>(counts + ((bits as usize) << 1)) == 0) bits++;
  if (bits > rootBits) return memory.fill(table, 0, (size as usize) << 2);
  let end: u32 = 1 << bits;
  memory.fill(table, 0, (end as usize) << 2);
  let code: u32 = 0;
  let next = symbols;
  while (true) {
    for (let left = load<u16>(counts + ((bits as usize) << 1)) as u32; left > 0; left--) {
      store<u32>(table + ((code as usize) << 2), ((load<u16>(next) as u32) << 8) | bits);
      next += 2;
      const zeros = code ^ (end - 1);
      if (zeros == 0) {
        // The last code: all that is left to do is to repeat.
        while (end < size) {
          memory.copy(table + ((end as usize) << 2), table, (end as usize) << 2);
          end <<= 1;
        }
        return;
      }
      const bit: u32 = 1 << (31 - clz(zeros));
      code = (code & (bit - 1)) | bit;
    }
    if (bits == rootBits) return;
    memory.copy(table + ((end as usize) << 2), table, (end as usize) << 2);
    end <<= 1;
    bits++;
  }
}

function fixedTables(): void {
  for (let i: u32 = 0; i < 288; i++) store<u8>(lengths + i, i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
  build(lengths, 288, fixedLengthTable, ROOT, lengthCounts, lengthSymbols);
  for (let i: u32 = 0; i < 30; i++) store<u8>(lengths + i, 5);
  build(lengths, 30, fixedDistTable, DIST_ROOT, distCounts, distSymbols);
  fixedReady = true;
}

/** A symbol whose code is longer than the root, bit by bit: symbol << 8 | length, or 0 when there is none. */
function longCode(buffer: u64, counts: usize, symbols: usize): u32 {
  let code: i32 = 0;
  let first: i32 = 0;
  let index: i32 = 0;
  for (let bits: usize = 1; bits < 16; bits++) {
    code |= ((buffer >> (bits - 1)) & 1) as i32;
    const count = load<u16>(counts + (bits << 1)) as i32;
    if (code - count < first) return ((load<u16>(symbols + ((index + code - first) << 1)) as u32) << 8) | (bits as u32);
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return 0;
}

/**
 * Inflates a zlib stream at [src, src + srcLength) into [dst, dst + capacity). Returns the number of bytes written, or -1
 * for a broken or truncated stream or one that is larger than `capacity`. The Adler-32 sum is not compared: git names
 * objects by a hash, and the caller knows the size. 16 bytes after `src` and 16 after `dst` must be accessible.
 */
export function inflate(src: usize, srcLength: u32, dst: usize, capacity: u32): i32 {
  if (srcLength < 2) return -1;
  const header = load<u16>(src) as u32;
  if ((header & 0x0f) != 8 || header & 0x2000 || (((header & 0xff) << 8) | (header >> 8)) % 31 != 0) return -1;
  const srcEnd = src + srcLength;
  let p = src + 2;
  let o = dst;
  const end = dst + capacity;
  let buffer: u64 = 0;
  let have: u32 = 0;
  let last = false;
  while (!last) {
    // Refill: bytes past the end read as what stands there, but `p` tells at the end that too many were used.
    buffer |= load<u64>(p) << have;
    p += (63 - have) >> 3;
    have |= 56;
    last = (buffer & 1) != 0;
    const kind = ((buffer >> 1) & 3) as u32;
    buffer >>= 3;
    have -= 3;
    if (kind == 0) {
      buffer >>= have & 7;
      have &= ~7;
      p -= have >> 3;
      buffer = 0;
      have = 0;
      if (p + 4 > srcEnd) return -1;
      const count = load<u16>(p) as u32;
      if (count != ((load<u16>(p, 2) as u32) ^ 0xffff)) return -1;
      p += 4;
      if (p + count > srcEnd || count > ((end - o) as u32)) return -1;
      memory.copy(o, p, count);
      p += count;
      o += count;
      continue;
    }
    if (kind == 3) return -1;
    let lit = lengthTable;
    let dist = distTable;
    if (kind == 1) {
      // The canonical forms belong to the last built code, and fixed codes are all shorter than the roots.
      if (!fixedReady) fixedTables();
      lit = fixedLengthTable;
      dist = fixedDistTable;
    } else {
      const nlen = ((buffer & 31) as u32) + 257;
      const ndist = (((buffer >> 5) & 31) as u32) + 1;
      const ncode = (((buffer >> 10) & 15) as u32) + 4;
      if (nlen > 286 || ndist > 30) return -1;
      buffer >>= 14;
      have -= 14;
      memory.fill(lengths, 0, 19);
      for (let i: u32 = 0; i < ncode; i++) {
        if (have < 8) {
          buffer |= load<u64>(p) << have;
          p += (63 - have) >> 3;
          have |= 56;
        }
        store<u8>(lengths + (load<u8>(ORDER + i) as usize), (buffer & 7) as u8);
        buffer >>= 3;
        have -= 3;
      }
      if (!build(lengths, 19, distTable, DIST_ROOT, distCounts, distSymbols)) return -1;
      let n: u32 = 0;
      while (n < nlen + ndist) {
        if (p > srcEnd + 8) return -1;
        buffer |= load<u64>(p) << have;
        p += (63 - have) >> 3;
        have |= 56;
        const entry = load<u32>(distTable + (((buffer as u32) & 0xff) << 2));
        if (entry == 0) return -1;
        const bits = entry & 0xff;
        buffer >>= bits;
        have -= bits;
        const symbol = entry >> 8;
        if (symbol < 16) {
          store<u8>(lengths + n, symbol as u8);
          n++;
          continue;
        }
        let value: u8 = 0;
        let repeat: u32;
        if (symbol == 16) {
          if (n == 0) return -1;
          value = load<u8>(lengths + n - 1);
          repeat = 3 + ((buffer as u32) & 3);
          buffer >>= 2;
          have -= 2;
        } else if (symbol == 17) {
          repeat = 3 + ((buffer as u32) & 7);
          buffer >>= 3;
          have -= 3;
        } else {
          repeat = 11 + ((buffer as u32) & 127);
          buffer >>= 7;
          have -= 7;
        }
        if (n + repeat > nlen + ndist) return -1;
        memory.fill(lengths + n, value, repeat);
        n += repeat;
      }
      if (load<u8>(lengths + 256) == 0) return -1;
      if (!build(lengths, nlen, lengthTable, ROOT, lengthCounts, lengthSymbols)) return -1;
      if (!build(lengths + nlen, ndist, distTable, DIST_ROOT, distCounts, distSymbols)) return -1;
    }
    while (true) {
      if (p > srcEnd + 8) return -1;
      buffer |= load<u64>(p) << have;
      p += (63 - have) >> 3;
      have |= 56;
      let entry = load<u32>(lit + (((buffer as u32) & 0x3ff) << 2));
      if (entry == 0) {
        entry = longCode(buffer, lengthCounts, lengthSymbols);
        if (entry == 0) return -1;
      }
      let bits = entry & 0xff;
      buffer >>= bits;
      have -= bits;
      let symbol = entry >> 8;
      if (symbol < 256) {
        if (o >= end) return -1;
        store<u8>(o++, symbol as u8);
        // At least 41 bits are left: a second literal needs no refill.
        entry = load<u32>(lit + (((buffer as u32) & 0x3ff) << 2));
        symbol = entry >> 8;
        if (entry == 0 || symbol >= 256) continue;
        bits = entry & 0xff;
        buffer >>= bits;
        have -= bits;
        if (o >= end) return -1;
        store<u8>(o++, symbol as u8);
        continue;
      }
      if (symbol == 256) break;
      symbol -= 257;
      if (symbol > 28) return -1;
      let extra = load<u8>(LENGTH_EXTRA + symbol) as u32;
      const count = (load<u16>(LENGTH_BASE + (symbol << 1)) as u32) + ((buffer as u32) & ((1 << extra) - 1));
      buffer >>= extra;
      have -= extra;
      let far = load<u32>(dist + (((buffer as u32) & 0xff) << 2));
      if (far == 0) {
        if (kind == 1) return -1;
        far = longCode(buffer, distCounts, distSymbols);
        if (far == 0) return -1;
      }
      bits = far & 0xff;
      buffer >>= bits;
      have -= bits;
      symbol = far >> 8;
      if (symbol > 29) return -1;
      extra = load<u8>(DIST_EXTRA + symbol) as u32;
      const distance = (load<u16>(DIST_BASE + (symbol << 1)) as u32) + ((buffer as u32) & ((1 << extra) - 1));
      buffer >>= extra;
      have -= extra;
      if (distance > ((o - dst) as u32) || count > ((end - o) as u32)) return -1;
      let from = o - distance;
      const stop = o + count;
      if (distance >= 8) {
        // Eight bytes at a time may write up to seven past the match: that is free space or the margin after `dst`.
        while (o < stop) {
          store<u64>(o, load<u64>(from));
          o += 8;
          from += 8;
        }
        o = stop;
      } else {
        while (o < stop) store<u8>(o++, load<u8>(from++));
      }
    }
  }
  // Bits that were loaded but not used do not count as read.
  if (p - (have >> 3) > srcEnd) return -1;
  return (o - dst) as i32;
}
