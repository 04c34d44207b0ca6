import { closeSync, existsSync, readdirSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { constants, inflateSync } from "node:zlib";
import { AppError } from "@stanch/model";
import { ByteCache } from "./byte-cache.ts";
import { applyDelta, deltaSizes } from "./delta.ts";
import { type Inflate, type ObjectType, Pack, type PackEntry } from "./pack.ts";
import { openRegularFile, readAt, readRegularFile } from "./read-file.ts";
import { oidHexLength, type Repository } from "./repository.ts";

export interface GitObject {
  readonly type: ObjectType;
  /** Shared with the cache: read only. */
  readonly bytes: Buffer;
}

export interface ObjectStoreOptions {
  /** Memory for bases of deltas, in bytes: default 32 MiB. */
  readonly cacheBytes?: number;
  /** Larger objects are refused: default 512 MiB. */
  readonly maxObjectBytes?: number;
  /** Follow `objects/info/alternates`: default true. They may point anywhere on the disk, so see `ObjectStore.alternates`. */
  readonly followAlternates?: boolean;
  /** Object folders to look into before the repository's own: a push's quarantine, GIT_ALTERNATE_OBJECT_DIRECTORIES. */
  readonly folders?: readonly string[];
  /** Only those, not the repository's own nor what they name as alternates. */
  readonly foldersOnly?: boolean;
  /** Tried before Node's zlib; undefined for what it does not do. */
  readonly inflate?: Inflate;
}

/** A part of the store that could not be opened; the rest is used. */
export interface StoreProblem {
  readonly path: string;
  readonly error: AppError;
}

// git's own default and hard limits: alternates nest 5 deep, pack.depth is at most 4095.
const MAX_ALTERNATE_DEPTH = 5;
const MAX_ALTERNATES = 256;
const MAX_DELTA_DEPTH = 4096;
// A base in another pack is no honest thing (packs on disk are whole), but a thin pack put there by hand can be read.
const MAX_PACK_HOPS = 8;
// A chain whose every step is near the limit would copy for minutes: this many full-size steps are enough for honest ones.
const MAX_FULL_SIZE_STEPS = 32;
const LOOSE_HEADER_BYTES = 64;
// Holds the tables of codes that may come first, and some data.
const LOOSE_PEEK_BYTES = 512;

/**
 * All objects of a repository: packs, loose ones, alternates. Reads synchronously, never writes, never fetches. Not a
 * verifier: an object that answers to the wrong id is given as it is.
 */
export class ObjectStore {
  readonly objectFormat: Repository["objectFormat"];
  readonly packs: readonly Pack[];
  /** Object folders beyond the repository's own, in the order they were named; absolute. */
  readonly alternates: readonly string[];
  readonly problems: readonly StoreProblem[];
  readonly #folders: readonly string[];
  readonly #oidLength: number;
  readonly #hexLength: number;
  readonly #maxObjectBytes: number;
  readonly #cache: ByteCache<GitObject>;
  readonly #inflate: Inflate | undefined;
  #lastPack = 0;

  private constructor(repository: Repository, options: ObjectStoreOptions) {
    this.objectFormat = repository.objectFormat;
    this.#hexLength = oidHexLength(repository);
    this.#oidLength = this.#hexLength / 2;
    this.#maxObjectBytes = options.maxObjectBytes ?? 512 * 1024 * 1024;
    this.#cache = new ByteCache(options.cacheBytes ?? 32 * 1024 * 1024);
    this.#inflate = options.inflate;
    const problems: StoreProblem[] = [];
    const own = join(repository.commonDir, "objects");
    const given = (options.folders ?? []).map((folder) => resolve(folder));
    const starts = options.foldersOnly === true ? given : [...new Set([...given, own])];
    this.alternates = options.followAlternates === false || options.foldersOnly === true ? [] : findAlternates(starts, problems);
    this.#folders = [...starts, ...this.alternates];
    this.packs = this.#folders.flatMap((folder) => openPacks(join(folder, "pack"), this.#oidLength, problems, options.inflate));
    this.problems = problems;
  }

  static open(repository: Repository, options: ObjectStoreOptions = {}): ObjectStore {
    return new ObjectStore(repository, options);
  }

  /** An object by its id in hex, or undefined when it is missing. Throws `OBJECT_BROKEN`. */
  read(oid: string): GitObject | undefined {
    return this.#read(oid, 0);
  }

  /** Type and size of an object without putting it together, or undefined when it is missing. Throws `OBJECT_BROKEN`. */
  describe(oid: string): { type: ObjectType; sizeBytes: number } | undefined {
    const place = this.#locate(oid);
    if (place === undefined) {
      const loose = this.#readLoose(oid);
      return loose === undefined ? undefined : { type: loose.type, sizeBytes: loose.bytes.length };
    }
    let entry = place.pack.entryAt(place.offset);
    const sizeBytes = entry.kind === "ofs-delta" || entry.kind === "ref-delta" ? this.#resultBytes(place.pack, entry) : entry.sizeBytes;
    for (let depth = 0; depth < MAX_DELTA_DEPTH; depth++) {
      if (entry.kind === "ofs-delta") entry = place.pack.entryAt(entry.baseOffset);
      else if (entry.kind === "ref-delta") {
        const base = place.pack.index.find(Buffer.from(entry.baseOid, "hex"));
        if (base < 0) throw place.pack.broken(`lacks the base ${entry.baseOid} of a delta`);
        entry = place.pack.entryAt(place.pack.index.offsetAt(base));
      } else return { type: entry.kind, sizeBytes };
    }
    throw place.pack.broken(`has a chain of more than ${MAX_DELTA_DEPTH} deltas for ${oid}`);
  }

  has(oid: string): boolean {
    if (this.#locate(oid) !== undefined) return true;
    return this.#isOid(oid) && this.#folders.some((folder) => existsSync(join(folder, oid.slice(0, 2), oid.slice(2))));
  }

  /** The object of one pack's entry. Throws `OBJECT_BROKEN`. */
  readAt(pack: Pack, offset: number): GitObject {
    return this.#readPacked(pack, offset, 0);
  }

  /** Ids of all loose objects, alternates included, folder by folder. */
  *looseOids(): Generator<string> {
    const rest = new RegExp(`^[0-9a-f]{${this.#hexLength - 2}}$`);
    for (const folder of this.#folders) {
      for (let first = 0; first < 256; first++) {
        const prefix = first.toString(16).padStart(2, "0");
        for (const name of readdirOrNone(join(folder, prefix))) if (rest.test(name)) yield prefix + name;
      }
    }
  }

  /** Type of a loose object from its first bytes, or undefined when there is none that can be read. */
  looseType(oid: string): ObjectType | undefined {
    for (const folder of this.#isOid(oid) ? this.#folders : []) {
      const fd = attempt(() => openRegularFile(join(folder, oid.slice(0, 2), oid.slice(2))));
      if (fd === undefined) continue;
      try {
        const start = inflateSync(readAt(fd, 0, LOOSE_PEEK_BYTES), { finishFlush: constants.Z_SYNC_FLUSH });
        // The expression lists the types.
        return /^(commit|tree|blob|tag) /.exec(start.toString("latin1", 0, 8))?.[1] as ObjectType | undefined;
      } catch {
        return undefined;
      } finally {
        closeSync(fd);
      }
    }
    return undefined;
  }

  close(): void {
    for (const pack of this.packs) pack.close();
    this.#cache.clear();
  }

  #read(oid: string, hops: number): GitObject | undefined {
    const place = this.#locate(oid);
    return place === undefined ? this.#readLoose(oid) : this.#readPacked(place.pack, place.offset, hops);
  }

  #locate(oid: string): { pack: Pack; offset: number } | undefined {
    if (oid.length !== this.#hexLength) return undefined;
    const bytes = Buffer.from(oid, "hex");
    // Neighbours in time lie in one pack: the last that answered is asked first.
    for (let step = 0; step < this.packs.length; step++) {
      const at = (this.#lastPack + step) % this.packs.length;
      const pack = this.packs[at];
      const position = pack?.index.find(bytes) ?? -1;
      if (pack === undefined || position < 0) continue;
      this.#lastPack = at;
      return { pack, offset: pack.index.offsetAt(position) };
    }
    return undefined;
  }

  /** Goes down to a base that is whole, then up again, one delta in memory at a time. */
  #readPacked(pack: Pack, offset: number, hops: number): GitObject {
    const deltas: { entry: PackEntry; offset: number }[] = [];
    let at = offset;
    let object: GitObject | undefined;
    while (object === undefined) {
      object = this.#cache.get(pack, at);
      if (object !== undefined) break;
      const entry = pack.entryAt(at);
      if (entry.kind === "ofs-delta" || entry.kind === "ref-delta") {
        deltas.push({ entry, offset: at });
        if (deltas.length > MAX_DELTA_DEPTH) throw pack.broken(`has a chain of more than ${MAX_DELTA_DEPTH} deltas at ${offset}`);
        if (entry.kind === "ofs-delta") at = entry.baseOffset;
        else {
          const position = pack.index.find(Buffer.from(entry.baseOid, "hex"));
          if (position >= 0) at = pack.index.offsetAt(position);
          else object = this.#baseElsewhere(pack, entry.baseOid, hops + 1);
        }
      } else {
        object = { type: entry.kind, bytes: unpooled(pack.inflate(entry, this.#maxObjectBytes)) };
        this.#cache.set(pack, at, object, object.bytes.length);
      }
    }
    let work = 0;
    for (let i = deltas.length - 1; i >= 0; i--) {
      const delta = deltas[i];
      if (delta === undefined) continue;
      object = { type: object.type, bytes: this.#apply(pack, delta.entry, delta.offset, object.bytes) };
      work += object.bytes.length;
      if (work > MAX_FULL_SIZE_STEPS * this.#maxObjectBytes) throw pack.broken(`asks for too much work at ${offset}`);
      this.#cache.set(pack, delta.offset, object, object.bytes.length);
    }
    return object;
  }

  #baseElsewhere(pack: Pack, oid: string, hops: number): GitObject {
    const base = hops > MAX_PACK_HOPS ? undefined : this.#read(oid, hops);
    if (base === undefined) throw pack.broken(`lacks the base ${oid} of a delta`);
    return base;
  }

  #apply(pack: Pack, entry: PackEntry, offset: number, base: Buffer): Buffer {
    const delta = pack.inflate(entry, this.#maxObjectBytes);
    const sizes = deltaSizes(delta);
    if (sizes !== undefined) pack.refuseLarge(sizes.resultBytes, this.#maxObjectBytes);
    const result = applyDelta(base, delta);
    if (result === undefined) throw pack.broken(`has a broken delta at ${offset}`);
    return result;
  }

  #resultBytes(pack: Pack, entry: PackEntry): number {
    const sizes = deltaSizes(pack.inflate(entry, this.#maxObjectBytes));
    if (sizes === undefined) throw pack.broken(`has a broken delta at ${entry.dataAt}`);
    return sizes.resultBytes;
  }

  #readLoose(oid: string): GitObject | undefined {
    if (!this.#isOid(oid)) return undefined;
    for (const folder of this.#folders) {
      const path = join(folder, oid.slice(0, 2), oid.slice(2));
      const packed = readRegularFile(path, this.#maxObjectBytes);
      if (packed !== undefined) return this.#unpackLoose(packed, path);
    }
    return undefined;
  }

  #unpackLoose(packed: Buffer, path: string): GitObject {
    let bytes: Buffer;
    try {
      bytes = this.#inflate?.(packed) ?? inflateSync(packed, { maxOutputLength: this.#maxObjectBytes + LOOSE_HEADER_BYTES });
    } catch (cause) {
      throw brokenLoose(path, "cannot be inflated, or is larger than the limit", cause);
    }
    const end = bytes.subarray(0, LOOSE_HEADER_BYTES).indexOf(0);
    const header = /^(commit|tree|blob|tag) (\d{1,15})$/.exec(bytes.toString("latin1", 0, Math.max(end, 0)));
    if (header === null || Number(header[2]) !== bytes.length - end - 1) throw brokenLoose(path, "does not start as it should");
    // The expression lists the types.
    return { type: header[1] as ObjectType, bytes: bytes.subarray(end + 1) };
  }

  #isOid(text: string): boolean {
    return text.length === this.#hexLength && /^[0-9a-f]+$/.test(text);
  }
}

function findAlternates(starts: readonly string[], problems: StoreProblem[]): string[] {
  const found: string[] = [];
  const seen = new Set(starts);
  let level = [...starts];
  for (let depth = 0; depth < MAX_ALTERNATE_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      for (const path of alternatesOf(folder, problems)) {
        if (seen.has(path) || found.length >= MAX_ALTERNATES) continue;
        seen.add(path);
        found.push(path);
        next.push(path);
      }
    }
    level = next;
  }
  return found;
}

function alternatesOf(folder: string, problems: StoreProblem[]): string[] {
  const list = join(folder, "info", "alternates");
  try {
    const lines =
      readRegularFile(list, 1 << 20)
        ?.toString("utf8")
        .split("\n") ?? [];
    return lines
      .filter((line) => line !== "" && !line.startsWith("#") && !line.includes("\0"))
      .map((line) => (isAbsolute(line) ? resolve(line) : resolve(folder, line)));
  } catch (error) {
    return noted(problems, list, error, []);
  }
}

function openPacks(folder: string, oidLength: number, problems: StoreProblem[], inflate: Inflate | undefined): Pack[] {
  const packs: Pack[] = [];
  for (const name of readdirOrNone(folder)) {
    if (!name.endsWith(".pack")) continue;
    try {
      packs.push(new Pack(join(folder, name), oidLength, inflate));
    } catch (error) {
      noted(problems, join(folder, name), error, undefined);
    }
  }
  return packs;
}

/** Keeps an expected failure for the caller's report and goes on; anything else is a bug and is thrown. */
function noted<T>(problems: StoreProblem[], path: string, error: unknown, otherwise: T): T {
  if (!(error instanceof AppError)) throw error;
  problems.push({ path, error });
  return otherwise;
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function readdirOrNone(path: string): string[] {
  try {
    return readdirSync(path).toSorted();
  } catch {
    return [];
  }
}

/** zlib answers with slices of a pool: keeping a small one would hold on to all 64 kB around it. */
function unpooled(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength <= 2 * bytes.length) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

function brokenLoose(where: string, what: string, cause?: unknown): AppError {
  const next = 'Run "git fsck" to see what else is damaged.';
  return new AppError("OBJECT_BROKEN", { what: `The loose object ${what}`, where, next, ...(cause === undefined ? {} : { cause }) });
}
