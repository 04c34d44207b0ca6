import { crc32 } from "node:zlib";
import { AppError } from "@stanch/model";
import * as z from "zod";
import { type Columns, Graph, Strings, fits } from "./graph.ts";

const MAGIC = "stanch impact 1\n";
const length = z.int().nonnegative();

const Header = z.object({
  bytes: length,
  lengths: z.object({ ends: length, nodes: length, edges: length, blinds: length, uses: length, forms: length, out: length, in: length }),
  crc32: z.int(),
  unread: z.record(z.string(), z.object({ count: z.int(), examples: z.array(z.string()) })),
  facts: z.object({
    repositories: z.int(),
    files: z.int(),
    read: z.record(z.string(), z.int()),
    logs: z.array(z.string()),
    cluster: z.boolean(),
    builtAt: z.string(),
  }),
});

/** The graph as bytes: a line that names the format, a line of JSON with lengths and a checksum, 32-bit numbers (little-endian), all texts. */
export function indexBytes(graph: Graph): Uint8Array {
  const { strings, nodes, edges, blinds, uses, forms, out, in: entering, unread, facts } = graph.columns;
  const arrays = { ends: strings.ends, nodes, edges, blinds, uses, forms, out, in: entering };
  const body = Buffer.concat([...Object.values(arrays).map(littleEndian), strings.bytes]);
  const lengths = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.length]));
  const header = JSON.stringify({ bytes: strings.bytes.length, lengths, crc32: crc32(body), unread, facts });
  // Padded, so that the numbers begin where they can be read in place.
  const padding = " ".repeat((4 - ((MAGIC.length + Buffer.byteLength(header) + 1) % 4)) % 4);
  return Buffer.concat([Buffer.from(`${MAGIC}${header}${padding}\n`), body]);
}

/** Throws SOURCE_UNREADABLE for bytes that are no index, are cut, or were changed. */
export function graphFromIndex(bytes: Uint8Array, where: string): Graph {
  const broken = (cause?: unknown): AppError =>
    new AppError("SOURCE_UNREADABLE", {
      what: "Not an index of stanch impact, or a broken one",
      where,
      next: "Make it anew: stanch impact NAME PATH… --save-index FILE.",
      cause,
    });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, MAGIC.length).toString("latin1") !== MAGIC) throw broken();
  const end = buffer.indexOf(10, MAGIC.length);
  if (end < 0) throw broken();
  let columns: Columns;
  try {
    const header = Header.parse(JSON.parse(buffer.subarray(MAGIC.length, end).toString("utf8")));
    const body = buffer.subarray(end + 1);
    if (crc32(body) !== header.crc32) throw new RangeError("checksum");
    let at = 0;
    const take = (count: number): Int32Array => {
      at += count * 4;
      if (at > body.length) throw new RangeError("cut");
      return numbersOf(body.subarray(at - count * 4, at));
    };
    const { lengths } = header;
    const ends = take(lengths.ends);
    const [nodes, edges, blinds, uses] = [take(lengths.nodes), take(lengths.edges), take(lengths.blinds), take(lengths.uses)];
    const [forms, out, entering] = [take(lengths.forms), take(lengths.out), take(lengths.in)];
    const texts = body.subarray(at);
    if (texts.length !== header.bytes) throw new RangeError("cut");
    columns = {
      strings: new Strings(texts, ends),
      nodes,
      edges,
      blinds,
      uses,
      forms,
      out,
      in: entering,
      unread: header.unread,
      facts: header.facts,
    };
  } catch (error) {
    throw broken(error);
  }
  if (!fits(columns)) throw broken();
  return new Graph(columns);
}

const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function littleEndian(array: Int32Array): Buffer {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return IS_LITTLE ? bytes : Buffer.from(bytes).swap32();
}

/** In place where the bytes lie so that they can be, else a copy. */
function numbersOf(bytes: Buffer): Int32Array {
  if (IS_LITTLE && bytes.byteOffset % 4 === 0) return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const copy = new Uint8Array(bytes);
  if (!IS_LITTLE) Buffer.from(copy.buffer).swap32();
  return new Int32Array(copy.buffer);
}
