import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, fsyncSync, openSync, realpathSync, renameSync, statSync, unlinkSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { AppError } from "@stanch/model";
import { visible } from "./visible.ts";

const BUFFER_CHARACTERS = 65_536;

const NEXT: Readonly<Record<string, string>> = {
  ENOSPC: "Free some space on that disk, or name a file on another one.",
  EDQUOT: "Your quota on that disk is used up: free some space, or name a file elsewhere.",
  EFBIG: "The report is larger than files may be there: name a file elsewhere.",
  EACCES: "Get permission to write into that folder, or name a file elsewhere.",
  EPERM: "Get permission to write into that folder, or name a file elsewhere.",
  EROFS: "That disk is read-only: name a file elsewhere.",
  ENOENT: "Its folder does not exist: create it first.",
  ENOTDIR: "A part of its path is a file, not a folder: name another one.",
  EISDIR: "It is a folder: name a file in it.",
  ENAMETOOLONG: "The name is too long: choose a shorter one.",
  EPIPE: "The reader at the other end has gone: start it again.",
};

/**
 * Writes a report whole or not at all: into a file beside the target, flushed, then renamed over it. A target that is a
 * link is followed; a device or pipe is written directly. Throws `OUTPUT_UNWRITABLE`, and what stood there before still
 * stands. An error of the chunks' own maker comes out as it is.
 */
export function writeReportFile(path: string, chunks: Iterable<string>): void {
  const target = attempt(path, () => resolveTarget(path));
  if (target.isSpecial) writeInto(path, target.path, "w", chunks, undefined);
  else writeBeside(path, target, chunks);
}

interface Target {
  readonly path: string;
  /** Neither absent nor a regular file: a rename would replace the device itself. */
  readonly isSpecial: boolean;
  /** Permissions of the file that is there. */
  readonly mode: number | undefined;
}

function resolveTarget(path: string): Target {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { path, isSpecial: false, mode: undefined };
  if (stat.isDirectory()) throw Object.assign(new Error("is a directory"), { code: "EISDIR" });
  return { path: stat.isFile() ? realpathSync(path) : path, isSpecial: !stat.isFile(), mode: stat.mode & 0o7777 };
}

function writeBeside(path: string, target: Target, chunks: Iterable<string>): void {
  const folder = dirname(target.path);
  // A long name stays within the 255 bytes that file systems allow.
  const temporary = join(folder, `.${basename(target.path).slice(0, 40)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    writeInto(path, temporary, "wx", chunks, target.mode);
    attempt(path, () => {
      renameSync(temporary, target.path);
    });
  } catch (error) {
    remove(temporary);
    throw error;
  }
  flushFolder(folder);
}

function writeInto(path: string, file: string, flags: "w" | "wx", chunks: Iterable<string>, mode: number | undefined): void {
  const descriptor = attempt(path, () => openSync(file, flags));
  try {
    for (const text of batches(chunks)) {
      attempt(path, () => {
        writeAll(descriptor, Buffer.from(text, "utf8"));
      });
    }
    if (flags === "wx") {
      attempt(path, () => {
        if (mode !== undefined) fchmodSync(descriptor, mode);
        fsyncSync(descriptor);
      });
    }
  } finally {
    closeSync(descriptor);
  }
}

function* batches(chunks: Iterable<string>): Iterable<string> {
  let text = "";
  for (const chunk of chunks) {
    text += chunk;
    if (text.length < BUFFER_CHARACTERS) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

function flushFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    // Windows opens no folders; the file itself is flushed, which is what counts.
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown error";
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: `Cannot write the report: ${code}`,
      where: visible(path),
      next: NEXT[code] ?? "Name another file.",
      cause,
    });
  }
}
