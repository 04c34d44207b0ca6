import { u16, u32, u64 } from "./gzip.ts";
import { type Pull, Reader, type Source, partOf, pullOf, sequence, sourceOf } from "./pull.ts";

/** A file in a zip. `packed` and `size` are what its headers claim. */
export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Where its local header begins, or would. */
  readonly at: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  /** Nothing says where its data ends but the data. */
  readonly isOpen: boolean;
}

export interface ZipVisitor {
  /**
   * Reads a member whose data lie in [from, to) of the source; gives the place behind what it could use, so that the rest is
   * looked at as it stands.
   */
  member(member: ZipMember, from: number, to: number): number;
  broken(name: string, what: string): void;
  /** What belongs to no member that could be read: directory, comments, what stands before or between. */
  rest(pull: Pull): void;
  /** Members that are read at most; their reader refuses more. */
  readonly mostEntries: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCAL_BYTES = 30;
const FULL = 0xffffffff;
/** The end record with the longest comment. */
const END_REACH = 65_557;
const CHUNK = 1_048_576;

/**
 * Reads a zip by its directory, and by local headers what no directory names: a cut file, or a member that was hidden.
 * Sizes and places are claims; each is checked against the source.
 */
export function readZip(source: Source, visitor: ZipVisitor): void {
  const covered: [number, number][] = [];
  const directory = findDirectory(source);
  if (directory === undefined) visitor.broken("", "it has no directory");
  else
    for (const member of central(source, directory, visitor.mostEntries + 1)) {
      const local = localHeader(source, member.at);
      if (local === undefined) {
        visitor.broken(member.name, "its header is missing");
        continue;
      }
      const from = local.dataAt;
      const to = Math.min(from + member.packed, source.length);
      if (from + member.packed > source.length) visitor.broken(member.name, "it is cut off");
      covered.push([member.at, Math.max(from, visitor.member(member, from, to))]);
    }
  recover(source, visitor, covered);
  visitor.rest(gapsOf(source, merged(covered)));
}

/** Where the first record of the directory is, and by how much all offsets are off (a program in front). */
function findDirectory(source: Source): { readonly at: number; readonly shift: number } | undefined {
  const tailAt = Math.max(0, source.length - END_REACH);
  const tail = Buffer.from(source.read(tailAt, source.length));
  for (let at = tail.length - 22; at >= 0; at--) {
    at = tail.lastIndexOf("PK\x05\x06", at, "latin1");
    if (at < 0) return undefined;
    const found = directoryBefore(source, tail, at, tailAt + at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function directoryBefore(
  source: Source,
  tail: Buffer,
  at: number,
  endAt: number,
): { readonly at: number; readonly shift: number } | undefined {
  if (u32(tail, at) !== END || at + 22 > tail.length) return undefined;
  let size = u32(tail, at + 12);
  let offset = u32(tail, at + 16);
  let end = endAt;
  const locator = source.read(Math.max(0, endAt - 20), endAt);
  if (locator.length === 20 && u32(locator, 0) === LOCATOR_64) {
    const record64 = u64(locator, 8);
    // In front of the locator, if what stands in front of the zip moved it.
    for (const place of [record64, endAt - 20 - 56]) {
      const record = source.read(place, place + 56);
      if (record.length < 56 || u32(record, 0) !== END_64) continue;
      size = u64(record, 40);
      offset = u64(record, 48);
      end = place;
      break;
    }
  }
  for (const place of [end - size, offset]) {
    if (place < 0 || place > source.length) continue;
    const isEmpty = size === 0 && place === end;
    if (isEmpty || u32(source.read(place, place + 4), 0) === CENTRAL) return { at: place, shift: place - offset };
  }
  return undefined;
}

function* central(source: Source, directory: { at: number; shift: number }, most: number): Generator<ZipMember> {
  const reader = new Reader(pullOf(source, directory.at));
  for (let count = 0; count < most && reader.need(46); count++) {
    const head = Buffer.from(reader.peek(46));
    if (u32(head, 0) !== CENTRAL) return;
    const nameLength = u16(head, 28);
    const extraLength = u16(head, 30);
    reader.at += 46;
    const names = Buffer.from(reader.peek(nameLength + extraLength));
    reader.skip(nameLength + extraLength + u16(head, 32));
    const extra = sizes64(names.subarray(nameLength), u32(head, 24), u32(head, 20), u32(head, 42));
    const flags = u16(head, 8);
    yield {
      name: nameText(names.subarray(0, nameLength)),
      method: u16(head, 10),
      isEncrypted: (flags & 1) !== 0,
      at: extra.offset + directory.shift,
      packed: extra.packed,
      size: extra.size,
      crc: u32(head, 16),
      isOpen: false,
    };
  }
}

/** Sizes of 64 bits stand in an extra field, those that do not fit into 32, in this order. */
function sizes64(extra: Buffer, size: number, packed: number, offset: number): { size: number; packed: number; offset: number } {
  const out = { size, packed, offset };
  for (let at = 0; at + 4 <= extra.length; at += 4 + u16(extra, at + 2)) {
    if (u16(extra, at) !== 1) continue;
    let field = at + 4;
    const end = Math.min(extra.length, field + u16(extra, at + 2));
    for (const key of ["size", "packed", "offset"] as const) {
      if (out[key] !== FULL || field + 8 > end) continue;
      out[key] = u64(extra, field);
      field += 8;
    }
  }
  return out;
}

const nameText = (bytes: Buffer): string => {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? bytes.toString("latin1") : text;
};

function localHeader(source: Source, at: number): { readonly member: ZipMember; readonly dataAt: number } | undefined {
  const head = Buffer.from(source.read(at, at + LOCAL_BYTES));
  if (at < 0 || head.length < LOCAL_BYTES || u32(head, 0) !== LOCAL) return undefined;
  const nameLength = u16(head, 26);
  const extraLength = u16(head, 28);
  const dataAt = at + LOCAL_BYTES + nameLength + extraLength;
  if (dataAt > source.length) return undefined;
  const names = Buffer.from(source.read(at + LOCAL_BYTES, dataAt));
  const flags = u16(head, 6);
  const { size, packed } = sizes64(names.subarray(nameLength), u32(head, 22), u32(head, 18), 0);
  const member = {
    name: nameText(names.subarray(0, nameLength)),
    method: u16(head, 8),
    isEncrypted: (flags & 1) !== 0,
    at,
    packed,
    size,
    crc: u32(head, 14),
    isOpen: (flags & 8) !== 0 && packed === 0,
  };
  return { member, dataAt };
}

/** Reads members by the local headers that stand where the directory names nothing. */
function recover(source: Source, visitor: ZipVisitor, covered: [number, number][]): void {
  for (const [gapFrom, gapTo] of gaps(merged(covered), source.length)) {
    for (let at = gapFrom; at + LOCAL_BYTES <= gapTo;) {
      at = find(source, "PK\x03\x04", at, gapTo);
      if (at < 0) break;
      const local = localHeader(source, at);
      if (local === undefined || local.dataAt > gapTo) {
        at += 4;
        continue;
      }
      const { member, dataAt } = local;
      const to = member.isOpen ? gapTo : Math.min(dataAt + member.packed, gapTo);
      const end = Math.max(dataAt, visitor.member(member, dataAt, to));
      covered.push([at, end]);
      at = end;
    }
  }
}

function find(source: Source, what: string, from: number, to: number): number {
  for (let at = from; at < to; at += CHUNK) {
    const found = Buffer.from(source.read(at, Math.min(to, at + CHUNK + 3))).indexOf(what, 0, "latin1");
    if (found >= 0) return at + found;
  }
  return -1;
}

function merged(ranges: readonly [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

function* gaps(covered: readonly [number, number][], length: number): Generator<[number, number]> {
  let at = 0;
  for (const [from, to] of covered) {
    if (from > at) yield [at, from];
    at = Math.max(at, to);
  }
  if (at < length) yield [at, length];
}

const LINE_FEED = Uint8Array.of(10);

/** All gaps, a line feed between them, so that no two pieces make one word. */
function gapsOf(source: Source, covered: readonly [number, number][]): Pull {
  return sequence(
    [...gaps(covered, source.length)].flatMap(([from, to], i) => [
      ...(i > 0 ? [pullOf(sourceOf(LINE_FEED))] : []),
      pullOf(partOf(source, from, to)),
    ]),
  );
}
