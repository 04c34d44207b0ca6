import { readSync } from "node:fs";
import { AppError } from "@stanch/model";
import type { PackIndex } from "./pack-index.ts";

export const COMMIT = 1;
export const TREE = 2;
export const BLOB = 3;
export const TAG = 4;
const OFS_DELTA = 6;
const REF_DELTA = 7;

/** An entry without a base: the root of a family of deltas. */
export const NO_BASE = -1;
/** A delta whose base this pack does not hold (a thin pack, or a broken one). */
export const FOREIGN_BASE = -2;

/**
 * What a pack holds, one entry a position, in pack order; nothing is inflated for it. All arrays lie in shared memory, so
 * that worker threads read them without a copy. Delta families (a whole object and all deltas on it) are linked lists:
 * `firstChild[i]`, then `nextSibling`, in pack order, -1 at the end.
 */
export interface PackPlan {
  readonly count: number;
  /** Offset of the entry's zlib stream; its end is at most `offsets[i + 1]` of the next entry's header. */
  readonly dataOffsets: Float64Array;
  readonly endOffsets: Float64Array;
  /** Type of the object after its deltas, COMMIT to TAG; 0 where the chain is broken. */
  readonly types: Uint8Array;
  /** Inflated bytes of the stream: of the object, or of the delta. */
  readonly sizes: Uint32Array;
  /** Position of the delta's base in this plan, or NO_BASE or FOREIGN_BASE. */
  readonly bases: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** Position in the pack's index (for the object id). */
  readonly indexPositions: Uint32Array;
  /** Entries whose header could not be read, and objects of 4 GiB or more. */
  readonly broken: number;
}

const WINDOW = 4_194_304;

/** Reads all entry headers of a pack, once and in order. Throws OBJECT_BROKEN when the file is no pack at all. */
export function planPack(pack: {
  readonly path: string;
  readonly fd: number;
  readonly sizeBytes: number;
  readonly index: PackIndex;
}): PackPlan {
  const { index, sizeBytes } = pack;
  const trailer = index.oidLength;
  const count = index.count;
  const shared = <T>(kind: new (buffer: SharedArrayBuffer) => T, bytes: number): T => new kind(new SharedArrayBuffer(bytes));
  const headers = new Float64Array(count);
  const order = index.inPackOrder();
  const plan = {
    count,
    dataOffsets: shared(Float64Array, count * 8),
    endOffsets: shared(Float64Array, count * 8),
    types: shared(Uint8Array, count),
    sizes: shared(Uint32Array, count * 4),
    bases: shared(Int32Array, count * 4),
    firstChild: shared(Int32Array, count * 4).fill(-1),
    nextSibling: shared(Int32Array, count * 4).fill(-1),
    indexPositions: shared(Uint32Array, count * 4),
  };
  plan.indexPositions.set(order);
  for (let i = 0; i < count; i++) headers[i] = index.offsetAt(order[i] ?? 0);
  const window = new Window(pack.fd, sizeBytes);
  if (window.load(0) < 12 || window.bytes.toString("latin1", 0, 4) !== "PACK")
    throw new AppError("OBJECT_BROKEN", { what: "Not a git pack", where: pack.path, next: 'Run "git fsck" in the repository.' });
  const refBases: { entry: number; oid: Uint8Array }[] = [];
  let broken = 0;
  for (let i = 0; i < count; i++) {
    const start = headers[i] ?? 0;
    const end = i + 1 < count ? (headers[i + 1] ?? 0) : sizeBytes - trailer;
    plan.endOffsets[i] = end;
    plan.bases[i] = NO_BASE;
    const entry = start < 12 || end <= start || end > sizeBytes ? undefined : readHeader(window, start, end, trailer);
    if (entry === undefined) {
      broken++;
      continue;
    }
    plan.dataOffsets[i] = entry.dataOffset;
    plan.sizes[i] = entry.size;
    if (entry.type === OFS_DELTA) plan.bases[i] = find(headers, start - entry.baseDistance);
    else if (entry.type === REF_DELTA) refBases.push({ entry: i, oid: entry.baseOid });
    else plan.types[i] = entry.type;
  }
  resolveRefBases(plan, headers, index, refBases);
  linkFamilies(plan);
  return { ...plan, broken };
}

/** Position of an offset among ascending header offsets, or FOREIGN_BASE. */
function find(headers: Float64Array, offset: number): number {
  let low = 0;
  let high = headers.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = headers[middle] ?? 0;
    if (value === offset) return middle;
    if (value < offset) low = middle + 1;
    else high = middle - 1;
  }
  return FOREIGN_BASE;
}

function resolveRefBases(
  plan: { bases: Int32Array },
  headers: Float64Array,
  index: PackIndex,
  refs: readonly { entry: number; oid: Uint8Array }[],
): void {
  for (const { entry, oid } of refs) {
    const position = index.find(oid);
    plan.bases[entry] = position < 0 ? FOREIGN_BASE : find(headers, index.offsetAt(position));
  }
}

/** Gives deltas the type of their family's root and links children to bases; a cycle (a hostile pack) stays without type. */
function linkFamilies(plan: Pick<PackPlan, "count" | "bases" | "types" | "firstChild" | "nextSibling">): void {
  const { count, bases, types, firstChild, nextSibling } = plan;
  // Backwards, so that each list comes out in pack order.
  for (let i = count - 1; i >= 0; i--) {
    const base = bases[i] ?? NO_BASE;
    if (base < 0) continue;
    nextSibling[i] = firstChild[base] ?? -1;
    firstChild[base] = i;
  }
  const stack: number[] = [];
  for (let i = 0; i < count; i++) {
    if (bases[i] !== NO_BASE || types[i] === 0) continue;
    stack.push(i);
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      for (let child = firstChild[top] ?? -1; child !== -1; child = nextSibling[child] ?? -1) {
        types[child] = types[i] ?? 0;
        stack.push(child);
      }
    }
  }
}

interface Header {
  readonly type: number;
  readonly size: number;
  readonly dataOffset: number;
  readonly baseDistance: number;
  readonly baseOid: Uint8Array;
}

const NO_OID = new Uint8Array();

function readHeader(window: Window, start: number, end: number, oidLength: number): Header | undefined {
  // 10 bytes of size, then 10 of distance or one object id.
  const at = window.seek(start, Math.min(end - start, 20 + oidLength));
  if (at < 0) return undefined;
  const { bytes } = window;
  let p = at;
  let byte = bytes[p++] ?? 0;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  let scale = 16;
  while (byte & 0x80) {
    byte = bytes[p++] ?? 0;
    size += (byte & 0x7f) * scale;
    scale *= 128;
    if (scale > 2 ** 46) return undefined;
  }
  if (size > 0xffffffff || type === 0 || type === 5) return undefined;
  let baseDistance = 0;
  let baseOid: Uint8Array = NO_OID;
  if (type === OFS_DELTA) {
    byte = bytes[p++] ?? 0;
    baseDistance = byte & 0x7f;
    while (byte & 0x80) {
      byte = bytes[p++] ?? 0;
      baseDistance = (baseDistance + 1) * 128 + (byte & 0x7f);
      if (baseDistance > 2 ** 50) return undefined;
    }
  } else if (type === REF_DELTA) {
    baseOid = Uint8Array.prototype.slice.call(bytes, p, p + oidLength);
    p += oidLength;
  }
  if (start + (p - at) > end) return undefined;
  return { type, size, dataOffset: start + (p - at), baseDistance, baseOid };
}

/** A piece of the file at a time: packs may be larger than the memory a scan is allowed. */
class Window {
  readonly bytes = Buffer.allocUnsafe(WINDOW);
  #from = 0;
  #length = 0;
  readonly #fd: number;
  readonly #size: number;
  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.#size = size;
  }
  load(from: number): number {
    this.#from = from;
    this.#length = readSync(this.#fd, this.bytes, 0, Math.min(WINDOW, this.#size - from), from);
    return this.#length;
  }
  /** Index in `bytes` of a file offset with `length` bytes behind it, or -1 at the file's end. */
  seek(offset: number, length: number): number {
    if (offset < this.#from || offset + length > this.#from + this.#length) {
      if (this.load(offset) < length) return -1;
    }
    return offset - this.#from;
  }
}

/**
 * About how many bytes the objects of each family have when they are built, at the position of its root; 0 elsewhere. A
 * version of a file is about as large as the others: the sizes of deltas say nothing of it.
 */
export function familyBytes(plan: Pick<PackPlan, "count" | "bases" | "sizes" | "firstChild" | "nextSibling">): Float64Array {
  const bytes = new Float64Array(plan.count);
  const stack: number[] = [];
  for (let root = 0; root < plan.count; root++) {
    if (plan.bases[root] !== NO_BASE) continue;
    let members = 0;
    stack.push(root);
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      members++;
      for (let child = plan.firstChild[top] ?? -1; child !== -1; child = plan.nextSibling[child] ?? -1) stack.push(child);
    }
    bytes[root] = members * (plan.sizes[root] ?? 0);
  }
  return bytes;
}
