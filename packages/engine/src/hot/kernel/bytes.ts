/** How often `byte` occurs in [ptr, ptr + length). */
export function countByte(ptr: usize, length: u32, byte: u8): u32 {
  let count: u32 = 0;
  const end = ptr + length;
  let p = ptr;
  const wanted = i8x16.splat(byte as i8);
  while (p + 16 <= end) {
    count += popcnt(i8x16.bitmask(i8x16.eq(v128.load(p), wanted)));
    p += 16;
  }
  while (p < end) if (load<u8>(p++) == byte) count++;
  return count;
}

// Low and high nibble tables whose AND is not zero exactly for [A-Za-z0-9+/_-]: one bit a row of ASCII.
// Rows: 2 (+ - /), 3 (0-9), 4 (A-O), 5 (P-Z _), 6 (a-o), 7 (p-z).
const LOW = i8x16(
  0b101010, // 0: 0 P p
  0b111110, 0b111110, 0b111110, 0b111110, 0b111110, 0b111110, 0b111110, 0b111110, 0b111110, // 1-9
  0b111100, // A: J Z j z
  0b010101, // B: + K k
  0b010100, // C: L l
  0b010101, // D: - M m
  0b010100, // E: N n
  0b011101, // F: / O _ o
);
const HIGH = i8x16(0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0);

/**
 * Offset of the first of the 16-byte blocks from `from` (a multiple of 16) whose bytes are all of base64 or base64url, or
 * `length` where there is none. A run of 31 such bytes always covers a whole block.
 */
export function encodedRun(ptr: usize, length: u32, from: u32): u32 {
  const end = ptr + length;
  let p = ptr + from;
  const low = i8x16.splat(0x0f);
  while (p + 16 <= end) {
    const block = v128.load(p);
    const lowRows = i8x16.swizzle(LOW, v128.and(block, low));
    const highRows = i8x16.swizzle(HIGH, v128.and(i8x16.shr_u(block, 4), low));
    if (i8x16.all_true(v128.and(lowRows, highRows))) return (p - ptr) as u32;
    p += 16;
  }
  return length;
}

/**
 * 128 bits of a keyed universal hash (NH over 64-byte strips with two keys, folded by a keyed multiplication), written
 * to `out`. The keys are random for each scan, so a hostile tree cannot hold two contents that collide.
 * `keys` has 128 bytes.
 */
export function hashContent(ptr: usize, length: u32, keys: usize, out: usize): void {
  let first: u64 = load<u64>(keys) ^ length;
  let second: u64 = load<u64>(keys, 64) ^ ((length as u64) << 32);
  const end = ptr + length;
  let p = ptr;
  while (p < end) {
    const rest = (end - p) as u32;
    let a: u64 = 0;
    let b: u64 = 0;
    for (let i: usize = 0; i < 64; i += 16) {
      let x: u64 = 0;
      let y: u64 = 0;
      if (i + 16 <= rest) {
        x = load<u64>(p + i);
        y = load<u64>(p + i + 8);
      } else if (i < rest) {
        x = tail(p + i, rest - (i as u32));
        y = rest > (i as u32) + 8 ? tail(p + i + 8, rest - (i as u32) - 8) : 0;
      }
      a += nh(x, y, load<u64>(keys + i), load<u64>(keys + i + 8));
      b += nh(x, y, load<u64>(keys + 64 + i), load<u64>(keys + 64 + i + 8));
    }
    first = mix(first ^ a, load<u64>(keys, 8) | 1);
    second = mix(second ^ b, load<u64>(keys, 72) | 1);
    p += 64;
  }
  store<u64>(out, first);
  store<u64>(out, second, 8);
}

// @ts-ignore: decorator
@inline
function nh(x: u64, y: u64, k: u64, l: u64): u64 {
  const u = x + k;
  const v = y + l;
  return (u & 0xffffffff) * (u >> 32) + (v & 0xffffffff) * (v >> 32);
}

// @ts-ignore: decorator
@inline
function mix(h: u64, k: u64): u64 {
  const m = (h ^ (h >> 32)) * k;
  return m ^ (m >> 29);
}

function tail(p: usize, count: u32): u64 {
  if (count >= 8) return load<u64>(p);
  return load<u64>(p) & (((1 as u64) << (count << 3)) - 1);
}

// What `nextEncoded` found.
export let runStart: u32 = 0;
export let runEnd: u32 = 0;

/** Bytes of a run that are decoded to see whether text comes out. */
const PROBE: u32 = 24;

/**
 * The next run of at least 24 base64, base64url or hex digits from offset `from` on that decodes to text: 1 for base64, 2
 * for hex, 0 where there is none; its span in `runStart` and `runEnd`. Runs of fewer than 31 digits may be missed.
 */
export function nextEncoded(ptr: usize, length: u32, from: u32): u32 {
  let at = from;
  while (true) {
    const block = encodedRun(ptr, length, (at + 15) & ~15);
    if (block >= length) return 0;
    let start = block;
    while (start > at && digit(load<u8>(ptr + start - 1)) < 64) start--;
    // Names and paths are runs too, by far the most: what they decode to is no text, mostly from the first bytes on.
    const kind: u32 = start + PROBE > length ? 0 : textOfBase64(ptr + start) ? 1 : textOfHex(ptr + start) ? 2 : 0;
    let end = block + 16;
    if (kind == 0) {
      // On to the run's end by blocks: the walk back from the next one must not end in the middle of this one.
      end = runBlocks(ptr, length, end);
      while (end < length && digit(load<u8>(ptr + end)) < 64) end++;
    } else {
      while (end < length && digit(load<u8>(ptr + end)) < 64) end++;
      if (kind == 1 || ((end - start) & 1) == 0) {
        runStart = start;
        runEnd = end;
        return kind;
      }
    }
    at = end;
    if (at >= length) return 0;
  }
}

/** Offset of the first 16-byte block from `from` on that is not all of base64 digits. */
function runBlocks(ptr: usize, length: u32, from: u32): u32 {
  let p = from;
  const low = i8x16.splat(0x0f);
  while (p + 16 <= length) {
    const block = v128.load(ptr + p);
    const lowRows = i8x16.swizzle(LOW, v128.and(block, low));
    const highRows = i8x16.swizzle(HIGH, v128.and(i8x16.shr_u(block, 4), low));
    if (!i8x16.all_true(v128.and(lowRows, highRows))) return p;
    p += 16;
  }
  return p;
}

/** Value of a base64 or base64url digit; 64 for other bytes. */
// @ts-ignore: decorator
@inline
function digit(byte: u8): u32 {
  if (byte - 0x41 < 26) return byte - 0x41;
  if (byte - 0x61 < 26) return byte - 0x61 + 26;
  if (byte - 0x30 < 10) return byte - 0x30 + 52;
  if (byte == 0x2b || byte == 0x2d) return 62;
  if (byte == 0x2f || byte == 0x5f) return 63;
  return 64;
}

function isHex(byte: u8): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 6;
}

function isText(byte: u32): bool {
  return (byte >= 0x20 && byte < 0x7f) || byte == 10 || byte == 13 || byte == 9;
}

function textOfBase64(at: usize): bool {
  // gzip and zlib begin so: `H4sI`, `eJw` to `eJz`, `eNo` to `eNr`, `eAE` to `eAH`.
  const first = load<u32>(at);
  if (first == 0x49733448) return true;
  const second = (first >> 8) & 0xff;
  if ((first & 0xff) == 0x65 && (second == 0x4a || second == 0x4e || second == 0x41)) {
    const head = (digit(load<u8>(at + 1)) << 6) | digit(load<u8>(at + 2));
    // The second byte of the data: 4 of its bits are the middle ones of the first digit.
    const flags = (head >> 2) & 0xff;
    if (flags == 0x9c || flags == 0xda || flags == 0x01) return true;
  }
  for (let i: usize = 0; i < PROBE; i += 4) {
    const group = (digit(load<u8>(at + i)) << 18) | (digit(load<u8>(at + i + 1)) << 12) | (digit(load<u8>(at + i + 2)) << 6) | digit(load<u8>(at + i + 3));
    if (!isText((group >> 16) & 0xff) || !isText((group >> 8) & 0xff) || !isText(group & 0xff)) return false;
  }
  return true;
}

function textOfHex(at: usize): bool {
  for (let i: usize = 0; i < PROBE; i += 2) {
    if (!isHex(load<u8>(at + i)) || !isHex(load<u8>(at + i + 1))) return false;
    if (!isText((nibble(load<u8>(at + i)) << 4) | nibble(load<u8>(at + i + 1)))) return false;
  }
  return true;
}

function nibble(byte: u8): u32 {
  return byte < 0x40 ? (byte & 15) as u32 : ((byte & 15) as u32) + 9;
}
