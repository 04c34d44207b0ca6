import { isUtf8 } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { MARGIN, type Scanner } from "@stanch/engine";
import { type Source, containerKind } from "@stanch/sources";
import { scanBlob, skipsOf } from "./blob-scan.ts";
import { scanContainer } from "./container-scan.ts";
import type { BlobOptions, BlobResult } from "./plain-scan.ts";
import type { BlobHit, Duplicate, FilesJob, JobResult, Path, Skip } from "./jobs.ts";
import type { SeenContents } from "./seen.ts";
import { WINDOW_BYTES, scanWindows } from "./windows.ts";

// A FIFO or a device put in a file's place must not block or act, and a link not lead away: the folder was read before.
const NAMED_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
const FLAGS = NAMED_FLAGS | (constants.O_NOFOLLOW ?? 0);
const FIRST_READ = 262_144;
/** Bytes read of a file that has more than its size says: /proc has some without an end. */
const MOST_UNSIZED = 1_073_741_824;

export interface FileOptions extends BlobOptions {
  readonly maxFileBytes: number;
}

/** Reads and scans the files of one folder. A content that any thread has seen is not scanned again. */
export function runFilesJob(scanner: Scanner, job: FilesJob, options: FileOptions, seen: SeenContents): JobResult {
  const hits: (BlobHit & { hash: string })[] = [];
  const duplicates: Duplicate[] = [];
  const skips: Skip[] = [];
  let blobs = 0;
  let bytes = 0;
  let copies = 0;
  let key = -1;
  for (const path of pathsIn(job.root, job.folders)) {
    key++;
    options.onWindow?.();
    try {
      const read = scanFile(scanner, path, job, options, seen);
      blobs++;
      bytes += read.bytes;
      if (read.isDuplicate) copies++;
      if (read.isDuplicate && read.hash !== "") duplicates.push({ key, hash: read.hash });
      else if (read.matches.length > 0) hits.push({ key, matches: read.matches, hash: read.hash });
      skips.push(...skipsOf(read, pathText(path)));
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

function scanFile(scanner: Scanner, path: string | Buffer, job: FilesJob, options: FileOptions, seen: SeenContents): FileRead {
  const { kernel } = scanner;
  const at = kernel.freeAt;
  kernel.reserve(at + FIRST_READ);
  const fd = openSync(path, job.isNamed === true ? NAMED_FLAGS : FLAGS);
  try {
    let length = readSync(fd, kernel.bytes, at, FIRST_READ, null);
    if (length === FIRST_READ) {
      const stat = fstatSync(fd);
      if (!stat.isFile()) throw new NoFile();
      if (stat.size > Math.min(options.maxFileBytes, WINDOW_BYTES)) return streamed(scanner, fd, at, length, stat.size, options);
      // What is there at the end counts: it may grow while it is read, and files of /proc say that they have no size.
      for (let got = length; got > 0 && length < WINDOW_BYTES; length += got) {
        kernel.reserve(at + length * 2);
        got = readSync(fd, kernel.bytes, at + length, Math.min(length, WINDOW_BYTES - length), null);
      }
      if (length >= WINDOW_BYTES) return streamed(scanner, fd, at, length, Math.max(fstatSync(fd).size, MOST_UNSIZED), options);
    }
    kernel.bytes.fill(0, at + length, at + length + MARGIN);
    if (length < 8) return { matches: [], bytes: length, hash: "", isDuplicate: false };
    const place = seen.add(kernel, at, length);
    if (place.isDuplicate && (place.isEmpty || job.isAgain !== true))
      return { matches: [], bytes: length, hash: place.isEmpty ? "" : seen.hashText(), isDuplicate: true };
    const result = scanBlob(scanner, at, length, options);
    if (result.matches.length === 0) seen.markEmpty();
    return { ...result, bytes: length, hash: result.matches.length > 0 ? seen.hashText() : "", isDuplicate: false };
  } finally {
    closeSync(fd);
  }
}

/** Scans what is too large to be held, in windows; the first `head` bytes lie at `at` already. Reads up to `limit` bytes. */
function streamed(scanner: Scanner, fd: number, at: number, head: number, limit: number, options: FileOptions): FileRead {
  const { budget } = options;
  const kind = budget === undefined ? undefined : containerKind(scanner.kernel.bytes, at, head);
  if (kind !== undefined && budget !== undefined) {
    const size = fstatSync(fd).size;
    return {
      ...scanContainer(scanner, at, fileSource(fd, size), kind, { ...options, budget }),
      bytes: size,
      hash: "",
      isDuplicate: false,
    };
  }
  const first = scanner.kernel.bytes.slice(at, at + head);
  let total = 0;
  const read = (into: Uint8Array): number => {
    let got: number;
    if (total < head) {
      got = Math.min(head - total, into.length);
      into.set(first.subarray(total, total + got));
    } else {
      options.onWindow?.();
      // What a writer adds after the start is not waited for: it may be faster than the scan.
      got = readSync(fd, into, 0, Math.min(into.length, limit - total), null);
    }
    total += got;
    return got;
  };
  return { ...scanWindows(scanner, at, read, options), hash: "", isDuplicate: false };
}

/** An open file of `length` bytes; what it has lost meanwhile is missing. */
function fileSource(fd: number, length: number): Source {
  return {
    length,
    read: (from, to) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, length) - from));
      let held = 0;
      for (let got = -1; held < bytes.length && got !== 0; held += got) got = readSync(fd, bytes, held, bytes.length - held, from + held);
      return bytes.subarray(0, held);
    },
  };
}

/** Whole paths of files, in the order of their keys. */
export function* pathsIn(root: string, folders: FilesJob["folders"]): Generator<string | Buffer> {
  for (const { folder, names } of folders) {
    const base =
      typeof folder === "string"
        ? `${root}/${folder}${folder === "" ? "" : "/"}`
        : Buffer.concat([Buffer.from(`${root}/`), folder, Buffer.from("/")]);
    for (const name of names)
      yield typeof base === "string" && typeof name === "string" ? base + name : Buffer.concat([Buffer.from(base), Buffer.from(name)]);
  }
}

/** A path as text; bytes that are no UTF-8 are written `\xff`, so that two names never look the same. */
export function pathText(path: Path): string {
  if (typeof path === "string") return path;
  const bytes = Buffer.from(path);
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let text = "";
  for (let from = 0; from < bytes.length;) {
    const length = [1, 2, 3, 4].find((size) => from + size <= bytes.length && isUtf8(bytes.subarray(from, from + size)));
    text += length === undefined ? `\\x${bytes.toString("hex", from, from + 1)}` : bytes.toString("utf8", from, from + length);
    from += length ?? 1;
  }
  return text;
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
