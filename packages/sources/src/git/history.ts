import { AppError } from "@stanch/model";
import { deltaSizes } from "./delta.ts";
import { IntList } from "./growing.ts";
import { HINTS, LINK_BROKEN, LINK_COMMIT, LINK_CUT, LINK_HEADER, LINK_TREE, type ReadLinks } from "./links.ts";
import { committerSeconds } from "./objects.ts";
import type { ObjectStore } from "./object-store.ts";
import { OidTable } from "./oid-table.ts";
import type { ObjectType, Pack, PackEntry } from "./pack.ts";
import { TreeCache } from "./tree-cache.ts";
import { type TreeContent, TreeReader } from "./tree-reader.ts";

const UNKNOWN = 0;
const COMMIT = 1;
const TREE = 2;
const OTHER = 3;
const MAX_CHAIN = 4096;
const PAUSE_EVERY = 4096;

export interface HistoryOptions {
  /** Called every few thousand objects; may wait, and may throw to stop. */
  readonly pause: (done: number, total: number) => Promise<void>;
  readonly maxObjectBytes?: number;
  readonly cacheBytes?: number;
  /** Another way to read packs, such as by many threads. */
  readonly readLinks?: ReadLinks;
}

/**
 * All commits and trees of a store, read once in pack order. Of trees it keeps what differs from the delta's base, and of
 * that only folders and the blobs looked for: a few numbers a tree, where whole trees would take gigabytes.
 */
export class History {
  readonly table: OidTable;
  readonly trees: TreeReader;
  /** By number of object: which commit or tree it is, or -1. */
  readonly placeOf: Int32Array;
  readonly #kinds: Uint8Array;

  readonly commitNumbers = new IntList();
  readonly commitTrees = new IntList();
  /** Seconds since 1970 as 32 bits without a sign; only an order among commits without kinship. */
  readonly commitDates = new IntList();
  /** Parents of commit `i` stand from `parentStart.at(i)` to `parentStart.at(i + 1)`; -1 where one is missing. */
  readonly parentStart = new IntList();
  readonly parents = new IntList();

  readonly treeNumbers = new IntList();
  /** Tree that the changes are relative to, or -1: the empty one. */
  readonly treeBases = new IntList();
  readonly addedStart = new IntList();
  readonly addedChildren = new IntList();
  readonly addedNames = new IntList();
  readonly removedStart = new IntList();
  readonly removedChildren = new IntList();
  readonly removedNames = new IntList();
  /** Objects that could not be read. */
  brokenCount = 0;

  readonly #store: ObjectStore;
  #cache: TreeCache;
  readonly #scratch = Buffer.alloc(4096);
  readonly #maxObjectBytes: number;
  readonly #hexLength: number;
  readonly #oid: Buffer;
  readonly #hints: Uint8Array;
  readonly #wanted: Uint8Array;

  private constructor(store: ObjectStore, loose: readonly string[], targets: ReadonlySet<string>, options: HistoryOptions) {
    this.#store = store;
    this.#hexLength = store.objectFormat === "sha256" ? 64 : 40;
    this.#oid = Buffer.alloc(this.#hexLength / 2);
    this.#maxObjectBytes = options.maxObjectBytes ?? 64 * 1024 * 1024;
    this.#cache = new TreeCache(options.cacheBytes ?? 32 * 1024 * 1024);
    this.table = new OidTable(store.packs, loose, this.#hexLength / 2);
    this.placeOf = new Int32Array(this.table.count).fill(-1);
    this.#kinds = new Uint8Array(this.table.count);
    const wanted = new Uint8Array(this.table.count);
    const hints = new Uint8Array(HINTS);
    for (const oid of targets) {
      const number = this.table.findHex(oid);
      if (number < 0) continue;
      wanted[number] = 1;
      hints[Number.parseInt(oid.slice(0, 4), 16)] = 1;
    }
    this.#hints = hints;
    this.#wanted = wanted;
    this.trees = new TreeReader(this.table, this.#hexLength / 2, { hints, has: (number) => wanted[number] === 1 });
  }

  static async read(store: ObjectStore, targets: ReadonlySet<string>, options: HistoryOptions): Promise<History> {
    const loose = looseOf(store, targets);
    const history = new History(store, loose, targets, options);
    for (const [i, pack] of store.packs.entries()) await history.#readPack(pack, history.table.packStart[i] ?? 0, options);
    for (const [i, oid] of loose.entries()) {
      if (i % PAUSE_EVERY === 0) await options.pause(history.table.count - loose.length + i, history.table.count);
      history.#readLoose(oid, history.table.count - loose.length + i);
    }
    history.parentStart.push(history.parents.length);
    history.addedStart.push(history.addedChildren.length);
    history.removedStart.push(history.removedChildren.length);
    history.#cache = new TreeCache(0); // what comes after needs the memory
    return history;
  }

  /** Which commit an object is, or -1. */
  commitAt(number: number): number {
    return number >= 0 && this.#kinds[number] === COMMIT ? (this.placeOf[number] ?? -1) : -1;
  }

  /** Which tree an object is, or -1. */
  treeAt(number: number): number {
    return number >= 0 && this.#kinds[number] === TREE ? (this.placeOf[number] ?? -1) : -1;
  }

  async #readPack(pack: Pack, start: number, options: HistoryOptions): Promise<void> {
    const pieces = options.readLinks?.(pack, this.#hints);
    if (pieces !== undefined) {
      for await (const piece of pieces) {
        this.#takeLinks(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength), start);
        await options.pause(start, this.table.count);
      }
      return;
    }
    const order = new PackOrder(pack);
    for (let rank = 0; rank < order.count; rank++) {
      if (rank % PAUSE_EVERY === 0) await options.pause(start + rank, this.table.count);
      try {
        this.#readEntry(order, start, rank);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        this.brokenCount++;
      }
    }
  }

  #readEntry(order: PackOrder, start: number, rank: number): void {
    const number = start + order.positionOf(rank);
    if (this.#kinds[number] === UNKNOWN) this.#kinds[number] = this.#kindOf(order, start, rank);
    if (this.placeOf[number] !== -1) return; // was read as the base of an earlier one
    if (this.#kinds[number] === TREE) this.#readTree(order, start, rank);
    else if (this.#kinds[number] === COMMIT) this.#addCommit(number, this.#commitBytes(order.pack, order.offsetOf(rank)));
  }

  #takeLinks(links: Buffer, start: number): void {
    for (let at = 0; at + LINK_HEADER <= links.length;) {
      const kind = links[at];
      const number = start + links.readUInt32LE(at + 1);
      const base = links.readInt32LE(at + 5);
      const from = at + LINK_HEADER;
      at = from + links.readUInt32LE(at + 9);
      if (kind === LINK_CUT) this.trees.brokenCount++;
      else if (kind === LINK_BROKEN) this.brokenCount++;
      else if (kind === LINK_COMMIT) this.#takeCommit(number, links, from, at);
      else if (kind === LINK_TREE) this.#takeTree(number, base < 0 ? -1 : start + base, links, from, at);
    }
  }

  #takeCommit(number: number, links: Buffer, from: number, to: number): void {
    const step = this.#oid.length;
    if (this.placeOf[number] !== -1 || !this.#place(number, COMMIT, this.commitNumbers)) return;
    this.commitDates.push(links.readInt32LE(from));
    this.commitTrees.push(this.table.find(links, from + 8));
    this.parentStart.push(this.parents.length);
    for (let at = from + 8 + step; at + step <= to; at += step) this.parents.push(this.table.find(links, at));
  }

  #takeTree(number: number, baseNumber: number, links: Buffer, from: number, to: number): void {
    const base = baseNumber < 0 ? -1 : (this.placeOf[baseNumber] ?? -1);
    if (baseNumber >= 0 && base < 0) {
      this.brokenCount++;
      return;
    }
    if (this.placeOf[number] !== -1 || !this.#place(number, TREE, this.treeNumbers)) return;
    this.treeBases.push(base);
    this.addedStart.push(this.addedChildren.length);
    this.removedStart.push(this.removedChildren.length);
    const step = this.#oid.length;
    for (let at = from; at < to;) {
      const flags = links[at] ?? 0;
      const nameAt = at + 5 + step;
      const end = nameAt + links.readUInt32LE(at + 1);
      const child = this.table.find(links, at + 5);
      at = end;
      if (child < 0 || ((flags & 2) === 0 && this.#wanted[child] !== 1)) continue;
      const name = this.trees.nameNumber(links, nameAt, end);
      ((flags & 1) === 1 ? this.removedChildren : this.addedChildren).push(child);
      ((flags & 1) === 1 ? this.removedNames : this.addedNames).push(name);
    }
  }

  /** Enters an object as what it is; false when it is entered already. */
  #place(number: number, kind: number, list: IntList): boolean {
    if (number >= this.placeOf.length) return false;
    this.placeOf[number] = list.length;
    this.#kinds[number] = kind;
    list.push(number);
    return true;
  }

  /** Past the store's cache where it can be: each commit is needed once. */
  #commitBytes(pack: Pack, offset: number): Buffer {
    const entry = pack.entryAt(offset);
    return entry.kind === "commit" ? pack.inflate(entry, this.#maxObjectBytes, this.#scratch) : this.#store.readAt(pack, offset).bytes;
  }

  #readLoose(oid: string, number: number): void {
    try {
      const object = this.#store.read(oid);
      this.#kinds[number] = object === undefined ? OTHER : kindNumber(object.type);
      if (object?.type === "commit") this.#addCommit(number, object.bytes);
      else if (object?.type === "tree") this.#note(number, -1, this.trees.readWhole(object.bytes));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.brokenCount++;
    }
  }

  /** Bases come before their deltas, so that mostly the kind of the base is known by now. */
  #kindOf(order: PackOrder, start: number, first: number): number {
    let rank = first;
    for (let depth = 0; depth < MAX_CHAIN; depth++) {
      const known = this.#kinds[start + order.positionOf(rank)];
      if (known !== undefined && known !== UNKNOWN) return known;
      const entry = order.pack.entryAt(order.offsetOf(rank));
      if (entry.kind !== "ofs-delta" && entry.kind !== "ref-delta") return kindNumber(entry.kind);
      rank = order.baseOf(entry);
      if (rank < 0) return kindNumber(this.#store.readAt(order.pack, order.offsetOf(first)).type);
    }
    throw order.pack.broken("has a chain of deltas without end");
  }

  /** Goes down to a tree that is at hand or whole, then up again. */
  #readTree(order: PackOrder, start: number, wanted: number): void {
    const { pack } = order;
    const deltas: { entry: PackEntry; rank: number }[] = [];
    let rank = wanted;
    let content = this.#cache.get(start + order.positionOf(rank));
    while (content === undefined) {
      const entry = pack.entryAt(order.offsetOf(rank));
      const isDelta = entry.kind === "ofs-delta" || entry.kind === "ref-delta";
      const base = isDelta ? order.baseOf(entry) : -1;
      if (base < 0) {
        // A base outside the pack is no honest thing: the store puts such a tree together, and here it counts as whole.
        const bytes = isDelta
          ? this.#store.readAt(pack, order.offsetOf(rank)).bytes
          : pack.inflate(entry, this.#maxObjectBytes, this.#scratch);
        content = this.#note(start + order.positionOf(rank), -1, this.trees.readWhole(bytes));
        break;
      }
      deltas.push({ entry, rank });
      if (deltas.length > MAX_CHAIN) throw pack.broken("has a chain of deltas without end");
      rank = base;
      content = this.#cache.get(start + order.positionOf(rank));
    }
    for (let next = deltas.pop(); next !== undefined; next = deltas.pop()) {
      const baseTree = this.placeOf[start + order.positionOf(rank)] ?? -1;
      content = this.#note(start + order.positionOf(next.rank), baseTree, this.#applied(pack, next.entry, content));
      rank = next.rank;
    }
  }

  #applied(pack: Pack, entry: PackEntry, base: TreeContent): TreeContent {
    const delta = pack.inflate(entry, this.#maxObjectBytes, this.#scratch);
    const sizes = deltaSizes(delta);
    if (sizes !== undefined) pack.refuseLarge(sizes.resultBytes, this.#maxObjectBytes);
    const content =
      sizes?.baseBytes === base.bytes.length ? this.trees.readDelta(base, delta, sizes, this.#cache.roomFor(sizes.resultBytes)) : undefined;
    if (content === undefined) throw pack.broken(`has a broken delta at ${entry.dataAt}`);
    return content;
  }

  /** Keeps the tree at hand and, the first time it is met, writes down what the reader found to differ. */
  #note(number: number, base: number, content: TreeContent): TreeContent {
    const kept = this.#cache.set(number, content);
    if (this.placeOf[number] !== -1) return kept;
    this.placeOf[number] = this.treeNumbers.length;
    this.#kinds[number] = TREE;
    this.treeNumbers.push(number);
    this.treeBases.push(base);
    this.addedStart.push(this.addedChildren.length);
    this.removedStart.push(this.removedChildren.length);
    const { changes } = this.trees;
    this.addedChildren.append(changes.addedChildren);
    this.addedNames.append(changes.addedNames);
    this.removedChildren.append(changes.removedChildren);
    this.removedNames.append(changes.removedNames);
    return kept;
  }

  #addCommit(number: number, bytes: Buffer): void {
    if (this.placeOf[number] !== -1) return;
    if (bytes.toString("latin1", 0, 5) !== "tree ") {
      this.brokenCount++;
      return;
    }
    this.placeOf[number] = this.commitNumbers.length;
    this.commitNumbers.push(number);
    this.commitTrees.push(this.#findHex(bytes, 5));
    this.parentStart.push(this.parents.length);
    let at = 5 + this.#hexLength + 1;
    for (; bytes.toString("latin1", at, at + 7) === "parent "; at += 7 + this.#hexLength + 1)
      this.parents.push(this.#findHex(bytes, at + 7));
    this.commitDates.push(committerSeconds(bytes));
  }

  #findHex(bytes: Buffer, at: number): number {
    const written = this.#oid.write(bytes.toString("latin1", at, at + this.#hexLength), "hex");
    return written === this.#oid.length ? this.table.find(this.#oid, 0) : -1;
  }
}

/** The entries of a pack by rank: their order in the file. */
class PackOrder {
  readonly pack: Pack;
  readonly count: number;
  readonly #positions: Uint32Array;
  readonly #offsets: Float64Array;

  constructor(pack: Pack) {
    this.pack = pack;
    this.count = pack.index.count;
    this.#positions = pack.index.inPackOrder();
    this.#offsets = new Float64Array(this.count);
    for (let rank = 0; rank < this.count; rank++) this.#offsets[rank] = pack.index.offsetAt(this.#positions[rank] ?? 0);
  }

  positionOf(rank: number): number {
    return this.#positions[rank] ?? 0;
  }

  offsetOf(rank: number): number {
    return this.#offsets[rank] ?? 0;
  }

  /** Rank of a delta's base, or -1 when it is not in this pack. */
  baseOf(entry: PackEntry): number {
    if (entry.kind === "ofs-delta") return this.#rankAt(entry.baseOffset);
    if (entry.kind !== "ref-delta") return -1;
    const position = this.pack.index.find(Buffer.from(entry.baseOid, "hex"));
    return position < 0 ? -1 : this.#rankAt(this.pack.index.offsetAt(position));
  }

  #rankAt(offset: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#offsets[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return this.#offsets[low] === offset ? low : -1;
  }
}

function kindNumber(type: ObjectType): number {
  return type === "commit" ? COMMIT : type === "tree" ? TREE : OTHER;
}

/** Loose commits and trees, and loose blobs that are looked for: of the others nothing is needed. */
function looseOf(store: ObjectStore, targets: ReadonlySet<string>): string[] {
  const oids = new Set<string>();
  for (const oid of store.looseOids()) {
    if (targets.has(oid)) oids.add(oid);
    else {
      const type = store.looseType(oid);
      if (type === "commit" || type === "tree") oids.add(oid);
    }
  }
  return [...oids];
}
