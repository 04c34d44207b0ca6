import { join, resolve } from "node:path";
import { AppError } from "@stanch/model";
import { readRegularFile } from "./read-file.ts";
import type { Repository } from "./repository.ts";

export interface IndexEntry {
  /** Raw bytes, relative to the top of the work tree. A sparse folder's path ends in a slash. */
  readonly path: Buffer;
  readonly oid: string;
  readonly mode: number;
  /** 0, or 1 to 3 of an unmerged path. */
  readonly stage: number;
  /** `git add -N`: the path is announced, its content not staged. */
  readonly isIntentToAdd: boolean;
}

/** A folder of which the index knows the tree. `entryCount` is -1 where entries changed since. */
export interface CacheTree {
  readonly name: string;
  readonly entryCount: number;
  readonly oid: string;
  readonly children: readonly CacheTree[];
}

export interface IndexFile {
  readonly entries: readonly IndexEntry[];
  readonly cacheTree: CacheTree | undefined;
}

const MAX_INDEX_BYTES = 1 << 29;
const MAX_PATH_BYTES = 1 << 16;
// Version 4 writes a path as its difference from the one before: a small file could stand for endless paths.
const MAX_PATHS_BYTES = 1 << 28;
const MAX_CACHE_TREE_DEPTH = 2048;
const STAT_BYTES = 40;
const EXTENDED = 0x4000;
const INTENT_TO_ADD = 0x2000;

/**
 * The index of a work tree, or undefined where there is none yet. `indexFile` stands in for `<gitDir>/index`, as
 * GIT_INDEX_FILE does; relative to the work tree's top. A split index is put together. Throws `OBJECT_BROKEN`.
 */
export function readIndex(repository: Repository, indexFile?: string): IndexFile | undefined {
  const path = indexFile === undefined ? join(repository.gitDir, "index") : resolve(repository.workTree ?? repository.gitDir, indexFile);
  const bytes = readRegularFile(path, MAX_INDEX_BYTES);
  if (bytes === undefined) return undefined;
  const oidLength = repository.objectFormat === "sha256" ? 32 : 20;
  const own = parseIndex(bytes, oidLength, path);
  if (own.link === undefined || /^0+$/.test(own.link.shared)) return own;
  const sharedPath = join(repository.gitDir, `sharedindex.${own.link.shared}`);
  const shared = readRegularFile(sharedPath, MAX_INDEX_BYTES);
  if (shared === undefined) throw broken(sharedPath, "is missing, and the index builds on it");
  const base = parseIndex(shared, oidLength, sharedPath);
  return { entries: merge(base.entries, own.entries, own.link, path), cacheTree: own.cacheTree };
}

interface Link {
  readonly shared: string;
  readonly deleted: ReadonlySet<number>;
  readonly replaced: readonly number[];
}

/** One file, without the shared one that it may name. Throws `OBJECT_BROKEN`. */
export function parseIndex(bytes: Buffer, oidLength: number, where: string): IndexFile & { readonly link: Link | undefined } {
  if (bytes.length < 12 + oidLength || bytes.toString("latin1", 0, 4) !== "DIRC") throw broken(where, "does not start as an index does");
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4) throw broken(where, `has version ${version}, and 2 to 4 are known`);
  const end = bytes.length - oidLength;
  if (count * (STAT_BYTES + oidLength + 3) > end) throw broken(where, "says more entries than it holds");
  const { entries, at } = readEntries(bytes, { count, version, oidLength, end, where });
  const extensions = readExtensions(bytes, at, end, where);
  const tree = extensions.get("TREE");
  const link = extensions.get("link");
  return {
    entries,
    cacheTree: tree === undefined ? undefined : readCacheTree(tree, oidLength, where),
    link: link === undefined ? undefined : readLink(link, oidLength, where),
  };
}

interface EntriesShape {
  readonly count: number;
  readonly version: number;
  readonly oidLength: number;
  readonly end: number;
  readonly where: string;
}

function readEntries(bytes: Buffer, shape: EntriesShape): { entries: IndexEntry[]; at: number } {
  const { oidLength, where, end } = shape;
  const entries: IndexEntry[] = [];
  let at = 12;
  let last: Buffer = Buffer.alloc(0);
  let pathsBytes = 0;
  for (let i = 0; i < shape.count; i++) {
    const flagsAt = at + STAT_BYTES + oidLength;
    if (flagsAt + 2 > end) throw broken(where, "ends in the middle of an entry");
    const flags = bytes.readUInt16BE(flagsAt);
    const isExtended = (flags & EXTENDED) !== 0 && shape.version > 2;
    const extended = isExtended ? bytes.readUInt16BE(flagsAt + 2) : 0;
    const nameAt = flagsAt + (isExtended ? 4 : 2);
    const name =
      shape.version === 4 ? compressedName(bytes, nameAt, last, where) : { path: bytes.subarray(nameAt, bytes.indexOf(0, nameAt)), end: 0 };
    const nameEnd = shape.version === 4 ? name.end : nameAt + name.path.length;
    pathsBytes += name.path.length;
    if (nameEnd >= end || name.path.length > MAX_PATH_BYTES || pathsBytes > MAX_PATHS_BYTES)
      throw broken(where, "has a path that is too long");
    entries.push(new Entry(bytes, at, oidLength, name.path, ((flags >> 12) & 3) | (extended & INTENT_TO_ADD)));
    last = name.path;
    // Versions 2 and 3 fill up each entry to a multiple of 8, with at least one NUL.
    at = shape.version === 4 ? nameEnd + 1 : at + ((nameEnd - at + 8) & ~7);
  }
  if (at > end) throw broken(where, "ends in the middle of an entry");
  return { entries, at };
}

/** Most entries are only stepped over: the id is made into text when asked for. */
class Entry implements IndexEntry {
  readonly path: Buffer;
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #oidLength: number;
  readonly #bits: number;
  constructor(bytes: Buffer, at: number, oidLength: number, path: Buffer, bits: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#oidLength = oidLength;
    this.path = path;
    this.#bits = bits;
  }
  get oid(): string {
    return this.#bytes.toString("hex", this.#at + STAT_BYTES, this.#at + STAT_BYTES + this.#oidLength);
  }
  get mode(): number {
    return this.#bytes.readUInt32BE(this.#at + 24);
  }
  get stage(): number {
    return this.#bits & 3;
  }
  get isIntentToAdd(): boolean {
    return (this.#bits & INTENT_TO_ADD) !== 0;
  }
}

function compressedName(bytes: Buffer, start: number, last: Buffer, where: string): { path: Buffer; end: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let dropped = byte & 0x7f;
  while (byte & 0x80 && dropped <= last.length) {
    byte = bytes[at++] ?? 0;
    dropped = (dropped + 1) * 128 + (byte & 0x7f);
  }
  const end = bytes.indexOf(0, at);
  const kept = last.length - dropped;
  if (kept < 0 || end < 0 || kept + end - at > MAX_PATH_BYTES) throw broken(where, "has a path that cannot be put together");
  return { path: Buffer.concat([last.subarray(0, kept), bytes.subarray(at, end)]), end };
}

function readExtensions(bytes: Buffer, start: number, end: number, where: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = start; at + 8 <= end;) {
    const signature = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32BE(at + 4);
    if (at + 8 + size > end) throw broken(where, "has an extension that is longer than the file");
    // A signature in lower case must be understood; of those there are these two.
    if (/^[a-z]/.test(signature) && signature !== "link" && signature !== "sdir")
      throw broken(where, "needs an extension that is not known");
    found.set(signature, bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size;
  }
  return found;
}

function readCacheTree(bytes: Buffer, oidLength: number, where: string): CacheTree | undefined {
  let at = 0;
  const read = (depth: number): CacheTree | undefined => {
    const nameEnd = bytes.indexOf(0, at);
    const lineEnd = bytes.indexOf(0x0a, nameEnd + 1);
    if (nameEnd < 0 || lineEnd < 0 || lineEnd - nameEnd > 32 || depth > MAX_CACHE_TREE_DEPTH) return undefined;
    const counts = /^(-?\d{1,10}) (\d{1,10})$/.exec(bytes.toString("latin1", nameEnd + 1, lineEnd));
    if (counts === null) return undefined;
    const name = bytes.toString("latin1", at, nameEnd);
    const entryCount = Number(counts[1]);
    at = lineEnd + 1;
    const oid = entryCount < 0 ? "" : bytes.toString("hex", at, at + oidLength);
    if (entryCount >= 0) at += oidLength;
    const children: CacheTree[] = [];
    for (let left = Number(counts[2]); left > 0; left--) {
      const child = read(depth + 1);
      if (child === undefined) return undefined;
      children.push(child);
    }
    return { name, entryCount, oid, children };
  };
  const tree = read(0);
  if (tree === undefined && bytes.length > 0) throw broken(where, "has a cache of trees that cannot be read");
  return tree;
}

function readLink(bytes: Buffer, oidLength: number, where: string): Link {
  if (bytes.length < oidLength) throw broken(where, "names no shared index");
  const shared = bytes.toString("hex", 0, oidLength);
  if (bytes.length === oidLength) return { shared, deleted: new Set(), replaced: [] };
  const deleted = readBitmap(bytes, oidLength, where);
  const replaced = readBitmap(bytes, deleted.end, where);
  return { shared, deleted: new Set(deleted.bits), replaced: replaced.bits };
}

/** Positions of the set bits of an EWAH bitmap. See: git, Documentation/gitformat-bitmap, appendix A. */
function readBitmap(bytes: Buffer, at: number, where: string): { bits: number[]; end: number } {
  if (at + 8 > bytes.length) throw broken(where, "has a bitmap that ends early");
  const words = bytes.readUInt32BE(at + 4);
  const size = Math.min(bytes.readUInt32BE(at), MAX_BITS);
  const end = at + 8 + words * 8 + 4;
  if (end > bytes.length) throw broken(where, "has a bitmap that ends early");
  const bits: number[] = [];
  let bit = 0;
  for (let word = at + 8; word + 8 <= end - 4 && bit < size;) {
    const high = bytes.readUInt32BE(word);
    const low = bytes.readUInt32BE(word + 4);
    word += 8;
    const isRunSet = (low & 1) === 1;
    const run = Math.floor(low / 2) + (high & 1) * 2 ** 31;
    const runEnd = Math.min(size, bit + run * 64);
    if (isRunSet) for (; bit < runEnd; bit++) bits.push(bit);
    bit = runEnd;
    for (let literals = high >>> 1; literals > 0 && word + 8 <= end - 4 && bit < size; literals--, word += 8, bit += 64) {
      for (let i = 0; i < 64; i++) {
        const half = bytes.readUInt32BE(word + (i < 32 ? 4 : 0));
        if (half & (1 << (i & 31))) bits.push(bit + i);
      }
    }
  }
  return { bits, end };
}

// More entries than an index of the greatest size could hold: a run of ones must not fill memory.
const MAX_BITS = MAX_INDEX_BYTES / 64;

/** Replaced entries come first in the own index, in the order of the bits, and leave out the path that the base has. */
function merge(base: readonly IndexEntry[], own: readonly IndexEntry[], link: Link, where: string): IndexEntry[] {
  const merged: IndexEntry[] = [...base];
  let next = 0;
  for (const position of link.replaced) {
    const entry = own[next++];
    const old = merged[position];
    if (entry === undefined || old === undefined) throw broken(where, "replaces entries that are not there");
    const { oid, mode, stage, isIntentToAdd } = entry;
    merged[position] = { path: entry.path.length === 0 ? old.path : entry.path, oid, mode, stage, isIntentToAdd };
  }
  const kept = merged.filter((_, position) => !link.deleted.has(position));
  const added = own.slice(next);
  if (added.length === 0) return kept;
  return [...kept, ...added].toSorted((a, b) => Buffer.compare(a.path, b.path) || a.stage - b.stage);
}

function broken(where: string, what: string): AppError {
  return new AppError("OBJECT_BROKEN", { what: `The git index ${what}`, where, next: 'Remove it and run "git reset" to build it anew.' });
}
