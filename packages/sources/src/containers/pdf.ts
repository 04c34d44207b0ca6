import { Unzlib } from "./gzip.ts";
import { type Pull, Reader, chain, gather, sequence } from "./pull.ts";

export interface PdfVisitor {
  /** A stream that was packed; `packed` tells how many bytes of the file it has taken. */
  stream(name: string, pull: Pull, packed: () => number): void;
  /** What a page's stream shows, as text. */
  text(name: string, bytes: Uint8Array): void;
  /** The file less the packed streams. */
  rest(pull: Pull): void;
  skip(reason: "archive-encrypted" | "archive-unread" | "archive-limit", why: string): void;
}

/** Bytes before `stream` in which its dictionary is looked for. */
const DICTIONARY = 2048;
const MOST_STREAMS = 200_000;
/** Pages of more than this are read as they stand, not as text. */
const LONGEST_PAGE = 4_194_304;
/** Filters of pictures: they hold no text. */
const PICTURES = /^\/(?:DCTDecode|DCT|JPXDecode|CCITTFaxDecode|CCF|JBIG2Decode)$/;

/** Reads the packed streams of a PDF (ISO 32000-1) one after the other; what its tables say of them is not asked. */
export function readPdf(bytes: Uint8Array, visitor: PdfVisitor): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rest: Uint8Array[] = [];
  if (file.includes("/Encrypt")) visitor.skip("archive-encrypted", "it is encrypted");
  let from = 0;
  const unread = new Set<string>();
  const state = { hasGlyphs: false };
  let count = 0;
  for (let at = file.indexOf("stream"); at >= 0; at = file.indexOf("stream", at + 6)) {
    const dataAt = dataAfter(file, at);
    if (dataAt < 0) continue;
    if (++count > MOST_STREAMS) {
      visitor.skip("archive-limit", `more than ${MOST_STREAMS} streams`);
      break;
    }
    const dictionary = dictionaryBefore(file, at, from);
    const filter = /\/(?:Filter|F)\s{0,4}\[?\s{0,4}(\/[A-Za-z0-9]{1,20})/.exec(dictionary)?.[1];
    if (filter === undefined) continue;
    if (filter !== "/FlateDecode" && filter !== "/Fl") {
      if (!PICTURES.test(filter)) unread.add(filter);
      continue;
    }
    const end = file.indexOf("endstream", dataAt);
    const dataEnd = end < 0 ? file.length : end;
    const used = readStream(
      bytes.subarray(dataAt, dataEnd),
      `object ${/(\d{1,10})\s+\d{1,5}\s+obj/.exec(dictionary)?.[1] ?? dataAt}`,
      visitor,
      state,
    );
    rest.push(bytes.subarray(from, dataAt));
    from = dataAt + used;
    at = Math.max(at, dataEnd - 6);
  }
  if (state.hasGlyphs) visitor.skip("archive-unread", "text in it is written in glyph numbers of its fonts, which are not read");
  for (const filter of unread) visitor.skip("archive-unread", `its streams packed by ${filter.slice(1)} are not read`);
  rest.push(bytes.subarray(from));
  visitor.rest(sequence(rest.map((part) => new Reader(part))));
}

/** Where the data of the stream begin whose word is at `at`; -1 where the word is part of another or of the text. */
function dataAfter(file: Buffer, at: number): number {
  let before = at - 1;
  while (before > at - 8 && ((file[before] ?? 0) === 10 || (file[before] ?? 0) === 13 || (file[before] ?? 0) === 32)) before--;
  if (file[before] !== 0x3e || file[before - 1] !== 0x3e) return -1;
  const next = file[at + 6] === 13 ? at + 7 : at + 6;
  return file[next] === 10 ? next + 1 : -1;
}

function dictionaryBefore(file: Buffer, at: number, least: number): string {
  const text = file.toString("latin1", Math.max(least, at - DICTIONARY), at);
  const object = text.lastIndexOf(" obj");
  return object < 0 ? text : text.slice(Math.max(0, object - 20));
}

/** Gives the number of bytes that the stream took. */
function readStream(packed: Uint8Array, name: string, visitor: PdfVisitor, state: { hasGlyphs: boolean }): number {
  const reader = new Reader(packed);
  const pull = new Unzlib(reader);
  const { bytes, isAll, error } = gather(pull, LONGEST_PAGE);
  if (bytes.length === 0) return 0;
  visitor.stream(name, chain(bytes, isAll ? { read: () => thrown(error) } : pull), () => reader.position);
  const text = isAll ? shownText(bytes) : undefined;
  if (text !== undefined) {
    state.hasGlyphs ||= isGlyphs(text);
    visitor.text(name, text);
  }
  return reader.position;
}

/** Fonts of two bytes a character number their glyphs as they like: the high byte is mostly zero. */
function isGlyphs(text: Uint8Array): boolean {
  let zeros = 0;
  for (const byte of text) if (byte === 0) zeros++;
  return zeros * 4 > text.length;
}

function thrown(error: unknown): number {
  if (error instanceof Error) throw error;
  return 0;
}

const SPACE = -180;

/** The strings that a page's stream shows (9.4.3), put together as they stand on a line. Undefined where it shows none. */
export function shownText(bytes: Uint8Array): Uint8Array | undefined {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!/T[jJ]/.test(page)) return undefined;
  let out = "";
  let pending = "";
  const TOKEN = /\((?:[^()\\]|\\[\s\S])*\)|<[0-9A-Fa-f\s]*>|-?\d*\.?\d+|[A-Za-z'"*]+|[[\]]|[()<>/%{}]/g;
  for (const [token] of page.matchAll(TOKEN)) {
    const first = token[0] ?? "";
    if (first === "(" && token.length > 1) pending += literal(token);
    else if (first === "<" && token.length > 1) pending += Buffer.from(token.slice(1, -1).replace(/\s/g, ""), "hex").toString("latin1");
    else if (/^-?[\d.]/.test(token)) {
      if (pending !== "" && Number(token) < SPACE) pending += " ";
    } else if (token === "Tj" || token === "TJ") {
      out += pending;
      pending = "";
    } else if (token === "'" || token === '"') {
      out += `\n${pending}`;
      pending = "";
    } else if (first !== "[" && first !== "]") {
      pending = "";
      if (/^(?:T\*|Td|TD|Tm|ET)$/.test(token) && !out.endsWith("\n")) out += "\n";
    }
  }
  return out.trim() === "" ? undefined : new Uint8Array(Buffer.from(out, "latin1"));
}

function literal(token: string): string {
  return token.slice(1, -1).replace(/\\(?:([0-7]{1,3})|(\r\n?|\n)|([\s\S]))/g, (_, octal?: string, line?: string, other?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (line !== undefined) return "";
    return ESCAPES.get(other ?? "") ?? other ?? "";
  });
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["b", "\b"],
  ["f", "\f"],
]);
