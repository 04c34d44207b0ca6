import { MARGIN, type Scanner } from "@stanch/engine";
import { type BlobOptions, type BlobResult, decodeUtf16, limitsMet, sniffEncoding } from "./plain-scan.ts";
import { type LocatedMatch, type Offset, characters, hasByteOrderMark, locate } from "./locate.ts";

/** Bytes scanned at a time of what is too large to be held whole. */
export const WINDOW_BYTES = 8_388_608;
/** What two windows share on either side of their seam: more than the widest reach of any rule. */
const SEAM_BYTES = 131_072;
const SIZES = { window: WINDOW_BYTES, seam: SEAM_BYTES };

/**
 * Scans a stream of bytes in windows. `read(buffer)` fills a part of `buffer` and returns the number of bytes, 0 at the
 * end. A match belongs to the window in whose own part it starts, and is seen there with SEAM_BYTES on both sides: where
 * the windows are cut changes nothing.
 */
export function scanWindows(
  scanner: Scanner,
  at: number,
  read: (into: Uint8Array) => number,
  options: BlobOptions,
  { window, seam } = SIZES,
): BlobResult & { readonly bytes: number } {
  const { kernel } = scanner;
  kernel.reserve(at + window);
  const matches: LocatedMatch[] = [];
  let held = 0;
  let total = 0;
  let ended = false;
  let offset: Offset = { lines: 0, column: 0 };
  let isFirst = true;
  let wide: "utf16le" | "utf16be" | undefined;
  let skipped: BlobResult["skipped"];
  while (!ended) {
    while (held < window) {
      const got = read(kernel.bytes.subarray(at + held, at + window));
      if (got === 0) {
        ended = true;
        break;
      }
      held += got;
      total += got;
    }
    if (isFirst) {
      const encoding = sniffEncoding(kernel.bytes.subarray(at, at + Math.min(held, 4096)));
      if (encoding === "binary" && options.skipBinary) return { matches: [], skipped: "binary", bytes: total };
      if (encoding === "utf16le" || encoding === "utf16be") wide = encoding;
    }
    const keep = ended ? 0 : 2 * seam;
    // The window owns what starts in [isFirst ? 0 : seam, ownEnd).
    const ownEnd = ended ? held : held - seam;
    const ownStart = isFirst ? 0 : seam;
    const limit =
      wide === undefined
        ? scanOne(scanner, at, held, ownStart, ownEnd, offset, matches)
        : scanWide(scanner, at, held, ownStart, ownEnd, offset, wide, matches);
    skipped ??= limit;
    const drop = held - keep;
    offset = advance(scanner, at, drop, offset, wide);
    kernel.bytes.copyWithin(at, at + drop, at + held);
    held = keep;
    isFirst = false;
  }
  return { matches, bytes: total, ...(skipped === undefined ? {} : { skipped }) };
}

/** Adds the matches of a window's own part to `out`; gives the limit that was met. */
function scanOne(
  scanner: Scanner,
  at: number,
  held: number,
  ownStart: number,
  ownEnd: number,
  offset: Offset,
  out: LocatedMatch[],
): BlobResult["skipped"] {
  scanner.kernel.bytes.fill(0, at + held, at + held + MARGIN);
  const all = scanner.scanAt(at, held);
  const own = all.filter((match) => match.start >= ownStart && match.start < ownEnd);
  if (own.length > 0) for (const match of locate(scanner, at, held, own, offset)) out.push(match);
  return limitsMet(scanner, all).skipped;
}

/** The same for UTF-16: the window is turned into UTF-8 behind itself; its own part is measured in the new text. */
function scanWide(
  scanner: Scanner,
  at: number,
  held: number,
  ownStart: number,
  ownEnd: number,
  offset: Offset,
  wide: "utf16le" | "utf16be",
  out: LocatedMatch[],
): BlobResult["skipped"] {
  const { kernel } = scanner;
  const utf8 = (from: number, to: number): Buffer => Buffer.from(decodeUtf16(kernel.buffer.subarray(at + from, at + to), wide), "utf8");
  const [before, own, after] = [utf8(0, ownStart), utf8(ownStart, ownEnd), utf8(ownEnd, held)];
  const target = (at + held + 2 * MARGIN + 15) & ~15;
  const length = before.length + own.length + after.length;
  kernel.reserve(target + length);
  kernel.bytes.set(before, target);
  kernel.bytes.set(own, target + before.length);
  kernel.bytes.set(after, target + before.length + own.length);
  return scanOne(scanner, target, length, before.length, ended(ownEnd, held) ? length : before.length + own.length, offset, out);
}

const ended = (ownEnd: number, held: number): boolean => ownEnd === held;

/** The offset of the text after `drop` bytes of it are gone. */
function advance(scanner: Scanner, at: number, drop: number, offset: Offset, wide: "utf16le" | "utf16be" | undefined): Offset {
  const { kernel } = scanner;
  if (drop <= 0) return offset;
  const bytes =
    wide === undefined
      ? kernel.buffer.subarray(at, at + drop)
      : Buffer.from(decodeUtf16(kernel.buffer.subarray(at, at + drop), wide), "utf8");
  let lines = 0;
  if (wide === undefined) lines = kernel.fn.countByte(at, drop, 10);
  else for (const byte of bytes) if (byte === 10) lines++;
  const last = bytes.lastIndexOf(10);
  const isStart = offset.lines === 0 && offset.column === 0;
  const mark = isStart && hasByteOrderMark(bytes, 0, bytes.length) ? 1 : 0;
  const column = last < 0 ? offset.column - mark : 0;
  return { lines: offset.lines + lines, column: column + characters(bytes, last + 1, bytes.length, true) };
}
