import type { KernelTables } from "./tables.ts";

// The tables of all built-in detectors cost a start some 30 ms: the build keeps them beside the program. They are used only
// with the program of the same build: a choice of detectors or a custom one makes its own.

const MAGIC = "stanch tables 3\n";
const DIGEST_BYTES = 64;

/** The tables as the bytes of one file. `digest`: 64 characters that name the set they are of. */
export function packTables(tables: KernelTables, digest: string): Buffer {
  const parts = [tables.bitmap, asBytes(tables.heads), asBytes(tables.entries), tables.keywords, tables.classes, tables.aheads];
  const lengths = new Uint32Array(parts.map((part) => part.length));
  return Buffer.concat([Buffer.from(MAGIC + digest, "latin1"), asBytes(lengths), ...parts]);
}

/** The tables in a file's bytes, or undefined when they are those of another set or another version. */
export function unpackTables(bytes: Buffer, digest: string): KernelTables | undefined {
  const head = MAGIC.length + DIGEST_BYTES;
  if (bytes.toString("latin1", 0, head) !== MAGIC + digest) return undefined;
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
