import { AppError } from "@stanch/model";
import * as z from "zod";
import { type Columns, Graph, isSound } from "./graph.ts";

const MAGIC = "stanch impact 1\n";

const Header = z.object({
  strings: z.int().nonnegative(),
  nodes: z.int().nonnegative(),
  edges: z.int().nonnegative(),
  blinds: z.int().nonnegative(),
  uses: z.int().nonnegative(),
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

/** The graph as bytes: a line that names the format, a line of JSON with lengths, the strings as JSON, then 32-bit numbers, little-endian. */
export function indexBytes(graph: Graph): Uint8Array {
  const { strings, nodes, edges, blinds, uses, unread, facts } = graph.columns;
  const texts = Buffer.from(JSON.stringify(strings));
  const header = {
    strings: texts.length,
    nodes: nodes.length,
    edges: edges.length,
    blinds: blinds.length,
    uses: uses.length,
    unread,
    facts,
  };
  const arrays = [nodes, edges, blinds, uses].map((array) => littleEndian(array));
  return Buffer.concat([Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`), texts, ...arrays]);
}

/** Throws SOURCE_UNREADABLE for bytes that are no index, are cut, or name what is not there. */
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
    let at = end + 1;
    const take = (length: number): Buffer => {
      if (at + length > buffer.length) throw new RangeError("cut");
      at += length;
      return buffer.subarray(at - length, at);
    };
    const strings: unknown = JSON.parse(take(header.strings).toString("utf8"));
    if (!Array.isArray(strings) || !strings.every((one): one is string => typeof one === "string")) throw new TypeError("no strings");
    const array = (length: number): Int32Array => numbersOf(take(length * 4));
    columns = {
      strings,
      nodes: array(header.nodes),
      edges: array(header.edges),
      blinds: array(header.blinds),
      uses: array(header.uses),
      unread: header.unread,
      facts: header.facts,
    };
  } catch (error) {
    throw broken(error);
  }
  if (!isSound(columns)) throw broken();
  return new Graph(columns);
}

const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function littleEndian(array: Int32Array): Buffer {
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  return IS_LITTLE ? bytes : Buffer.from(bytes).swap32();
}

/** A copy: the bytes may begin anywhere, and 32-bit numbers may not. */
function numbersOf(bytes: Buffer): Int32Array {
  const copy = new Uint8Array(bytes);
  if (!IS_LITTLE) Buffer.from(copy.buffer).swap32();
  return new Int32Array(copy.buffer);
}
