import type { EntriesJob, JobResult, PipeJob } from "../jobs.ts";
import type { LocatedMatch } from "../locate.ts";
import type { Handler, ScanContext } from "../scan.ts";
import { PipeWriter } from "./pipe.ts";
import { Slots } from "./slots.ts";

/** Files up to this size share a slot. */
export const SMALL_BYTES = 1_048_576;
const LARGE_BYTES = 4_194_304;
const MOST_ENTRIES = 256;

export interface FoundInEntry {
  readonly name: string;
  readonly match: LocatedMatch;
}

/** What a run of the scan has in common for all images: memory that goes round, contents that were met. */
export class FeedShared {
  readonly small: Slots;
  readonly large = new Slots(LARGE_BYTES, 2);
  readonly contents = new Contents();
  /** Pipes that are read from, and those that wait to be used again. */
  readonly pipes = new Set<PipeWriter>();
  readonly freePipes: PipeWriter[] = [];
  /** Bytes that may still be scanned in this thread: those of small images, before which threads would take longer to start. */
  here = 0;

  constructor(threads: number, signal?: AbortSignal) {
    this.small = new Slots(SMALL_BYTES, Math.min(32, threads * 4 + 2));
    // The pool takes no further job then: whoever waits for one to end would wait for ever.
    signal?.addEventListener("abort", () => {
      this.small.stop();
      this.large.stop();
      for (const pipe of this.pipes) pipe.drop();
    });
  }
}

/** Contents that several entries hold: the matches of the first are those of all. News of a copy may come before them. */
export class Contents {
  readonly #matches = new Map<string, readonly LocatedMatch[]>();
  readonly #waiting = new Map<string, ((matches: readonly LocatedMatch[]) => void)[]>();

  first(hash: string, matches: readonly LocatedMatch[]): void {
    this.#matches.set(hash, matches);
    for (const take of this.#waiting.get(hash) ?? []) take(matches);
    this.#waiting.delete(hash);
  }

  copy(hash: string, take: (matches: readonly LocatedMatch[]) => void): void {
    const known = this.#matches.get(hash);
    if (known !== undefined) take(known);
    else this.#waiting.set(hash, [...(this.#waiting.get(hash) ?? []), take]);
  }
}

/** Has a small thing scanned: here while that is quicker, else by a thread. */
export async function send(context: ScanContext, shared: FeedShared, handler: Handler, sizeBytes: number): Promise<void> {
  shared.here -= sizeBytes;
  if (shared.here < 0) return context.expect(handler);
  context.expectHere(handler);
}

/** Where the bytes of one file go. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void> | undefined;
  end(): Promise<void>;
}

/** Hands the files of one layer to the threads: small ones together, large ones alone, the largest as they come. */
export class Feed {
  readonly found: FoundInEntry[] = [];
  readonly #context: ScanContext;
  readonly #shared: FeedShared;
  readonly #where: string;
  #slot: SharedArrayBuffer | undefined;
  #bytes: Uint8Array = new Uint8Array();
  #held = 0;
  #entries: { name: string; from: number; length: number }[] = [];

  /** `where` names the layer in a receipt. */
  constructor(context: ScanContext, shared: FeedShared, where: string) {
    this.#context = context;
    this.#shared = shared;
    this.#where = where;
  }

  /** The place for a file of `sizeBytes`; Infinity where that is not known. What is written is at most that. */
  async open(name: string, sizeBytes: number): Promise<Sink> {
    if (sizeBytes > LARGE_BYTES) return this.#piped(name);
    if (sizeBytes > SMALL_BYTES) return this.#large(name);
    if (this.#held + sizeBytes > SMALL_BYTES || this.#entries.length >= MOST_ENTRIES) await this.flush();
    if (this.#slot === undefined) {
      this.#slot = await this.#shared.small.take();
      this.#bytes = new Uint8Array(this.#slot);
    }
    const entry = { name, from: this.#held, length: 0 };
    return {
      write: (bytes) => {
        this.#bytes.set(bytes, this.#held);
        this.#held += bytes.length;
        entry.length += bytes.length;
        return undefined;
      },
      end: () => {
        if (entry.length > 0) this.#entries.push(entry);
        return DONE;
      },
    };
  }

  /** Sends what is held. */
  async flush(): Promise<void> {
    const slot = this.#slot;
    const entries = this.#entries;
    this.#slot = undefined;
    this.#held = 0;
    this.#entries = [];
    if (slot === undefined) return;
    if (entries.length === 0) return this.#shared.small.give(slot);
    await this.#send(slot, this.#shared.small, entries);
  }

  async #large(name: string): Promise<Sink> {
    const slot = await this.#shared.large.take();
    const bytes = new Uint8Array(slot);
    let length = 0;
    return {
      write: (piece) => {
        bytes.set(piece, length);
        length += piece.length;
        return undefined;
      },
      end: async () => this.#send(slot, this.#shared.large, [{ name, from: 0, length }]),
    };
  }

  async #send(slot: SharedArrayBuffer, slots: Slots, entries: EntriesJob["entries"]): Promise<void> {
    let parts = 1;
    const done = (): void => {
      if (--parts === 0) slots.give(slot);
    };
    const handler = (own: EntriesJob["entries"], isAgain = false): Handler => ({
      job: { kind: "entries", where: this.#where, bytes: slot, entries: own, ...(isAgain ? { isAgain } : {}) },
      onResult: (result) => {
        this.#take(own, result);
        done();
      },
      // Halves, until what hangs stands alone.
      split: () => {
        const half = own.length >> 1;
        const halves = half === 0 ? [] : [own.slice(0, half), own.slice(half)];
        parts += halves.length;
        done();
        return halves.map((part) => handler(part, true));
      },
    });
    const sizeBytes = entries.reduce((sum, { length }) => sum + length, 0);
    await send(this.#context, this.#shared, handler(entries), sizeBytes);
  }

  #take(entries: EntriesJob["entries"], result: JobResult): void {
    this.#count(result);
    this.#context.coverage.duplicates += result.copies;
    for (const { key, matches, hash } of result.hits) {
      this.#add(entries[Number(key)]?.name ?? "", matches);
      if (hash !== undefined && hash !== "") this.#shared.contents.first(hash, matches);
    }
    for (const { key, hash } of result.duplicates)
      this.#shared.contents.copy(hash, (matches) => {
        this.#add(entries[key]?.name ?? "", matches);
      });
  }

  #add(name: string, matches: readonly LocatedMatch[]): void {
    for (const match of matches) this.found.push({ name, match });
  }

  #count(result: JobResult): void {
    const { coverage } = this.#context;
    coverage.files += result.blobs;
    coverage.bytes += result.bytes;
    this.#context.progress({ phase: "files", doneBytes: coverage.bytes, doneFiles: coverage.files });
  }

  async #piped(name: string): Promise<Sink> {
    const { pipes, freePipes } = this.#shared;
    const pipe = freePipes.pop() ?? new PipeWriter();
    pipes.add(pipe);
    if (this.#context.options.signal?.aborted === true) pipe.drop();
    let isRead = false;
    let isWritten = false;
    // Both ends are through: only then may another file go through it.
    const free = (): void => {
      if (!isRead || !isWritten || !pipes.delete(pipe)) return;
      pipe.reset();
      freePipes.push(pipe);
    };
    const job: PipeJob = { kind: "pipe", name: `${this.#where}:${name}`, pipe: pipe.buffer };
    await this.#context.expect({
      job,
      onResult: (result) => {
        pipe.drop();
        this.#count(result);
        for (const { matches } of result.hits) this.#add(name, matches);
        isRead = true;
        free();
      },
      // Whoever read it was ended, maybe in the midst of that: this pipe is not used again.
      split: () => {
        pipe.drop();
        pipes.delete(pipe);
        return [];
      },
    });
    return {
      write: async (bytes) => pipe.write(bytes),
      end: () => {
        pipe.end();
        isWritten = true;
        free();
        return DONE;
      },
    };
  }
}

const DONE = Promise.resolve();
