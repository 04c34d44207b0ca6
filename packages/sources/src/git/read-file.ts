import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { AppError } from "@stanch/model";

/**
 * A whole file of at most `maxBytes`, or undefined where there is none. The folder is hostile: a FIFO or a device must not
 * block us and a growing file must not fill memory. Throws `SOURCE_UNREADABLE`.
 */
export function readRegularFile(path: string, maxBytes: number): Buffer | undefined {
  const fd = openRegularFile(path);
  if (fd === undefined) return undefined;
  try {
    const sizeBytes = fstatSync(fd).size;
    if (sizeBytes > maxBytes) throw unreadable(path, `is larger than ${maxBytes} bytes`);
    return readAt(fd, 0, sizeBytes);
  } finally {
    closeSync(fd);
  }
}

/** An open descriptor of a regular file, or undefined where there is none. Throws `SOURCE_UNREADABLE`. */
export function openRegularFile(path: string): number | undefined {
  let fd: number;
  try {
    // Without O_NONBLOCK opening a FIFO waits for a writer for ever.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    if (isAbsent(cause)) return undefined;
    throw unreadable(path, "cannot be opened", cause);
  }
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw unreadable(path, "is not a regular file");
}

/** Up to `length` bytes from `position`; fewer at the end of the file. The buffer is the caller's. */
export function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  const filled = readInto(fd, position, bytes);
  return filled === length ? bytes : bytes.subarray(0, filled);
}

/** Fills `bytes` from `position` on; gives how many there were. */
export function readInto(fd: number, position: number, bytes: Buffer): number {
  let filled = 0;
  while (filled < bytes.length) {
    const got = readSync(fd, bytes, filled, bytes.length - filled, position + filled);
    if (got === 0) break;
    filled += got;
  }
  return filled;
}

function isAbsent(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR";
}

function unreadable(where: string, what: string, cause?: unknown): AppError {
  return new AppError("SOURCE_UNREADABLE", {
    what: `The file ${what}`,
    where,
    next: "Check the repository and its permissions.",
    ...(cause === undefined ? {} : { cause }),
  });
}
