/** A stretch of bytes that says other bytes: where it stands, what it says, and how offsets go back. */
export interface Decoded {
  readonly encoding: "base64" | "hex" | "percent" | "escape";
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** Offset in the encoded text of the byte at `inner`. */
  readonly outer: (inner: number) => number;
}

/** Bytes of one encoded stretch that are looked at. */
export const LONGEST_ENCODED = 262_144;

/**
 * Decodes base64 or base64url digits. Lines of one length that follow each other (MIME, PEM, YAML blocks) are one
 * stretch: `text` may go on behind `end`, `start` and `end` are offsets of the first line's run in it.
 */
export function decodeBase64(text: string, start: number, end: number, offset: number): Decoded {
  const starts = [start];
  const lengths = [end - start];
  let last = end;
  while (lengths[0] !== undefined && lengths[0] >= 56) {
    const next = /^(?:\r?\n|\\r\\n|\\n)[ \t]{0,40}([A-Za-z0-9+/_-]{4,512})/.exec(text.slice(last, last + 600));
    const run = next?.[1];
    if (next === null || run === undefined || run.length > lengths[0] || last - start > LONGEST_ENCODED) break;
    starts.push(last + next[0].length - run.length);
    lengths.push(run.length);
    last += next[0].length;
    if (run.length < lengths[0]) break;
  }
  const digits = starts.map((at, line) => text.slice(at, at + (lengths[line] ?? 0))).join("");
  const bytes = new Uint8Array(Buffer.from(digits.slice(0, LONGEST_ENCODED).replaceAll("-", "+").replaceAll("_", "/"), "base64"));
  const outer = (inner: number): number => {
    let digit = Math.floor((inner * 4) / 3);
    for (const [line, length] of lengths.entries()) {
      if (digit < length || line === lengths.length - 1) return offset + (starts[line] ?? 0) + Math.min(digit, length);
      digit -= length;
    }
    return offset + last;
  };
  return { encoding: "base64", start: offset + start, end: offset + last, bytes, outer };
}

export function decodeHex(text: string, start: number, end: number, offset: number): Decoded {
  const bytes = new Uint8Array(Buffer.from(text.slice(start, Math.min(end, start + LONGEST_ENCODED)), "hex"));
  return { encoding: "hex", start: offset + start, end: offset + end, bytes, outer: (inner) => offset + start + inner * 2 };
}

const PERCENT = /%[0-9A-Fa-f]{2}/g;
const ESCAPE = /\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([0-7]{3})|(["'\\/nrt]))/g;

/** Percent-decodes a stretch of Latin-1 text (RFC 3986). Undefined when nothing in it is encoded. */
export function decodePercent(text: string, offset: number): Decoded | undefined {
  return replaced("percent", text, offset, PERCENT, (found) => Buffer.from(found[0].slice(1), "hex"));
}

/** Undoes the escapes of JSON, JavaScript, Java, C and Python strings. Undefined when there are none. */
export function decodeEscapes(text: string, offset: number): Decoded | undefined {
  return replaced("escape", text, offset, ESCAPE, (found) => {
    const [, braced, unicode, hex, octal, simple] = found;
    if (simple !== undefined) return Buffer.from({ n: "\n", r: "\r", t: "\t" }[simple] ?? simple);
    if (hex !== undefined) return Buffer.from(hex, "hex");
    if (octal !== undefined) return Buffer.from([Number.parseInt(octal, 8) & 0xff]);
    const code = Number.parseInt(braced ?? unicode ?? "0", 16);
    return Buffer.from(code > 0x10ffff ? "?" : String.fromCodePoint(code), "utf8");
  });
}

function replaced(
  encoding: Decoded["encoding"],
  text: string,
  offset: number,
  pattern: RegExp,
  value: (found: RegExpMatchArray) => Uint8Array,
): Decoded | undefined {
  const parts: Uint8Array[] = [];
  // Places where inner and outer offsets part: pairs (inner, outer).
  const seams: [number, number][] = [[0, 0]];
  let inner = 0;
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    const literal = Buffer.from(text.slice(from, found.index), "latin1");
    const bytes = value(found);
    parts.push(literal, bytes);
    inner += literal.length;
    seams.push([inner, found.index]);
    inner += bytes.length;
    from = found.index + found[0].length;
    seams.push([inner, from]);
  }
  if (parts.length === 0) return undefined;
  parts.push(Buffer.from(text.slice(from), "latin1"));
  const outer = (at: number): number => {
    let low = 0;
    let high = seams.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((seams[middle]?.[0] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const [innerSeam = 0, outerSeam = 0] = seams[low] ?? [];
    return offset + Math.min(outerSeam + (at - innerSeam), text.length);
  };
  return { encoding, start: offset, end: offset + text.length, bytes: new Uint8Array(Buffer.concat(parts)), outer };
}
