/**
 * A small database in the MaxMind format (MaxMind DB File Format Specification 2.0), IPv4 only, made at test time: no real one may
 * be handed on. Values: text, unsigned numbers, doubles, maps.
 */
export type Value = string | number | { readonly [name: string]: Value };

export function writeMmdb(networks: readonly (readonly [network: string, value: Value])[]): Buffer {
  const tree: [left: Node, right: Node][] = [[undefined, undefined]];
  const data: Buffer[] = [];
  let dataBytes = 0;
  for (const [network, value] of networks) {
    const encoded = encode(value);
    insert(tree, network, { at: dataBytes });
    data.push(encoded);
    dataBytes += encoded.length;
  }
  const nodes = Buffer.alloc(tree.length * 8);
  const pointer = (node: Node): number => (node === undefined ? tree.length : typeof node === "number" ? node : tree.length + 16 + node.at);
  for (const [index, [left, right]] of tree.entries()) {
    nodes.writeUInt32BE(pointer(left), index * 8);
    nodes.writeUInt32BE(pointer(right), index * 8 + 4);
  }
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_772_000_000,
    database_type: "Test",
    ip_version: 4,
    node_count: tree.length,
    record_size: 32,
  });
  return Buffer.concat([nodes, Buffer.alloc(16), ...data, Buffer.from("abcdef4d61784d696e642e636f6d", "hex"), metadata]);
}

/** Number of a node, a place in the data, or nothing. */
type Node = number | { readonly at: number } | undefined;

function insert(tree: [Node, Node][], network: string, leaf: Node): void {
  const [base = "", prefix = "32"] = network.split("/");
  const bits = base.split(".").reduce((all, byte) => all * 256 + Number(byte), 0);
  let node = 0;
  for (let depth = 0; depth < Number(prefix); depth++) {
    const side = Math.floor(bits / 2 ** (31 - depth)) % 2 === 1 ? 1 : 0;
    const pair = tree[node];
    if (pair === undefined) throw new Error("no such node");
    if (depth === Number(prefix) - 1) {
      pair[side] = leaf;
      return;
    }
    const next = pair[side];
    if (typeof next === "number") node = next;
    else {
      pair[side] = tree.length;
      node = tree.length;
      tree.push([undefined, undefined]);
    }
  }
}

function encode(value: Value): Buffer {
  if (typeof value === "string") {
    const text = Buffer.from(value);
    return Buffer.concat([control(2, text.length), text]);
  }
  if (typeof value === "number") {
    if (Number.isInteger(value) && value >= 0) {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return Buffer.concat([control(6, 4), bytes]);
    }
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([control(3, 8), bytes]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([name, inner]) => [encode(name), encode(inner)])]);
}

/** Types up to 7 in the first three bits, sizes below 29 in the rest, larger ones in a second byte. */
function control(type: number, size: number): Buffer {
  return size < 29 ? Buffer.of((type << 5) | size) : Buffer.of((type << 5) | 29, size - 29);
}
