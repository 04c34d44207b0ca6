import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { AppError } from "@stanch/model";

/** Small enough that what is made of it dies young: with 1 MB a log of ten million entries took a third more memory. */
const CHUNK_BYTES = 1 << 18;
/** A line beyond this is no entry of a log; it would be held whole. */
export const LONGEST_LINE = 16 << 20;

/** A file, or standard input (`-`), unpacked if it is gzip. Rejects with SOURCE_NOT_FOUND or SOURCE_UNREADABLE. */
export async function openLog(path: string): Promise<AsyncIterable<Buffer | string>> {
  if (path === "-") return process.stdin;
  try {
    const file = await open(path);
    const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(2), position: 0 });
    await file.close();
    if (bytesRead < 2 || buffer[0] !== 0x1f || buffer[1] !== 0x8b) return chunksOf(path);
    const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
    stream.on("error", (error) => unpacked.destroy(error));
    return stream.pipe(unpacked);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** One buffer for the whole file, good until the next is asked for: a stream's own are garbage of the file's size. */
async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

export function unreadable(path: string, error: unknown): AppError {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
  return new AppError(code === "ENOENT" ? "SOURCE_NOT_FOUND" : "SOURCE_UNREADABLE", {
    what: code === "ENOENT" ? "There is no such file" : `Cannot read the log: ${code}`,
    where: path,
    next: "Name a log file, or - for standard input.",
    cause: error,
  });
}

/** Lines in batches, without their ends. A line that is too long comes cut, and is no entry then. */
export async function* linesOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  for await (const chunk of stream) {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE);
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield [rest];
}
