import { MARGIN, MOST_MATCHES, type Scanner } from "@stanch/engine";
import type { Match } from "@stanch/model";
import type { ContainerBudget } from "@stanch/sources";
import type { Skip } from "./jobs.ts";
import { type LocatedMatch, locate } from "./locate.ts";

export interface BlobOptions {
  readonly skipBinary: boolean;
  /** Scans every version of a file whole: the slow twin of looking at what changed. */
  readonly wholeVersions?: boolean;
  /** What may be spent on containers; without it none is looked into. */
  readonly budget?: ContainerBudget;
  /** Called now and then while much is read: a sign of life. */
  readonly onWindow?: () => void;
}

/** What scanning one blob gave. */
export interface BlobResult {
  readonly matches: readonly LocatedMatch[];
  /** What was not looked at, or not all of it. */
  readonly skipped?: "binary" | "lfs-pointer" | "too-many-matches" | "decoder-limit";
  /** The same for entries of a container; `where` is the entry, "" for the container itself. */
  readonly skips?: readonly Skip[];
}

/** Whether a blob is read as it stands: UTF-16 text is not, so that a change in it says nothing about bytes. */
export function isWide(scanner: Scanner, ptr: number, length: number): boolean {
  const encoding = encodingAt(scanner, ptr, length);
  return encoding === "utf16le" || encoding === "utf16be";
}

const NOTHING: BlobResult = { matches: [] };
const BINARY: BlobResult = { matches: [], skipped: "binary" };
const LFS_POINTER: BlobResult = { matches: [], skipped: "lfs-pointer" };
const SNIFF_BYTES = 4096;

export type TextEncoding = "bytes" | "binary" | "utf16le" | "utf16be";

/** What the first bytes say: UTF-16 with or without its mark, binary (a NUL), or anything else (read as bytes). */
export function sniffEncoding(head: Uint8Array): TextEncoding {
  const [a = 0, b = 0] = head;
  if (head.length >= 2 && a === 0xff && b === 0xfe) return "utf16le";
  if (head.length >= 2 && a === 0xfe && b === 0xff) return "utf16be";
  const length = Math.min(head.length, SNIFF_BYTES);
  if (!head.includes(0)) return "bytes";
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i++) {
    if (head[i] !== 0) continue;
    if ((i & 1) === 0) even++;
    else odd++;
  }
  // Latin text in UTF-16 has a NUL in nearly every second byte and none in the others.
  const half = length / 2;
  if (odd > half * 0.6 && even < half * 0.05) return "utf16le";
  if (even > half * 0.6 && odd < half * 0.05) return "utf16be";
  return "binary";
}

/** The same for bytes in the kernel's memory. Nearly all blobs are told by the kernel, without a view made for them. */
function encodingAt({ kernel }: Scanner, ptr: number, length: number): TextEncoding {
  const head = Math.min(length, SNIFF_BYTES);
  const mayHaveMark = (kernel.bytes[ptr] ?? 0) >= 0xfe && (kernel.bytes[ptr + 1] ?? 0) >= 0xfe;
  if (!mayHaveMark && kernel.fn.countByte(ptr, head, 0) === 0) return "bytes";
  return sniffEncoding(kernel.bytes.subarray(ptr, ptr + head));
}

/** Scans one blob that lies at [ptr, ptr + length) of the kernel, followed by MARGIN accessible bytes, as it stands: no container is looked into. */
export function scanPlain(scanner: Scanner, ptr: number, length: number, options: BlobOptions): BlobResult {
  const { kernel } = scanner;
  if (length < 8) return NOTHING;
  const encoding = encodingAt(scanner, ptr, length);
  if (encoding === "utf16le" || encoding === "utf16be") {
    const text = Buffer.from(decodeUtf16(kernel.buffer.subarray(ptr, ptr + length), encoding), "utf8");
    const at = (ptr + length + MARGIN + 15) & ~15;
    kernel.reserve(at + text.length);
    kernel.bytes.set(text, at);
    kernel.bytes.fill(0, at + text.length, at + text.length + MARGIN);
    const matches = scanner.scanAt(at, text.length);
    return { matches: locate(scanner, at, text.length, matches), ...limitsMet(scanner, matches) };
  }
  if (encoding === "binary" && options.skipBinary) return BINARY;
  if (length < 200 && kernel.buffer.latin1Slice(ptr, ptr + Math.min(length, 42)) === "version https://git-lfs.github.com/spec/v1")
    return LFS_POINTER;
  const matches = scanner.scanAt(ptr, length);
  if (matches.length === 0 && !scanner.hitDecoderLimit) return NOTHING;
  return { matches: locate(scanner, ptr, length, matches), ...limitsMet(scanner, matches) };
}

/** Whether the last scan stopped short of the blob's end, for one rule or for what is encoded. */
export function limitsMet(scanner: Scanner, matches: readonly Match[]): Pick<BlobResult, "skipped"> {
  if (matches.length >= MOST_MATCHES) {
    const counts = new Map<string, number>();
    for (const { detector, rule } of matches) counts.set(`${detector} ${rule}`, (counts.get(`${detector} ${rule}`) ?? 0) + 1);
    if ([...counts.values()].some((count) => count >= MOST_MATCHES)) return { skipped: "too-many-matches" };
  }
  return scanner.hitDecoderLimit ? { skipped: "decoder-limit" } : {};
}

export function decodeUtf16(bytes: Buffer, encoding: "utf16le" | "utf16be"): string {
  const even = bytes.subarray(0, bytes.length & ~1);
  if (encoding === "utf16le") return even.toString("utf16le");
  return Buffer.from(even).swap16().toString("utf16le");
}
