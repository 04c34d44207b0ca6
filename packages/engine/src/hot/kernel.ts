import { readFileSync } from "node:fs";
import type { CompiledSet } from "../compile.ts";
import { BITMAP_BITS, HEAD_BITS, type KernelTables, kernelTables } from "./tables.ts";

/** What kernel/index.ts exports. Addresses and lengths are bytes in `memory`. */
interface KernelExports {
  configure(
    bitmap: number,
    bitmapBits: number,
    heads: number,
    headBits: number,
    entries: number,
    keywords: number,
    out: number,
    capacity: number,
    classes: number,
    aheads: number,
  ): void;
  scan(ptr: number, length: number, from: number): number;
  encodedRun(ptr: number, length: number, from: number): number;
  nextEncoded(ptr: number, length: number, from: number): number;
  readonly runStart: { readonly value: number };
  readonly runEnd: { readonly value: number };
  countByte(ptr: number, length: number, byte: number): number;
  hashContent(ptr: number, length: number, keys: number, out: number): void;
  configureRegions(at: number, capacity: number): void;
  scanTouched(ptr: number, length: number, context: number, longest: number): number;
  applyDelta(base: number, baseLength: number, delta: number, deltaLength: number, out: number, capacity: number): number;
  deltaResultSize(delta: number, length: number): number;
  inflate(src: number, srcLength: number, dst: number, capacity: number): number;
  readonly resumeAt: { readonly value: number };
  treeChanges(base: number, baseLength: number, tree: number, length: number, idLength: number, hints: number, out: number): number;
  readonly treeIsBroken: { readonly value: number };
  commitNames(commit: number, length: number, idLength: number, out: number): number;
}

const PAGE = 65_536;
/** The kernel's own static data lies below this address. */
const TABLES_AT = PAGE;
const OUT_CAPACITY = 65_536;
/** Differences of one delta that are kept: with more the whole object is scanned. */
const MOST_TOUCHES = 8192;
/** Readable bytes the kernel may touch after a range. */
export const MARGIN = 64;

let compiled: WebAssembly.Module | undefined;

/** The compiled kernel, from the file beside this module; worker threads get it from their parent instead. */
export function kernelModule(): WebAssembly.Module {
  // The bundle carries the same file beside itself, so one relative name serves both.
  compiled ??= new WebAssembly.Module(readFileSync(new URL("./kernel.gen.wasm", import.meta.url)));
  return compiled;
}

/**
 * One instance of the WebAssembly kernel with its memory: tables first, then room that the caller lays out from `freeAt`.
 * `bytes` and `buffer` view the whole memory and are replaced when it grows: read them afresh after `reserve`.
 */
export class Kernel {
  readonly memory: WebAssembly.Memory;
  readonly fn: KernelExports;
  /** First address that is the caller's. */
  readonly freeAt: number;
  bytes: Uint8Array;
  buffer: Buffer;
  readonly #outAt: number;
  readonly #keysAt: number;
  #hashKeys: (() => Uint8Array) | undefined;
  readonly #maximumBytes: number;
  #out: Uint32Array;
  #words: Int32Array;

  /** `hashKeys`: 128 random bytes shared by all threads of one scan, asked for when the first hash is made; others of its own without. */
  constructor(
    set: CompiledSet,
    options: { module?: WebAssembly.Module; hashKeys?: () => Uint8Array; maximumBytes?: number; tables?: KernelTables } = {},
  ) {
    const tables = options.tables ?? kernelTables(set);
    const parts = [
      tables.bitmap,
      new Uint8Array(tables.heads.buffer),
      new Uint8Array(tables.entries.buffer),
      tables.keywords,
      tables.classes,
      new Uint8Array(192),
      new Uint8Array(MOST_TOUCHES * 8),
      tables.aheads,
    ];
    let at = TABLES_AT;
    const places = parts.map((part) => {
      const mine = at;
      at = (at + part.length + 79) & ~15;
      return mine;
    });
    const outAt = at;
    this.freeAt = (outAt + OUT_CAPACITY * 8 + PAGE) & ~(PAGE - 1);
    this.#maximumBytes = Math.min(options.maximumBytes ?? 1_073_741_824, 65_536 * PAGE);
    this.memory = new WebAssembly.Memory({ initial: this.freeAt / PAGE + 4, maximum: Math.ceil(this.#maximumBytes / PAGE) });
    this.bytes = new Uint8Array(this.memory.buffer);
    this.buffer = Buffer.from(this.memory.buffer);
    for (const [index, part] of parts.entries()) this.bytes.set(part, places[index]);
    const [bitmap = 0, heads = 0, entries = 0, keywords = 0, classes = 0, keys = 0, touches = 0, aheads = 0] = places;
    this.#hashKeys = options.hashKeys ?? ((): Uint8Array => crypto.getRandomValues(new Uint8Array(128)));
    this.#outAt = outAt;
    this.#keysAt = keys;
    this.#out = new Uint32Array(this.memory.buffer, outAt, OUT_CAPACITY * 2);
    this.#words = new Int32Array(this.memory.buffer);
    const instance = new WebAssembly.Instance(options.module ?? kernelModule(), { env: { memory: this.memory, abort } });
    this.fn = instance.exports as unknown as KernelExports; // the compiler checks kernel/index.ts against its own types only
    this.fn.configure(bitmap, BITMAP_BITS, heads, HEAD_BITS, entries, keywords, outAt, OUT_CAPACITY, classes, aheads);
    this.fn.configureRegions(touches, MOST_TOUCHES);
  }

  /** Makes [0, end + margin) accessible. Throws RangeError past the instance's limit. */
  reserve(end: number): void {
    const missing = end + MARGIN - this.memory.buffer.byteLength;
    if (missing <= 0) return;
    if (end + MARGIN > this.#maximumBytes) throw new RangeError(`kernel memory: ${end} bytes are over the limit of ${this.#maximumBytes}`);
    // By quarters, so that a growing arena does not copy its views for each page.
    const grown = Math.min(Math.max(missing, this.memory.buffer.byteLength >> 2), this.#maximumBytes - this.memory.buffer.byteLength);
    this.memory.grow(Math.ceil(grown / PAGE));
    this.bytes = new Uint8Array(this.memory.buffer);
    this.buffer = Buffer.from(this.memory.buffer);
    this.#out = new Uint32Array(this.memory.buffer, this.#outAt, OUT_CAPACITY * 2);
    this.#words = new Int32Array(this.memory.buffer);
  }

  /** Calls `visit(keyword index, offset)` for each keyword in [ptr, ptr + length), grouped by ascending sampled position. */
  keywords(ptr: number, length: number, visit: (keyword: number, offset: number) => void): void {
    for (let from = 0; from < length;) {
      const count = this.fn.scan(ptr, length, from);
      from = this.fn.resumeAt.value;
      for (let i = 0; i < count * 2; i += 2) visit(this.#out[i] ?? 0, this.#out[i + 1] ?? 0);
    }
  }

  /**
   * Keywords where the object that the last `applyDelta` built differs from its base. False when the whole must be scanned.
   */
  touchedKeywords(
    ptr: number,
    length: number,
    context: number,
    longest: number,
    visit: (keyword: number, offset: number) => void,
  ): boolean {
    const count = this.fn.scanTouched(ptr, length, context, longest);
    for (let i = 0; i < count * 2; i += 2) visit(this.#out[i] ?? 0, this.#out[i + 1] ?? 0);
    return count >= 0;
  }

  /** 128-bit keyed hash of [ptr, ptr + length) as four words in `into`. */
  hash(ptr: number, length: number, into: Int32Array): void {
    // Never without keys: with zeros the hash would not tell contents apart that hold many zeros.
    if (this.#hashKeys !== undefined) this.bytes.set(this.#hashKeys().subarray(0, 128), this.#keysAt);
    this.#hashKeys = undefined;
    const out = this.#keysAt + 144;
    this.fn.hashContent(ptr, length, this.#keysAt, out);
    const at = out >> 2;
    for (let i = 0; i < 4; i++) into[i] = this.#words[at + i] ?? 0;
  }
}

function abort(): never {
  throw new Error("the kernel aborted"); // unreachable: it is built without assertions
}
