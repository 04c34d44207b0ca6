import { createHash } from "node:crypto";
import type { CompiledSet } from "../compile.ts";
import type { KernelTables } from "./tables.ts";

// The tables of all built-in detectors cost a start some 30 ms: the build keeps them beside the program. They are used only
// for a set with the same digest, so that a choice of detectors or a custom one makes its own.

const MAGIC = "stanch tables 2\n";
const DIGEST_BYTES = 32;

/**
 * Digest of what the tables are made from: what a compiled set looks for, and where. Patterns are left out, since making
 * them all is what the tables are kept to avoid: the build makes program and tables from the same sources in one step.
 */
export function tablesDigest(set: CompiledSet): Buffer {
  const hash = createHash("sha256");
  const parts: string[] = [];
  for (const { id, before, after, rule } of set.rules) parts.push(`${id} ${before} ${after} ${rule.matcher ?? ""}`);
  for (const keyword of set.keywords) parts.push(JSON.stringify(keyword));
  return hash.update(parts.join("\n")).digest();
}

/** The tables and their digest as the bytes of one file. */
export function packTables(tables: KernelTables, digest: Buffer): Buffer {
  const parts = [tables.bitmap, asBytes(tables.heads), asBytes(tables.entries), tables.keywords, tables.classes, tables.aheads];
  const lengths = new Uint32Array(parts.map((part) => part.length));
  return Buffer.concat([Buffer.from(MAGIC), digest, asBytes(lengths), ...parts]);
}

/** The tables in a file's bytes, or undefined when they are those of another set or another version. */
export function unpackTables(bytes: Buffer, digest: Buffer): KernelTables | undefined {
  const head = MAGIC.length + DIGEST_BYTES;
  if (bytes.toString("latin1", 0, MAGIC.length) !== MAGIC || !bytes.subarray(MAGIC.length, head).equals(digest)) return undefined;
  let at = head + 6 * 4;
  const part = (index: number): Uint8Array => {
    const length = bytes.readUInt32LE(head + index * 4);
    // A copy, so that words begin where their array may.
    const copy = new Uint8Array(bytes.subarray(at, at + length));
    at += length;
    return copy;
  };
  const [bitmap, heads, entries, keywords, classes, aheads] = [part(0), part(1), part(2), part(3), part(4), part(5)];
  if (at !== bytes.length) return undefined;
  return { bitmap, heads: asWords(heads), entries: asWords(entries), keywords, classes, aheads };
}

const asBytes = (words: Uint32Array): Uint8Array => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
const asWords = (bytes: Uint8Array): Uint32Array => new Uint32Array(bytes.buffer, 0, bytes.length >> 2);
