/** The size a git delta says its result has (second varint of the delta), or -1 when the delta is broken. */
export function deltaResultSize(delta: usize, length: u32): i32 {
  const end = delta + length;
  let p = delta;
  while (p < end && load<u8>(p) & 0x80) p++;
  p++;
  let size: u64 = 0;
  let shift: u64 = 0;
  while (p < end) {
    const byte = load<u8>(p++) as u64;
    size |= (byte & 0x7f) << shift;
    if (!(byte & 0x80)) return size > 0x7fffffff ? -1 : (size as i32);
    shift += 7;
    if (shift > 35) return -1;
  }
  return -1;
}

/**
 * Applies a git delta to a base and writes the result to `out`. Returns the result's length, or -1 when the delta is
 * broken: it names another base length, reads past its base or end, or does not fill exactly the size it declares.
 */
export function applyDelta(base: usize, baseLength: u32, delta: usize, deltaLength: u32, out: usize, capacity: u32): i32 {
  const end = delta + deltaLength;
  let p = delta;
  let declared: u64 = 0;
  let shift: u64 = 0;
  while (true) {
    if (p >= end || shift > 35) return -1;
    const byte = load<u8>(p++) as u64;
    declared |= (byte & 0x7f) << shift;
    shift += 7;
    if (!(byte & 0x80)) break;
  }
  if (declared != (baseLength as u64)) return -1;
  const size = deltaResultSize(delta, deltaLength);
  if (size < 0 || (size as u32) > capacity) return -1;
  while (load<u8>(p) & 0x80) p++;
  p++;
  let o = out;
  const outEnd = out + (size as u32);
  while (p < end) {
    const op = load<u8>(p++) as u32;
    if (op & 0x80) {
      let offset: u32 = 0;
      let count: u32 = 0;
      if (op & 1) offset = load<u8>(p++);
      if (op & 2) offset |= (load<u8>(p++) as u32) << 8;
      if (op & 4) offset |= (load<u8>(p++) as u32) << 16;
      if (op & 8) offset |= (load<u8>(p++) as u32) << 24;
      if (op & 16) count = load<u8>(p++);
      if (op & 32) count |= (load<u8>(p++) as u32) << 8;
      if (op & 64) count |= (load<u8>(p++) as u32) << 16;
      if (count == 0) count = 0x10000;
      if ((offset as u64) + (count as u64) > (baseLength as u64) || count > ((outEnd - o) as u32)) return -1;
      memory.copy(o, base + offset, count);
      o += count;
    } else {
      if (op == 0 || p + op > end || op > ((outEnd - o) as u32)) return -1;
      memory.copy(o, p, op);
      p += op;
      o += op;
    }
  }
  return p == end && o == outEnd ? size : -1;
}
