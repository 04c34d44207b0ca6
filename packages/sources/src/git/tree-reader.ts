import { IntList } from "./growing.ts";
import type { OidTable } from "./oid-table.ts";

/** A tree in memory. */
export interface TreeContent {
  readonly bytes: Buffer;
  /** Where each entry starts, ascending. */
  readonly starts: Int32Array;
  /** Of the entries that matter (folders, and blobs that are looked for), three each: start, number of the child, of the name. */
  readonly marks: Int32Array;
}

/** What of a tree differs from the one that it is a delta of. */
export interface TreeChanges {
  readonly addedChildren: IntList;
  readonly addedNames: IntList;
  readonly removedChildren: IntList;
  readonly removedNames: IntList;
}

export interface Targets {
  /** By an id's first two bytes: whether a target may start so. */
  readonly hints: Uint8Array;
  has(number: number): boolean;
}

const MODE_BLOB_MIN = 0o100000;

/**
 * Reads trees whole, or only where they differ from a delta's base: most entries of most trees are never looked at. What it
 * gives lies in buffers that the next call fills again.
 */
export class TreeReader {
  readonly changes: TreeChanges = {
    addedChildren: new IntList(),
    addedNames: new IntList(),
    removedChildren: new IntList(),
    removedNames: new IntList(),
  };
  /** Trees whose end could not be read; the entries before count. */
  brokenCount = 0;
  readonly #table: OidTable;
  readonly #oidLength: number;
  readonly #targets: Targets;
  readonly #nameNumbers = new Map<string, number>();
  readonly #names: string[] = [];
  #bytes = Buffer.alloc(0);
  readonly #starts = new IntList();
  readonly #marks = new IntList();
  // Copies of the delta at hand: from and to in the result, from in the base.
  readonly #copyFrom = new IntList();
  readonly #copyTo = new IntList();
  readonly #copyBase = new IntList();
  // What of the base was kept, in its bytes.
  readonly #keptFrom = new IntList();
  readonly #keptTo = new IntList();

  constructor(table: OidTable, oidLength: number, targets: Targets) {
    this.#table = table;
    this.#oidLength = oidLength;
    this.#targets = targets;
  }

  /** Raw bytes of a name as Latin-1. */
  nameOf(number: number): string {
    return this.#names[number] ?? "";
  }

  /** A whole tree: every entry that matters counts as added. */
  readWhole(bytes: Buffer): TreeContent {
    this.#begin();
    let at = 0;
    while (at >= 0 && at < bytes.length) at = this.#readEntry(bytes, at);
    if (at < 0) this.brokenCount++;
    return { bytes, starts: this.#starts.view(), marks: this.#marks.view() };
  }

  /**
   * A tree from its delta, or undefined when the delta is broken. `resultBytes` and `at` come from `deltaSizes`; `room`, where
   * given, has that size and takes the bytes.
   */
  readDelta(base: TreeContent, delta: Uint8Array, sizes: { resultBytes: number; at: number }, room?: Buffer): TreeContent | undefined {
    if (room === undefined && this.#bytes.length < sizes.resultBytes) this.#bytes = Buffer.allocUnsafeSlow(sizes.resultBytes * 2);
    const bytes = room ?? this.#bytes.subarray(0, sizes.resultBytes);
    if (!this.#apply(base.bytes, delta, sizes.at, bytes)) return undefined;
    this.#begin();
    this.#keptFrom.clear();
    this.#keptTo.clear();
    let copy = 0;
    let at = 0;
    while (at >= 0 && at < bytes.length) {
      while (copy < this.#copyFrom.length && this.#copyTo.at(copy) <= at) copy++;
      const next = copy < this.#copyFrom.length && this.#copyFrom.at(copy) <= at ? this.#keep(base, copy, at) : at;
      at = next > at ? next : this.#readEntry(bytes, at);
    }
    if (at < 0) this.brokenCount++;
    this.#noteRemoved(base);
    return { bytes, starts: this.#starts.view(), marks: this.#marks.view() };
  }

  /** Takes over all base entries that lie whole inside the copy, from `at` on; gives where they end. */
  #keep(base: TreeContent, copy: number, at: number): number {
    const shift = this.#copyBase.at(copy) - this.#copyFrom.at(copy); // from a place in the result to the same in the base
    const end = this.#copyTo.at(copy) + shift;
    const { starts } = base;
    const first = firstFrom(starts, 1, at + shift);
    if (starts[first] !== at + shift) return at;
    let last = firstFrom(starts, 1, end);
    // The entry that starts last may reach over the end of the copy.
    if ((last < starts.length ? starts[last] : base.bytes.length) !== end) last--;
    if (last <= first) return at;
    const keptEnd = last < starts.length ? (starts[last] ?? 0) : base.bytes.length;
    this.#starts.appendShifted(starts, first, last, -shift);
    const { marks } = base;
    for (let i = 3 * firstFrom(marks, 3, at + shift); i < marks.length && (marks[i] ?? 0) < keptEnd; i += 3) {
      this.#marks.push((marks[i] ?? 0) - shift);
      this.#marks.push(marks[i + 1] ?? 0);
      this.#marks.push(marks[i + 2] ?? 0);
    }
    this.#keptFrom.push(at + shift);
    this.#keptTo.push(keptEnd);
    return keptEnd - shift;
  }

  #noteRemoved({ marks }: TreeContent): void {
    if (marks.length === 0) return;
    this.#sortKept();
    let next = 0;
    for (let i = 0; i < marks.length; i += 3) {
      const start = marks[i] ?? 0;
      while (next < this.#keptFrom.length && this.#keptTo.at(next) <= start) next++;
      if (next < this.#keptFrom.length && this.#keptFrom.at(next) <= start) continue;
      this.changes.removedChildren.push(marks[i + 1] ?? 0);
      this.changes.removedNames.push(marks[i + 2] ?? 0);
    }
  }

  /** Git's copies go forward almost always; others are put in order. */
  #sortKept(): void {
    let isSorted = true;
    for (let i = 1; i < this.#keptFrom.length && isSorted; i++) isSorted = this.#keptFrom.at(i - 1) <= this.#keptFrom.at(i);
    if (isSorted) return;
    const kept = Array.from(this.#keptFrom.view(), (from, i) => ({ from, to: this.#keptTo.at(i) }));
    for (const [i, { from, to }] of kept.toSorted((a, b) => a.from - b.from || a.to - b.to).entries()) {
      this.#keptFrom.set(i, from);
      this.#keptTo.set(i, to);
    }
  }

  /** Reads the entry at `at`; gives where the next starts, or -1 when this one is broken. */
  #readEntry(bytes: Buffer, at: number): number {
    let mode = 0;
    let name = at;
    for (; name < bytes.length; name++) {
      const digit = (bytes[name] ?? 0) - 0x30;
      if (digit < 0 || digit > 7 || name - at > 6) break;
      mode = mode * 8 + digit;
    }
    if (bytes[name] !== 0x20 || name === at) return -1;
    name++;
    let nameEnd = name;
    while (nameEnd < bytes.length && bytes[nameEnd] !== 0) nameEnd++;
    const oid = nameEnd + 1;
    if (nameEnd === name || oid + this.#oidLength > bytes.length) return -1;
    this.#starts.push(at);
    const isFolder = mode < MODE_BLOB_MIN;
    const isHinted = this.#targets.hints[((bytes[oid] ?? 0) << 8) | (bytes[oid + 1] ?? 0)] === 1;
    if (isFolder || (isHinted && (mode & 0o170000) !== 0o160000)) {
      const child = this.#table.find(bytes, oid);
      if (child >= 0 && (isFolder || this.#targets.has(child))) this.#add(at, child, this.nameNumber(bytes, name, nameEnd));
    }
    return oid + this.#oidLength;
  }

  /** The number that stands for the name in [from, to) of the bytes. */
  nameNumber(bytes: Buffer, from: number, to: number): number {
    const name = bytes.latin1Slice(from, to);
    let number = this.#nameNumbers.get(name);
    if (number === undefined) {
      number = this.#names.push(name) - 1;
      this.#nameNumbers.set(name, number);
    }
    return number;
  }

  #add(at: number, child: number, number: number): void {
    this.#marks.push(at);
    this.#marks.push(child);
    this.#marks.push(number);
    this.changes.addedChildren.push(child);
    this.changes.addedNames.push(number);
  }

  #apply(base: Buffer, delta: Uint8Array, start: number, out: Buffer): boolean {
    this.#copyFrom.clear();
    this.#copyTo.clear();
    this.#copyBase.clear();
    let filled = 0;
    for (let at = start; at < delta.length;) {
      const code = delta[at++] ?? 0;
      if (code & 0x80) {
        let from = 0;
        let length = 0;
        if (code & 1) from = delta[at++] ?? 0;
        if (code & 2) from |= (delta[at++] ?? 0) << 8;
        if (code & 4) from |= (delta[at++] ?? 0) << 16;
        if (code & 8) from += (delta[at++] ?? 0) * 0x1000000;
        if (code & 16) length = delta[at++] ?? 0;
        if (code & 32) length |= (delta[at++] ?? 0) << 8;
        if (code & 64) length |= (delta[at++] ?? 0) << 16;
        if (length === 0) length = 0x10000;
        if (at > delta.length || from + length > base.length || filled + length > out.length) return false;
        // Below some 60 bytes a call into Node costs more than the loop.
        if (length < 60) for (let i = 0; i < length; i++) out[filled + i] = base[from + i] ?? 0;
        else base.copy(out, filled, from, from + length);
        this.#copyFrom.push(filled);
        this.#copyTo.push(filled + length);
        this.#copyBase.push(from);
        filled += length;
      } else {
        if (code === 0 || at + code > delta.length || filled + code > out.length) return false;
        for (let i = 0; i < code; i++) out[filled + i] = delta[at + i] ?? 0;
        filled += code;
        at += code;
      }
    }
    return filled === out.length;
  }

  #begin(): void {
    this.#starts.clear();
    this.#marks.clear();
    this.changes.addedChildren.clear();
    this.changes.addedNames.clear();
    this.changes.removedChildren.clear();
    this.changes.removedNames.clear();
  }
}

/** Position of the first of the ascending values, each `stride` integers apart, that is not below `value`. */
function firstFrom(list: Int32Array, stride: number, value: number): number {
  let low = 0;
  let high = list.length / stride;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle * stride] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
