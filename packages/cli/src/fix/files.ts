import { randomBytes } from "node:crypto";
import { closeSync, fchmodSync, fsyncSync, lstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { AppError } from "@stanch/model";
import { readRegularFile } from "@stanch/sources";

/** Larger files hold data, not code that a person keeps. */
export const MOST_BYTES = 2 << 20;

/** Why a path of the project is not to be touched, or undefined when it is a plain file inside. The folder is hostile. */
export function faultOfPath(root: string, path: string): string | undefined {
  const parts = path.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    const at = join(root, ...parts.slice(0, depth));
    const stat = lstatSync(at, { throwIfNoEntry: false });
    if (stat === undefined) return "it is not there";
    if (stat.isSymbolicLink()) return "it is, or lies behind, a symbolic link";
    if (depth < parts.length ? !stat.isDirectory() : !stat.isFile()) return "it is not a regular file";
    if (depth === parts.length && stat.nlink > 1) return "it has several names (hard links), and only one of them would change";
    if (depth === parts.length && stat.size > MOST_BYTES) return `it is larger than ${MOST_BYTES} bytes`;
  }
  return undefined;
}

/** Bytes of a file of the project, or undefined when there is none. Throws FILE_CHANGED for what is no plain file inside. */
export function readInside(root: string, path: string): Buffer | undefined {
  const fault = faultOfPath(root, path);
  if (fault === "it is not there") return undefined;
  if (fault !== undefined) throw changed(path, `This path is not read: ${fault}`);
  return readRegularFile(join(root, path), MOST_BYTES);
}

/** UTF-8 text, its byte-order mark kept; undefined for any other bytes, which would not survive. */
export function textFrom(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Replaces or makes a file in one step: a crash leaves the old or the new one. Keeps the mode of an existing one. */
export function writeInside(root: string, path: string, bytes: Uint8Array): void {
  const target = join(root, path);
  const mode = lstatSync(target, { throwIfNoEntry: false })?.mode;
  const beside = join(dirname(target), `.${basename(target)}.stanch-${randomBytes(6).toString("hex")}`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    const fd = openSync(beside, "wx", mode === undefined ? 0o644 : mode & 0o777);
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
      if (mode !== undefined) fchmodSync(fd, mode & 0o7777); // whatever the umask took
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(beside, target);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: `The file cannot be written: ${cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"}`,
      where: path,
      next: "Check its permissions and the disk, then run the same command again: it goes on where it stopped.",
      cause,
    });
  }
}

export function removeInside(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
}

export function changed(where: string, what: string): AppError {
  return new AppError("FILE_CHANGED", {
    what,
    where,
    next: "Nothing was written. Make a new plan, or put the file back as it was.",
  });
}
