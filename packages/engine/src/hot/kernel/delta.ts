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

// Where the result differs from its base: pairs (start, end) of offsets in the result, ascending; a seam is an empty pair.
let touches: usize = 0;
let touchCapacity: u32 = 0;
/** Touches of the last delta, or more than fit. */
export let touchCount: u32 = 0;

export function configureTouches(at: usize, capacity: u32): void {
  touches = at;
  touchCapacity = capacity;
}

function touch(start: u32, end: u32): void {
  if (touchCount < touchCapacity) {
    const slot = touches + (touchCount << 3);
    // Neighbours in the delta are one touch.
    if (touchCount > 0 && load<u32>(slot - 4) == start) {
      store<u32>(slot - 4, end);
      return;
    }
    store<u32>(slot, start);
    store<u32>(slot, end, 4);
  }
  touchCount++;
}

/**
 * Widens touches to regions in which a keyword of a new match must begin: over the run of token bytes they stand in (at
 * most `longest` to a side), then by `context`; regions that meet become one. Returns their number, in the place of the
 * touches, or -1 when there were too many.
 */
export function mergeTouches(ptr: usize, length: u32, context: u32, longest: u32, classes: usize, mask: u8): i32 {
  if (touchCount > touchCapacity) return -1;
  let count: u32 = 0;
  let lastEnd: u32 = 0;
  for (let i: u32 = 0; i < touchCount; i++) {
    let start = load<u32>(touches + (i << 3));
    let end = load<u32>(touches + (i << 3), 4);
    // Inside the region before: nothing new, and the walk over its token was done.
    if (count > 0 && end + context <= lastEnd) continue;
    let left = start > longest ? start - longest : 0;
    while (start > left && load<u8>(classes + load<u8>(ptr + start - 1)) & mask) start--;
    const right = min(length, end + longest);
    while (end < right && load<u8>(classes + load<u8>(ptr + end)) & mask) end++;
    start = start > context ? start - context : 0;
    end = min(length, end + context);
    if (count > 0 && start <= lastEnd + 32) {
      if (end > lastEnd) lastEnd = end;
      // A long token may lead back over several regions.
      while (count > 1 && load<u32>(touches + ((count - 2) << 3), 4) + 32 >= min(start, load<u32>(touches + ((count - 1) << 3)))) count--;
      const slot = touches + ((count - 1) << 3);
      if (start < load<u32>(slot)) store<u32>(slot, start);
      store<u32>(slot, lastEnd, 4);
      continue;
    }
    store<u32>(touches + (count << 3), start);
    store<u32>(touches + (count << 3), end, 4);
    lastEnd = end;
    count++;
  }
  return count as i32;
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
  touchCount = 0;
  // Offset in the base behind the last copy; before the first one, the base's start.
  let follows: u32 = 0;
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
      if (offset != follows) touch((o - out) as u32, (o - out) as u32);
      follows = offset + count;
      memory.copy(o, base + offset, count);
      o += count;
    } else {
      if (op == 0 || p + op > end || op > ((outEnd - o) as u32)) return -1;
      touch((o - out) as u32, ((o - out) as u32) + op);
      memory.copy(o, p, op);
      p += op;
      o += op;
    }
  }
  if (follows != baseLength) touch((o - out) as u32, (o - out) as u32);
  return p == end && o == outEnd ? size : -1;
}
