import { closeSync, openSync, readSync } from "node:fs";
import { MARGIN, type Scanner } from "@stanch/engine";
import { BLOB, COMMIT, NO_BASE, type PackPlan, TREE } from "@stanch/sources";
import { isTransformed, scanBlob, skipsOf } from "./blob-scan.ts";
import type { BlobHit, JobResult, PackJob, Skip } from "./jobs.ts";
import { MessageBatch } from "./message-batch.ts";
import type { BlobOptions } from "./plain-scan.ts";

/** Bytes of a page of the pack, and how many pages a thread holds: 10 MiB. */
const PAGE = 65_536;
const SLOTS = 160;
export const align = (at: number): number => (at + MARGIN + 15) & ~15;

/** An object in the kernel's memory. */
export interface Built {
  readonly ptr: number;
  readonly length: number;
}

export interface Frame {
  /** Next child of the object to read, -1 when there is none. */
  child: number;
  readonly ptr: number;
  readonly length: number;
  /** Its deltas are to be scanned whole: it holds a match, or a keyword of a rule that reaches far. */
  readonly isHeavy: boolean;
}

/**
 * Scans the families of deltas whose roots lie in the job's range: each stream is inflated once and each object built
 * from its base in the kernel's memory. A parent is dropped before its last child is scanned, so that a chain of fifty
 * versions never holds more than two of them.
 */
export function runPackJob(scanner: Scanner, job: PackJob, options: BlobOptions, state: PackReaders): JobResult {
  const reader = state.open(scanner, job.path);
  const hits: BlobHit[] = [];
  const skips: Skip[] = [];
  scanner.remembers = options.wholeVersions !== true;
  const walk = new FamilyWalk(scanner, job.plan, reader, (entry) => {
    // A broken commit is told by the walk that names commits, for every scan.
    if (job.plan.types[entry] !== COMMIT) skips.push({ reason: "broken-object", where: `${job.path}@${job.plan.dataOffsets[entry] ?? 0}` });
  });
  const messages = new MessageBatch(scanner, options, (entry, result) => {
    skips.push(...skipsOf(result, `${job.path}#${entry}`));
    if (result.matches.length > 0) hits.push({ key: job.plan.indexPositions[entry] ?? 0, matches: result.matches });
  });
  const message: Visit = (entry, ptr, length) => {
    messages.add(entry, ptr, length, align(ptr + length));
    return false;
  };
  let blobs = 0;
  let bytes = 0;
  for (let root = job.from; root < job.to; root++) {
    const type = job.plan.types[root];
    if (job.plan.bases[root] !== NO_BASE || type === 0 || type === TREE) continue;
    const visit: Visit = (entry, ptr, length, base) => {
      blobs++;
      bytes += length;
      // Most versions of a file change a few lines: what stands elsewhere was seen in the base.
      if (
        base?.isHeavy === false &&
        options.wholeVersions !== true &&
        length >= 8 &&
        !isTransformed(scanner, ptr, length) &&
        !scanner.mayHoldNew(ptr, length)
      )
        return false;
      const result = scanBlob(scanner, ptr, length, options);
      skips.push(...skipsOf(result, `${job.path}#${entry}`));
      if (result.matches.length > 0) hits.push({ key: job.plan.indexPositions[entry] ?? 0, matches: result.matches });
      return result.matches.length > 0 || scanner.sawLong || isTransformed(scanner, ptr, length);
    };
    try {
      walk.run(root, type === BLOB ? visit : message);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      skips.push({ reason: "too-large", where: `${job.path}@${job.plan.dataOffsets[root] ?? 0} and what is built on it` });
    }
  }
  messages.flush(reader.end);
  return { hits, duplicates: [], copies: 0, skips, blobs, bytes };
}

/** Scans an object and tells whether it is heavy; `base` is what it was just built from by a delta. */
type Visit = (entry: number, ptr: number, length: number, base: Frame | undefined) => boolean;

/** Walks one family depth first. `visit` gets each object's place in the kernel's memory; it may use what lies behind it. */
export class FamilyWalk {
  readonly #scanner: Scanner;
  readonly #plan: PackPlan;
  readonly #reader: PackReader;
  readonly #onLost: (entry: number) => void;
  readonly #floor: number;

  /** `onLost`: an entry that is broken, or hangs on one. Objects are built from the address `floor` on. */
  constructor(scanner: Scanner, plan: PackPlan, reader: PackReader, onLost: (entry: number) => void, floor = reader.end) {
    this.#scanner = scanner;
    this.#plan = plan;
    this.#reader = reader;
    this.#onLost = onLost;
    this.#floor = floor;
  }

  /** `built` is called before an object takes its base's place: both are there, and the room behind the object is free. */
  run(root: number, visit: Visit, built?: (entry: number, object: Built, base: Frame | undefined) => void): void {
    const { kernel } = this.#scanner;
    const plan = this.#plan;
    const floor = this.#floor;
    const size = this.#inflate(root, floor);
    if (size < 0) return this.#lost(root);
    built?.(root, { ptr: floor, length: size }, undefined);
    const isHeavy = this.#visit(root, floor, size, undefined, visit);
    const stack: Frame[] = [{ child: plan.firstChild[root] ?? -1, ptr: floor, length: size, isHeavy }];
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const entry = frame.child;
      if (entry === -1) {
        stack.pop();
        continue;
      }
      frame.child = plan.nextSibling[entry] ?? -1;
      const top = align(frame.ptr + frame.length);
      const object = this.#build(entry, frame, top);
      if (object === undefined) {
        this.#lost(entry);
        continue;
      }
      built?.(entry, object, frame);
      // The last child takes its parent's place.
      let to = top;
      if (frame.child === -1) {
        stack.pop();
        to = frame.ptr;
      }
      kernel.bytes.copyWithin(to, object.ptr, object.ptr + object.length);
      const isHeavy = this.#visit(entry, to, object.length, frame, visit);
      const child = plan.firstChild[entry] ?? -1;
      if (child !== -1) stack.push({ child, ptr: to, length: object.length, isHeavy });
    }
  }

  #visit(entry: number, ptr: number, length: number, base: Frame | undefined, visit: Visit): boolean {
    const { kernel } = this.#scanner;
    kernel.reserve(ptr + length);
    kernel.bytes.fill(0, ptr + length, ptr + length + MARGIN);
    return visit(entry, ptr, length, base);
  }

  /** Inflates an entry's stream to `at`; its length, or -1 when it is broken. */
  #inflate(entry: number, at: number): number {
    const { kernel } = this.#scanner;
    const size = this.#plan.sizes[entry] ?? 0;
    kernel.reserve(at + size);
    const from = this.#plan.dataOffsets[entry] ?? 0;
    const length = (this.#plan.endOffsets[entry] ?? 0) - from;
    return this.#reader.inflate(from, length, at, size) === size ? size : -1;
  }

  #build(entry: number, base: Frame, at: number): Built | undefined {
    const { kernel } = this.#scanner;
    const deltaLength = this.#inflate(entry, at);
    if (deltaLength < 0) return undefined;
    const length = kernel.fn.deltaResultSize(at, deltaLength);
    if (length < 0) return undefined;
    const ptr = align(at + deltaLength);
    kernel.reserve(ptr + length);
    return kernel.fn.applyDelta(base.ptr, base.length, at, deltaLength, ptr, length) === length ? { ptr, length } : undefined;
  }

  /** A broken entry takes with it all that was built on it. */
  #lost(entry: number): void {
    const todo = [entry];
    for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
      this.#onLost(one);
      for (let child = this.#plan.firstChild[one] ?? -1; child !== -1; child = this.#plan.nextSibling[child] ?? -1) todo.push(child);
    }
  }
}

/** Open packs of one thread, and the piece of the current one that lies in the kernel's memory. */
export class PackReaders {
  #reader: PackReader | undefined;
  open(scanner: Scanner, path: string): PackReader {
    if (this.#reader?.path === path) return this.#reader;
    this.close();
    this.#reader = new PackReader(scanner, path);
    return this.#reader;
  }
  close(): void {
    this.#reader?.close();
    this.#reader = undefined;
  }
}

/**
 * Reads streams of one pack through pages in the kernel's memory. A family's deltas may lie far apart, so that one window
 * would be read again and again: 4.9 of 29 s on go-acme/lego.
 */
export class PackReader {
  readonly path: string;
  /** First address behind the pages. */
  readonly end: number;
  readonly #scanner: Scanner;
  readonly #fd: number;
  readonly #pages: number;
  /** Page of the file that lies in each slot, -1 for none; a page has one slot it may lie in. */
  readonly #slots = new Int32Array(SLOTS).fill(-1);

  constructor(scanner: Scanner, path: string) {
    this.path = path;
    this.#scanner = scanner;
    this.#fd = openSync(path, "r");
    // A stream that crosses pages is put together in the room before them.
    this.#pages = align(scanner.kernel.freeAt + PAGE + MARGIN);
    this.end = align(this.#pages + SLOTS * PAGE);
    scanner.kernel.reserve(this.end);
  }

  /** Inflates the stream in [from, from + length) of the file to `to`. The number of bytes written, or -1. */
  inflate(from: number, length: number, to: number, capacity: number): number {
    const { kernel } = this.#scanner;
    if (length <= 0) return -1;
    const first = Math.floor(from / PAGE);
    const inPage = from - first * PAGE;
    if (inPage + length <= PAGE) return kernel.fn.inflate(this.#page(first) + inPage, length, to, capacity);
    if (length <= PAGE) {
      const at = kernel.freeAt;
      const head = PAGE - inPage;
      kernel.bytes.copyWithin(at, this.#page(first) + inPage, this.#page(first) + PAGE);
      const next = this.#page(first + 1);
      kernel.bytes.copyWithin(at + head, next, next + length - head);
      return kernel.fn.inflate(at, length, to, capacity);
    }
    // A long stream is read behind its own result.
    const source = align(to + capacity);
    kernel.reserve(source + length);
    if (readSync(this.#fd, kernel.bytes, source, length, from) < length) return -1;
    return kernel.fn.inflate(source, length, to, capacity);
  }

  /** Address of a page; what lies behind the file's end is stale, and no stream of the plan reaches there. */
  #page(number: number): number {
    const slot = number % SLOTS;
    const at = this.#pages + slot * PAGE;
    if (this.#slots[slot] !== number) {
      readSync(this.#fd, this.#scanner.kernel.bytes, at, PAGE, number * PAGE);
      this.#slots[slot] = number;
    }
    return at;
  }

  close(): void {
    closeSync(this.#fd);
  }
}
