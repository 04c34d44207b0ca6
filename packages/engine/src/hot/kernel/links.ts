// What a commit or a tree names. An entry of a tree is "<octal mode> <name>\0<object id>".

/** Where the entry at hand has its name, its id and its end; 0 as the end when it is broken. */
let nameAt: usize = 0;
let idAt: usize = 0;
let mode: u32 = 0;

/** Reads the entry at `at`; gives where the next one starts, or 0 when this one is broken. */
function readEntry(at: usize, end: usize, idLength: u32): usize {
  let p = at;
  mode = 0;
  while (p < end) {
    const digit = (load<u8>(p) as u32) - 0x30;
    if (digit > 7 || p - at > 6) break;
    mode = (mode << 3) | digit;
    p++;
  }
  if (p == at || p >= end || load<u8>(p) != 0x20) return 0;
  nameAt = ++p;
  while (p < end && load<u8>(p) != 0) p++;
  if (p == nameAt || p + 1 + idLength > end) return 0;
  idAt = p + 1;
  return idAt + idLength;
}

/** Folders always, blobs whose id begins with two bytes that are hinted at, submodules never. */
function matters(hints: usize): bool {
  if (mode < 0o100000) return true;
  return (mode & 0o170000) != 0o160000 && load<u8>(hints + (((load<u8>(idAt) as u32) << 8) | (load<u8>(idAt, 1) as u32))) != 0;
}

/** Writes the entry at hand: 1 when it was removed, plus 2 for a folder (1 byte), length of the name (4), id, name. */
function emit(out: usize, isRemoved: u8, idLength: u32): usize {
  const nameLength = (idAt - 1 - nameAt) as u32;
  store<u8>(out, isRemoved | (mode < 0o100000 ? 2 : 0));
  store<u32>(out, nameLength, 1);
  memory.copy(out + 5, idAt, idLength);
  memory.copy(out + 5 + idLength, nameAt, nameLength);
  return out + 5 + idLength + nameLength;
}

function isEqual(a: usize, b: usize, length: u32): bool {
  let i: u32 = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

function compareNames(a: usize, aLength: u32, b: usize, bLength: u32): i32 {
  const length = min(aLength, bLength);
  for (let i: u32 = 0; i < length; i++) {
    const difference = (load<u8>(a + i) as i32) - (load<u8>(b + i) as i32);
    if (difference != 0) return difference;
  }
  return (aLength as i32) - (bLength as i32);
}

/** Whether the last tree had an entry that could not be read: those before it count. */
export let treeIsBroken: bool = false;

/**
 * Writes what of a tree that matters is not in another, and what of the other is not in it; `baseLength` 0: all of it. Each
 * entry of either is met once, whatever their order. Returns the number of bytes written, at most 1.3 times those of both
 * trees plus 64. `hints`: 65,536 bytes, 1 where an object that is looked for begins so.
 */
export function treeChanges(base: usize, baseLength: u32, tree: usize, length: u32, idLength: u32, hints: usize, out: usize): u32 {
  const baseEnd = base + baseLength;
  const end = tree + length;
  let o = out;
  let i = base;
  let j = tree;
  treeIsBroken = false;
  while (i < baseEnd && j < end) {
    const next = readEntry(j, end, idLength);
    if (next == 0) break;
    const size = (next - j) as u32;
    // An equal run of bytes is an equal entry: what begins alike ends alike.
    if (size <= ((baseEnd - i) as u32) && isEqual(i, j, size)) {
      i += size;
      j = next;
      continue;
    }
    const name = nameAt;
    const id = idAt;
    const ownMode = mode;
    const baseNext = readEntry(i, baseEnd, idLength);
    if (baseNext == 0) {
      i = baseEnd;
      break;
    }
    const order = compareNames(nameAt, (idAt - 1 - nameAt) as u32, name, (id - 1 - name) as u32);
    if (order <= 0) {
      if (matters(hints)) o = emit(o, 1, idLength);
      i = baseNext;
    }
    if (order >= 0) {
      nameAt = name;
      idAt = id;
      mode = ownMode;
      if (matters(hints)) o = emit(o, 0, idLength);
      j = next;
    }
  }
  while (i < baseEnd) {
    i = readEntry(i, baseEnd, idLength);
    if (i == 0) break;
    if (matters(hints)) o = emit(o, 1, idLength);
  }
  while (j < end) {
    j = readEntry(j, end, idLength);
    if (j == 0) {
      treeIsBroken = true;
      break;
    }
    if (matters(hints)) o = emit(o, 0, idLength);
  }
  return (o - out) as u32;
}

function hexDigit(byte: u32): u32 {
  if (byte - 0x30 <= 9) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return letter <= 5 ? letter + 10 : 255;
}

/** Writes the id that stands in hex at `at`; one that is none becomes all ones, which no object has. */
function writeId(at: usize, end: usize, idLength: u32, out: usize): void {
  if (at + idLength * 2 <= end) {
    let i: u32 = 0;
    for (; i < idLength; i++) {
      const high = hexDigit(load<u8>(at + i * 2));
      const low = hexDigit(load<u8>(at + i * 2 + 1));
      if (high > 15 || low > 15) break;
      store<u8>(out + i, (high << 4) | low);
    }
    if (i == idLength) return;
  }
  memory.fill(out, 255, idLength);
}

function startsWith(at: usize, end: usize, word: u64, length: u32): bool {
  if (at + length > end) return false;
  for (let i: u32 = 0; i < length; i++) if ((load<u8>(at + i) as u64) != ((word >> (i * 8)) & 255)) return false;
  return true;
}

const TREE: u64 = 0x2065657274; // "tree "
const PARENT: u64 = 0x20746e65726170; // "parent "
const COMMITTER: u64 = 0x657474696d6d6f63; // "committe"

/**
 * Writes what a commit names: its date in seconds (4 bytes, at most 2^31 - 1, 0 where it tells none), the number of parents
 * (4 bytes), its tree, its parents. Returns the number of bytes written, fewer than the commit has plus 64; 0 when it names no tree.
 */
export function commitNames(commit: usize, length: u32, idLength: u32, out: usize): u32 {
  const end = commit + length;
  if (!startsWith(commit, end, TREE, 5)) return 0;
  writeId(commit + 5, end, idLength, out + 8);
  let o = out + 8 + idLength;
  let p = commit + 6 + idLength * 2;
  let parents: u32 = 0;
  while (startsWith(p, end, PARENT, 7)) {
    writeId(p + 7, end, idLength, o);
    o += idLength;
    parents++;
    p += 8 + idLength * 2;
  }
  store<u32>(out, secondsOf(p, end));
  store<u32>(out, parents, 4);
  return (o - out) as u32;
}

/** The first number behind `> ` in the first line from `at` on that opens with `committer`. */
function secondsOf(at: usize, end: usize): u32 {
  let p = at;
  while (p < end && !startsWith(p, end, COMMITTER, 8)) {
    while (p < end && load<u8>(p) != 10) p++;
    p++;
  }
  const last = min(end, p + 4096);
  for (; p + 2 < last && load<u8>(p) != 10; p++) {
    if (load<u8>(p) != 0x3e || load<u8>(p + 1) != 0x20) continue;
    let seconds: u64 = 0;
    let q = p + 2;
    for (; q < last; q++) {
      const digit = (load<u8>(q) as u32) - 0x30;
      if (digit > 9) break;
      seconds = min(seconds * 10 + digit, 0x7fffffff);
    }
    if (q > p + 2) return seconds as u32;
  }
  return 0;
}
