import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { MARGIN, type Scanner } from "@stanch/engine";
import { type BlobOptions, type BlobResult, scanBlob } from "./blob-scan.ts";
import type { BlobHit, Duplicate, FilesJob, JobResult, Path, Skip } from "./jobs.ts";
import type { SeenContents } from "./seen.ts";
import { WINDOW_BYTES, scanWindows } from "./windows.ts";

// A FIFO or a device put in a file's place must not block or act, and a link not lead away: the folder was read before.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
const FIRST_READ = 262_144;

/** Reads and scans the files of one folder. A content that any thread has seen is not scanned again. */
export function runFilesJob(
  scanner: Scanner,
  job: FilesJob,
  options: BlobOptions & { readonly maxFileBytes: number },
  seen: SeenContents,
): JobResult {
  const hits: (BlobHit & { hash: string })[] = [];
  const duplicates: Duplicate[] = [];
  const skips: Skip[] = [];
  let blobs = 0;
  let bytes = 0;
  let copies = 0;
  let key = -1;
  for (const path of pathsOf(job)) {
    key++;
    try {
      const read = scanFile(scanner, path, options, seen);
      blobs++;
      bytes += read.bytes;
      if (read.isDuplicate) copies++;
      if (read.isDuplicate && read.hash !== "") duplicates.push({ key, hash: read.hash });
      else if (read.matches.length > 0) hits.push({ key, matches: read.matches, hash: read.hash });
      if (read.skipped !== undefined) skips.push({ reason: read.skipped, where: pathText(path) });
    } catch (error) {
      skips.push({ reason: reasonOf(error), where: pathText(path) });
    }
  }
  return { hits, duplicates, copies, skips, blobs, bytes };
}

interface FileRead extends BlobResult {
  readonly bytes: number;
  readonly hash: string;
  readonly isDuplicate: boolean;
}

class NoFile extends Error {}

function scanFile(scanner: Scanner, path: Path, options: BlobOptions & { readonly maxFileBytes: number }, seen: SeenContents): FileRead {
  const { kernel } = scanner;
  const at = kernel.freeAt;
  kernel.reserve(at + FIRST_READ);
  const fd = openSync(path instanceof Uint8Array ? Buffer.from(path) : path, FLAGS);
  try {
    let length = readSync(fd, kernel.bytes, at, FIRST_READ, null);
    if (length === FIRST_READ) {
      const stat = fstatSync(fd);
      if (!stat.isFile()) throw new NoFile();
      if (stat.size > Math.min(options.maxFileBytes, WINDOW_BYTES)) {
        let first = length;
        const rest = new Uint8Array(kernel.bytes.slice(at, at + length));
        const result = scanWindows(
          scanner,
          at,
          (into) => {
            if (first === 0) return readSync(fd, into, 0, into.length, null);
            const count = Math.min(first, into.length);
            into.set(rest.subarray(rest.length - first, rest.length - first + count));
            first -= count;
            return count;
          },
          options,
        );
        return { ...result, hash: "", isDuplicate: false };
      }
      // It may grow while it is read: what is there at the end counts, up to one window.
      for (;;) {
        kernel.reserve(at + length * 2);
        const got = readSync(fd, kernel.bytes, at + length, Math.min(length, WINDOW_BYTES - length), null);
        length += got;
        if (got === 0 || length >= WINDOW_BYTES) break;
      }
    }
    kernel.bytes.fill(0, at + length, at + length + MARGIN);
    if (length < 8) return { matches: [], bytes: length, hash: "", isDuplicate: false };
    const place = seen.add(kernel, at, length);
    if (place.isDuplicate) return { matches: [], bytes: length, hash: place.isEmpty ? "" : seen.hashText(), isDuplicate: true };
    const result = scanBlob(scanner, at, length, options);
    if (result.matches.length === 0) seen.markEmpty();
    return { ...result, bytes: length, hash: result.matches.length > 0 ? seen.hashText() : "", isDuplicate: false };
  } finally {
    closeSync(fd);
  }
}

function* pathsOf(job: FilesJob): Generator<Path> {
  for (const { folder, names } of job.folders) {
    const base =
      typeof folder === "string"
        ? `${job.root}/${folder}${folder === "" ? "" : "/"}`
        : Buffer.concat([Buffer.from(`${job.root}/`), folder, Buffer.from("/")]);
    for (const name of names)
      yield typeof base === "string" && typeof name === "string" ? base + name : Buffer.concat([Buffer.from(base), Buffer.from(name)]);
  }
}

export function pathText(path: Path): string {
  return typeof path === "string" ? path : Buffer.from(path).toString("utf8");
}

function reasonOf(error: unknown): string {
  if (error instanceof NoFile) return "special-file";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EACCES" || code === "EPERM") return "permission-denied";
  if (code === "ENOENT" || code === "ENOTDIR") return "vanished";
  if (code === "ELOOP") return "symlink";
  if (code === "EAGAIN" || code === "ENXIO" || code === "EISDIR" || code === "ESPIPE") return "special-file";
  return "unreadable";
}
