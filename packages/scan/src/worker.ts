import { inflateSync } from "node:zlib";
import { Kernel, MARGIN, Scanner } from "@stanch/engine";
import { detectors } from "@stanch/detectors";
import { CONTAINER_LIMITS, ContainerBudget, messageStart, readRegularFile } from "@stanch/sources";
import type { Detector } from "@stanch/model";
import { scanBlob, skipsOf } from "./blob-scan.ts";
import { compileChosen } from "./built-in.ts";
import { runEntriesJob } from "./image/entries-job.ts";
import { pipeReader } from "./image/pipe.ts";
import { type FileOptions, runFilesJob } from "./file-job.ts";
import type { BlobHit, BytesJob, Job, JobResult, LooseJob, Skip, StreamJob, WorkerSetup } from "./jobs.ts";
import { readInput } from "./input-job.ts";
import { runLinksJob } from "./links-job.ts";
import { PackReaders, runPackJob } from "./pack-job.ts";
import { SeenContents } from "./seen.ts";
import { scanWindows } from "./windows.ts";

/** Bytes of WebAssembly memory one thread may use: an object that needs more is reported, not read. */
const MEMORY_LIMIT = 805_306_368;

/** One thread's whole equipment: also used without a thread, where the work is too small for one. */
export class JobRunner {
  readonly #scanner: Scanner;
  readonly #files: FileOptions;
  readonly #seen: SeenContents;
  readonly #packs = new PackReaders();

  /** `onWindow` is called again and again while a job of large files goes on; `hashKeys` are those of all threads. */
  constructor(setup: WorkerSetup, onWindow: () => void = () => {}, hashKeys?: () => Uint8Array) {
    const set = compileChosen(chosenDetectors(setup));
    const module = setup.kernel as WebAssembly.Module; // structured clone loses the type
    this.#scanner = new Scanner(
      set,
      new Kernel(set, {
        module,
        ...(hashKeys === undefined ? {} : { hashKeys }),
        maximumBytes: MEMORY_LIMIT,
        ...(setup.tables === undefined ? {} : { tables: setup.tables }),
      }),
    );
    this.#files = { ...setup, onWindow, budget: new ContainerBudget(setup.spent) };
    this.#seen = new SeenContents(setup.seen);
  }

  run(job: Job): JobResult {
    if (job.kind === "files") {
      // Files are read to where the pages of an open pack lie.
      this.#packs.close();
      return runFilesJob(this.#scanner, job, this.#files, this.#seen);
    }
    if (job.kind === "pack") return runPackJob(this.#scanner, job, this.#files, this.#packs);
    if (job.kind === "links") return runLinksJob(this.#scanner, job, this.#packs);
    if (job.kind === "loose") return this.#loose(job);
    if (job.kind === "stream") return this.#stream(job);
    if (job.kind === "entries") {
      this.#packs.close();
      return runEntriesJob(this.#scanner, job, this.#files, this.#seen);
    }
    if (job.kind === "pipe")
      return this.#stream({ kind: "stream", name: job.name, read: pipeReader(job.pipe, this.#files.onWindow ?? (() => {})) });
    return this.#bytes(job);
  }

  close(): void {
    this.#packs.close();
  }

  #loose(job: LooseJob): JobResult {
    const hits: BlobHit[] = [];
    const skips: Skip[] = [];
    let blobs = 0;
    let bytes = 0;
    for (const { oid, path } of job.objects) {
      try {
        const object = inflateSync(readRegularFile(path, MEMORY_LIMIT / 2) ?? Buffer.alloc(0), { maxOutputLength: MEMORY_LIMIT / 2 });
        const end = object.indexOf(0);
        if (end < 0) throw new Error("no header");
        const type = /^(blob|commit|tag) /.exec(object.toString("latin1", 0, end))?.[1];
        if (type === undefined) continue;
        const content = object.subarray(end + 1);
        const result = type === "blob" ? this.#scan(content) : this.#scan(content.subarray(messageStart(content)), true);
        if (type === "blob") {
          blobs++;
          bytes += content.length;
        }
        skips.push(...skipsOf(result, oid));
        if (result.matches.length > 0) hits.push({ key: oid, matches: result.matches });
      } catch {
        skips.push({ reason: "broken-object", where: oid });
      }
    }
    return { hits, duplicates: [], copies: 0, skips, blobs, bytes };
  }

  #stream(job: StreamJob): JobResult {
    this.#packs.close();
    const { container, isTooLarge, read } = readInput(job.read, CONTAINER_LIMITS.heldBytes);
    if (container !== undefined) return this.#bytes({ kind: "bytes", name: job.name, bytes: container });
    const result = scanWindows(this.#scanner, this.#scanner.kernel.freeAt, read, this.#files);
    const skips = skipsOf(result, job.name);
    if (isTooLarge) skips.push({ reason: "archive-limit", where: `${job.name} (larger than ${CONTAINER_LIMITS.heldBytes} bytes)` });
    return {
      hits: result.matches.length > 0 ? [{ key: job.name, matches: result.matches }] : [],
      duplicates: [],
      copies: 0,
      skips,
      blobs: 1,
      bytes: result.bytes,
    };
  }

  #bytes(job: BytesJob): JobResult {
    const result = this.#scan(job.bytes, job.isMessage);
    const skips = skipsOf(result, job.name);
    return {
      hits: result.matches.length > 0 ? [{ key: job.name, matches: result.matches }] : [],
      duplicates: [],
      copies: 0,
      skips,
      blobs: 1,
      bytes: job.bytes.length,
    };
  }

  #scan(content: Uint8Array, isMessage = false): ReturnType<typeof scanBlob> {
    const { kernel } = this.#scanner;
    const at = kernel.freeAt;
    // The window of an open pack lies there too.
    this.#packs.close();
    kernel.reserve(at + content.length);
    kernel.bytes.set(content, at);
    kernel.bytes.fill(0, at + content.length, at + content.length + MARGIN);
    return scanBlob(this.#scanner, at, content.length, isMessage ? { ...this.#files, skipBinary: false } : this.#files);
  }
}

export function chosenDetectors(setup: Pick<WorkerSetup, "detectorIds" | "customDetectors">): Detector[] {
  const byId = new Map(detectors.map((detector) => [detector.id, detector]));
  const chosen = setup.detectorIds.flatMap((id) => byId.get(id) ?? []);
  return [...chosen, ...(setup.customDetectors as Detector[])]; // validated by the configuration's schema
}

/** A job that fails as a whole (memory, a bug of ours) is a gap in the scan and reported as one; the others go on. */
export function runSafely(runner: Pick<JobRunner, "run">, job: Job): JobResult {
  try {
    return runner.run(job);
  } catch (error) {
    const where =
      job.kind === "files"
        ? `${job.root}: a job of ${job.folders.length} folders`
        : job.kind === "pack" || job.kind === "links"
          ? job.path
          : job.kind === "bytes" || job.kind === "pipe"
            ? job.name
            : job.kind === "entries"
              ? job.where
              : "loose objects";
    const reason = error instanceof RangeError ? "too-large" : "unreadable";
    return {
      hits: [],
      duplicates: [],
      copies: 0,
      skips: [{ reason, where: `${where}: ${error instanceof Error ? error.message : "unknown"}` }],
      blobs: 0,
      bytes: 0,
    };
  }
}
