import { AppError } from "@stanch/model";

export interface TreeEntry {
  /** As in the tree: `0o100644`, `0o100755`, `0o120000` (symbolic link), `0o040000` (tree), `0o160000` (submodule). */
  readonly mode: number;
  /** Raw bytes of one path component: a view of the tree. */
  readonly name: Buffer;
  readonly oid: string;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: string;
  readonly email: string;
  /** Author date in ISO 8601 with the author's own offset; empty when the commit has no readable one. */
  readonly date: string;
  /** First line of the message. */
  readonly summary: string;
}

const TYPE_BITS = 0o170000;

export function isTreeMode(mode: number): boolean {
  return (mode & TYPE_BITS) === 0o040000;
}

export function isSubmoduleMode(mode: number): boolean {
  return (mode & TYPE_BITS) === 0o160000;
}

/** The entries of a tree in its own order. Throws `OBJECT_BROKEN`; `where` names the tree. */
export function* treeEntries(bytes: Buffer, oidLength: number, where: string): Generator<TreeEntry> {
  for (let at = 0; at < bytes.length;) {
    const nameAt = bytes.indexOf(0x20, at) + 1;
    const nameEnd = bytes.indexOf(0, nameAt);
    const mode = modeOf(bytes, at, nameAt - 1);
    if (nameAt === 0 || mode === undefined || nameEnd <= nameAt || nameEnd + 1 + oidLength > bytes.length) throw brokenTree(where);
    at = nameEnd + 1 + oidLength;
    yield { mode, name: bytes.subarray(nameAt, nameEnd), oid: bytes.toString("hex", nameEnd + 1, at) };
  }
}

export function brokenTree(where: string): AppError {
  return new AppError("OBJECT_BROKEN", {
    what: "A tree ends in the middle of an entry",
    where,
    next: 'Run "git fsck" to see what else is damaged.',
  });
}

/** Tree and parents alone, or undefined for what is no commit: all that a walk over history needs. */
export function commitLinks(bytes: Buffer, hexLength: number): { tree: string; parents: string[] } | undefined {
  const tree = linkAt(bytes, 0, "tree ", hexLength);
  if (tree === undefined) return undefined;
  const parents: string[] = [];
  let at = 5 + hexLength + 1;
  for (;;) {
    const parent = linkAt(bytes, at, "parent ", hexLength);
    if (parent === undefined) return { tree, parents };
    parents.push(parent);
    at += 7 + hexLength + 1;
  }
}

/** When it was committed, in seconds since 1970: 0 when that cannot be read, at most 2 ** 31 - 1. */
export function committerSeconds(bytes: Buffer): number {
  const line = bytes.indexOf("\ncommitter ");
  const end = line < 0 ? -1 : bytes.indexOf(0x0a, line + 1);
  const seconds = /> (\d+)/.exec(bytes.toString("latin1", Math.max(line, 0), end < 0 ? bytes.length : Math.min(end, line + 4096)))?.[1];
  return Math.min(Number(seconds ?? 0), 0x7fffffff);
}

/** A commit for display. Throws `OBJECT_BROKEN` when it names no tree; anything else that is odd is left empty. */
export function parseCommit(bytes: Buffer, hexLength: number, where: string): Commit {
  const links = commitLinks(bytes, hexLength);
  if (links === undefined) {
    throw new AppError("OBJECT_BROKEN", { what: "A commit names no tree", where, next: 'Run "git fsck" to see what else is damaged.' });
  }
  return { ...links, ...describe(bytes, "author") };
}

function describe(bytes: Buffer, who: "author" | "tagger"): Omit<Commit, "tree" | "parents"> {
  const headEnd = bytes.indexOf("\n\n");
  const head = bytes.toString("latin1", 0, headEnd < 0 ? bytes.length : headEnd);
  const decode = decoderOf(/^encoding (.+)$/m.exec(head)?.[1]);
  const line = new RegExp(`^${who} (.*)$`, "m").exec(head)?.[1] ?? "";
  const told = /^(.*?) ?<([^>]*)>(?: (-?\d{1,15}) ([+-]\d{4}))?/.exec(line);
  const text = (latin1: string): string => decode(Buffer.from(latin1, "latin1"));
  return {
    author: text(told?.[1] ?? line),
    email: text(told?.[2] ?? ""),
    date: isoDate(told?.[3], told?.[4]),
    summary: headEnd < 0 ? "" : decode(firstLine(bytes.subarray(headEnd + 2))),
  };
}

/** Where the message of a commit or tag begins; its length where there is none. What stands before it is git's own. */
export function messageStart(bytes: Buffer): number {
  const headEnd = bytes.indexOf("\n\n");
  return headEnd < 0 ? bytes.length : headEnd + 2;
}

/** An annotated tag for display, or undefined for what is no tag; `author` is who made it. */
export function parseTag(
  bytes: Buffer,
  hexLength: number,
): (Omit<Commit, "tree" | "parents"> & { readonly target: string; readonly name: string }) | undefined {
  const target = linkAt(bytes, 0, "object ", hexLength);
  const name = /^tag (.{1,300})$/m.exec(bytes.toString("utf8", 0, Math.min(messageStart(bytes), 4096)))?.[1] ?? "";
  return target === undefined ? undefined : { target, name, ...describe(bytes, "tagger") };
}

function linkAt(bytes: Buffer, at: number, word: string, hexLength: number): string | undefined {
  const end = at + word.length + hexLength;
  if (bytes[end] !== 0x0a || bytes.toString("latin1", at, at + word.length) !== word) return undefined;
  const oid = bytes.toString("latin1", at + word.length, end);
  return /^[0-9a-f]+$/.test(oid) ? oid : undefined;
}

function modeOf(bytes: Buffer, from: number, to: number): number | undefined {
  if (to <= from || to - from > 6) return undefined;
  let mode = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) return undefined;
    mode = mode * 8 + digit;
  }
  return mode;
}

function isoDate(seconds: string | undefined, zone: string | undefined): string {
  if (seconds === undefined || zone === undefined) return "";
  const offsetMinutes = (zone.startsWith("-") ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5)));
  const local = new Date((Number(seconds) + offsetMinutes * 60) * 1000);
  if (Number.isNaN(local.getTime())) return "";
  const offset = offsetMinutes === 0 ? "Z" : `${zone.slice(0, 3)}:${zone.slice(3, 5)}`;
  return local.toISOString().replace(/\.000Z$/, offset);
}

/** Up to 1,000 bytes: a message without a line feed may be as long as an object. Blank lines before it do not count. */
function firstLine(message: Buffer): Buffer {
  let from = 0;
  while (from < message.length && (message[from] === 0x0a || message[from] === 0x20)) from++;
  const end = message.indexOf(0x0a, from);
  return message.subarray(from, Math.min(end < 0 ? message.length : end, from + 1000));
}

function decoderOf(label: string | undefined): (bytes: Uint8Array) => string {
  try {
    const decoder = new TextDecoder(label ?? "utf-8");
    return (bytes) => decoder.decode(bytes);
  } catch {
    return (bytes) => Buffer.from(bytes).toString("utf8"); // a name of no encoding: what is ASCII stays readable
  }
}
