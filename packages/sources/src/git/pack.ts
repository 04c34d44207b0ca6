import { closeSync, fstatSync } from "node:fs";
import { AppError } from "@stanch/model";
import { inflateExactly } from "./inflate.ts";
import { PackIndex } from "./pack-index.ts";
import { openRegularFile, readAt, readInto, readRegularFile } from "./read-file.ts";

export type ObjectType = "commit" | "tree" | "blob" | "tag";

/** What the head of a pack entry says; `sizeBytes` is that of the inflated data (of the delta, where it is one). */
export type PackEntry =
  | { readonly kind: ObjectType; readonly sizeBytes: number; readonly dataAt: number }
  | { readonly kind: "ofs-delta"; readonly sizeBytes: number; readonly dataAt: number; readonly baseOffset: number }
  | { readonly kind: "ref-delta"; readonly sizeBytes: number; readonly dataAt: number; readonly baseOid: string };

const TYPES: readonly (ObjectType | "ofs-delta" | "ref-delta" | undefined)[] = [
  undefined,
  "commit",
  "tree",
  "blob",
  "tag",
  undefined,
  "ofs-delta",
  "ref-delta",
];
const HEADER_BYTES = 12;
// Type and size (10 bytes hold more than 53 bits), then the base: 10 bytes of offset or an id.
const LONGEST_ENTRY_HEAD = 10 + 32;
const WINDOW_BYTES = 1 << 16;
const BACK_WINDOW_BYTES = 1 << 12;
// A .idx takes some 30 bytes an object: this is room for 70 million of them, and no more memory than that.
const MAX_INDEX_BYTES = 2 ** 31;

interface Window {
  bytes: Buffer;
  at: number;
  length: number;
}

/** The bytes of a zlib stream that `packed` begins with, or undefined for one that it does not do. `sizeBytes`: where it is known. */
export type Inflate = (packed: Uint8Array, sizeBytes?: number) => Buffer | undefined;

/** One pack with its index. The descriptor is opened on first use. Everything read is checked against the file's length. */
export class Pack {
  readonly path: string;
  readonly index: PackIndex;
  /** End of the last entry: the file without its trailing checksum. */
  readonly entriesEnd: number;
  readonly sizeBytes: number;
  #fd: number | undefined;
  readonly #ahead: Window = { bytes: Buffer.alloc(0), at: 0, length: 0 };
  readonly #back: Window = { bytes: Buffer.alloc(0), at: 0, length: 0 };

  readonly #inflate: Inflate | undefined;

  /** `path` is the `.pack`. Throws `OBJECT_BROKEN` or `SOURCE_UNREADABLE`. */
  constructor(path: string, oidLength: number, inflate?: Inflate) {
    this.path = path;
    this.#inflate = inflate;
    const indexPath = path.replace(/\.pack$/, ".idx");
    const bytes = readRegularFile(indexPath, MAX_INDEX_BYTES);
    if (bytes === undefined) throw this.broken("has no index beside it");
    this.index = new PackIndex(bytes, oidLength, indexPath);
    this.sizeBytes = fstatSync(this.fd).size;
    this.entriesEnd = this.sizeBytes - oidLength;
    const head = readAt(this.fd, 0, HEADER_BYTES);
    if (head.length < HEADER_BYTES || head.toString("latin1", 0, 4) !== "PACK") throw this.broken("does not start as a pack does");
    const version = head.readUInt32BE(4);
    if (version !== 2 && version !== 3) throw this.broken("has a version other than 2 and 3");
  }

  get fd(): number {
    if (this.#fd !== undefined) return this.#fd;
    const fd = openRegularFile(this.path);
    if (fd === undefined) throw this.broken("is missing");
    return (this.#fd = fd);
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    for (const window of [this.#ahead, this.#back]) Object.assign(window, { bytes: Buffer.alloc(0), length: 0 });
  }

  /**
   * Up to `length` bytes of the entries from `offset`: a view that holds until the next call. Reads ahead, so that entries
   * read in pack order cost one system call for many; a step back (to a base) has a small window of its own.
   */
  bytesAt(offset: number, length: number): Buffer {
    const wanted = Math.min(length, this.entriesEnd - offset);
    if (offset < HEADER_BYTES || wanted <= 0) throw this.broken(`has no entry at ${offset}`);
    const found = viewOf(this.#ahead, offset, wanted) ?? viewOf(this.#back, offset, wanted);
    if (found !== undefined) return found;
    const isBack = offset < this.#ahead.at && wanted <= BACK_WINDOW_BYTES;
    if (!isBack && wanted > WINDOW_BYTES) return readAt(this.fd, offset, wanted); // not kept: it would hold on to the memory
    const window = isBack ? this.#back : this.#ahead;
    if (window.bytes.length === 0) window.bytes = Buffer.allocUnsafeSlow(isBack ? BACK_WINDOW_BYTES : WINDOW_BYTES);
    window.at = offset;
    window.length = readInto(this.fd, offset, window.bytes);
    const view = viewOf(window, offset, wanted);
    if (view === undefined) throw this.broken(`became shorter while it was read`);
    return view;
  }

  /** Reads the head of the entry at `offset`. Throws `OBJECT_BROKEN`. */
  entryAt(offset: number): PackEntry {
    const head = this.bytesAt(offset, LONGEST_ENTRY_HEAD);
    let at = 0;
    let byte = head[at++] ?? 0;
    const kind = TYPES[(byte >> 4) & 7];
    let sizeBytes = byte & 15;
    for (let scale = 16; byte & 0x80; scale *= 128) {
      byte = head[at++] ?? 0;
      sizeBytes += (byte & 0x7f) * scale;
      if (at > 10 || sizeBytes > Number.MAX_SAFE_INTEGER) throw this.broken(`has an impossible size at ${offset}`);
    }
    if (kind === undefined) throw this.broken(`has an entry of no known type at ${offset}`);
    if (kind === "ref-delta") {
      const baseOid = head.toString("hex", at, at + this.index.oidLength);
      return { kind, sizeBytes, dataAt: offset + at + this.index.oidLength, baseOid };
    }
    if (kind !== "ofs-delta") return { kind, sizeBytes, dataAt: offset + at };
    byte = head[at++] ?? 0;
    let distance = byte & 0x7f;
    while (byte & 0x80) {
      byte = head[at++] ?? 0;
      distance = (distance + 1) * 128 + (byte & 0x7f);
      if (distance > offset) break;
    }
    if (distance === 0 || distance > offset - HEADER_BYTES) throw this.broken(`has a delta with an impossible base at ${offset}`);
    return { kind, sizeBytes, dataAt: offset + at, baseOffset: offset - distance };
  }

  /**
   * The inflated data of an entry: the object itself, or the delta that it is kept as. A small one may be put into
   * `scratch`, where it is given. Throws `OBJECT_BROKEN`, also for more than `maxBytes`.
   */
  inflate(entry: PackEntry, maxBytes: number, scratch?: Buffer): Buffer {
    const { sizeBytes, dataAt } = entry;
    this.refuseLarge(sizeBytes, maxBytes);
    // What zlib needs at worst for data it cannot compress, and some room: enough but for streams made to be long.
    let length = sizeBytes + (sizeBytes >>> 10) + 64;
    for (;;) {
      const input = this.bytesAt(dataAt, length);
      const bytes = this.#inflate?.(input, sizeBytes) ?? inflateExactly(input, sizeBytes, scratch);
      if (bytes instanceof Buffer) return bytes;
      const isCut = bytes === "cut" && input.length === length;
      length *= 4;
      if (!isCut || length > 4 * maxBytes) throw this.broken(`has a broken entry at ${dataAt}`);
    }
  }

  refuseLarge(sizeBytes: number, maxBytes: number): void {
    if (sizeBytes <= maxBytes) return;
    throw new AppError("OBJECT_BROKEN", {
      what: `An object has ${sizeBytes} bytes, more than the limit of ${maxBytes}`,
      where: this.path,
      next: "Scan it from a checkout, where it is read in windows.",
    });
  }

  broken(what: string, cause?: unknown): AppError {
    return new AppError("OBJECT_BROKEN", {
      what: `The pack ${what}`,
      where: this.path,
      next: 'Run "git fsck" to see what else is damaged.',
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

function viewOf(window: Window, offset: number, length: number): Buffer | undefined {
  const from = offset - window.at;
  return from >= 0 && from + length <= window.length ? window.bytes.subarray(from, from + length) : undefined;
}
