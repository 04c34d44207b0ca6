import {
  type Blind,
  CHANNELS,
  CONFIDENCES,
  type Confidence,
  type GraphEdge,
  type GraphNode,
  NODE_KINDS,
  type Place,
  type Relation,
  type Unread,
  type Use,
} from "./types.ts";
import { formsOf, hashOf } from "./match.ts";

const RELATIONS: readonly Relation[] = ["holds", "flows", "whole", "part", "runs", "owned"];
const NODE_WIDTH = 8;
const EDGE_WIDTH = 9;
const BLIND_WIDTH = 5;
const USE_WIDTH = 5;

/** Texts by number, decoded when they are asked for. `ends`: where each ends in the bytes (UTF-8). */
export class Strings {
  readonly bytes: Buffer;
  readonly ends: Int32Array;
  readonly #known = new Map<number, string>();
  constructor(bytes: Buffer, ends: Int32Array) {
    this.bytes = bytes;
    this.ends = ends;
  }
  at(index: number): string {
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const text = this.bytes.toString("utf8", this.ends[index - 1] ?? 0, this.ends[index] ?? 0);
    this.#known.set(index, text);
    return text;
  }
}

/** Everything as numbers and one table of strings, as it is kept in an index file: a question touches few of them. */
export interface Columns {
  readonly strings: Strings;
  readonly nodes: Int32Array;
  readonly edges: Int32Array;
  readonly blinds: Int32Array;
  readonly uses: Int32Array;
  /** Pairs of a form's hash and a node that is found by it, ascending by hash. */
  readonly forms: Int32Array;
  /** Where the edges of each node begin, and the edges: those that leave, and those that enter. */
  readonly out: Int32Array;
  readonly in: Int32Array;
  /** What was not read, by reason. */
  readonly unread: Readonly<Record<string, { readonly count: number; readonly examples: readonly string[] }>>;
  readonly facts: GraphFacts;
}

/** What went into it, for receipts. */
export interface GraphFacts {
  readonly repositories: number;
  readonly files: number;
  /** Files that some reader understood, by reader. */
  readonly read: Readonly<Record<string, number>>;
  readonly logs: readonly string[];
  readonly cluster: boolean;
  /** ISO 8601. */
  readonly builtAt: string;
}

/** The inventory graph. Nodes and edges are named by their number; objects are made when they are asked for. */
export class Graph {
  readonly columns: Columns;

  constructor(columns: Columns) {
    this.columns = columns;
  }

  get nodeCount(): number {
    return this.columns.nodes.length / NODE_WIDTH;
  }

  get edgeCount(): number {
    return this.columns.edges.length / EDGE_WIDTH;
  }

  node(index: number): GraphNode {
    const { nodes } = this.columns;
    const at = index * NODE_WIDTH;
    const line = nodes[at + 7] ?? 0;
    return {
      id: this.#string(nodes[at]),
      kind: NODE_KINDS[nodes[at + 1] ?? 0] ?? "name",
      form: this.#string(nodes[at + 2]),
      label: this.#string(nodes[at + 3]),
      name: this.#string(nodes[at + 4]),
      ...(line === 0 ? {} : { place: { repository: this.#string(nodes[at + 5]), path: this.#string(nodes[at + 6]), line } }),
    };
  }

  edge(index: number): GraphEdge & { readonly fromNode: number; readonly toNode: number } {
    const { edges } = this.columns;
    const at = index * EDGE_WIDTH;
    const fromNode = edges[at] ?? 0;
    const toNode = edges[at + 1] ?? 0;
    const channel = CHANNELS[(edges[at + 7] ?? 0) - 1];
    const note = edges[at + 8] ?? 0;
    return {
      fromNode,
      toNode,
      from: this.idOf(fromNode),
      to: this.idOf(toNode),
      relation: this.relation(index),
      place: { repository: this.#string(edges[at + 3]), path: this.#string(edges[at + 4]), line: edges[at + 5] ?? 1 },
      confidence: this.confidence(index),
      ...(channel === undefined ? {} : { channel }),
      ...(note === 0 ? {} : { note: this.#string(note) }),
    };
  }

  idOf(node: number): string {
    return this.#string(this.columns.nodes[node * NODE_WIDTH]);
  }
  nameOf(node: number): string {
    return this.#string(this.columns.nodes[node * NODE_WIDTH + 4]);
  }
  formOf(node: number): string {
    return this.#string(this.columns.nodes[node * NODE_WIDTH + 2]);
  }
  kindOf(node: number): GraphNode["kind"] {
    return NODE_KINDS[this.columns.nodes[node * NODE_WIDTH + 1] ?? 0] ?? "name";
  }
  toOf(edge: number): number {
    return this.columns.edges[edge * EDGE_WIDTH + 1] ?? 0;
  }
  fromOf(edge: number): number {
    return this.columns.edges[edge * EDGE_WIDTH] ?? 0;
  }
  relation(edge: number): Relation {
    return RELATIONS[this.columns.edges[edge * EDGE_WIDTH + 2] ?? 0] ?? "flows";
  }
  confidence(edge: number): Confidence {
    return CONFIDENCES[this.columns.edges[edge * EDGE_WIDTH + 6] ?? 0] ?? "possible";
  }

  /** Numbers of the edges that leave a node. */
  leaving(node: number): Int32Array {
    return this.#edgesIn(this.columns.out, node);
  }

  entering(node: number): Int32Array {
    return this.#edgesIn(this.columns.in, node);
  }

  #edgesIn(side: Int32Array, node: number): Int32Array {
    const first = this.nodeCount + 1;
    return side.subarray(first + (side[node] ?? 0), first + (side[node + 1] ?? 0));
  }

  /** Nodes that are found by one of these forms. */
  nodesBy(asked: readonly string[]): readonly number[] {
    const { forms } = this.columns;
    const found = new Set<number>();
    for (const form of asked) {
      const hash = hashOf(form);
      let low = 0;
      let high = forms.length / 2;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((forms[middle * 2] ?? 0) < hash) low = middle + 1;
        else high = middle;
      }
      for (; forms[low * 2] === hash && low * 2 < forms.length; low++) {
        const node = forms[low * 2 + 1] ?? 0;
        if (formsOf(this.nameOf(node), this.kindOf(node) === "secret").includes(form)) found.add(node);
      }
    }
    return [...found];
  }

  /** Number of the repository's name, for comparing; 0: none. */
  repositoryOf(node: number): number {
    return this.columns.nodes[node * NODE_WIDTH + 5] ?? 0;
  }

  /** What is not seen: of these nodes, and of no node at all in these repositories. */
  *blinds(nodes: ReadonlyMap<number, unknown>, repositories: ReadonlySet<number>): Generator<Blind & { readonly node: number }> {
    const { blinds } = this.columns;
    for (let at = 0; at < blinds.length; at += BLIND_WIDTH) {
      const node = (blinds[at] ?? 0) - 1;
      const line = blinds[at + 4] ?? 0;
      if (node < 0 ? line !== 0 && !repositories.has(blinds[at + 2] ?? 0) : !nodes.has(node)) continue;
      yield {
        node,
        what: this.#string(blinds[at + 1]),
        ...(node < 0 ? {} : { about: this.idOf(node) }),
        ...(line === 0 ? {} : { place: { repository: this.#string(blinds[at + 2]), path: this.#string(blinds[at + 3]), line } }),
      };
    }
  }

  *uses(units: ReadonlySet<number>): Generator<{ readonly unit: number; readonly kind: string; readonly place: Place }> {
    const { uses } = this.columns;
    for (let at = 0; at < uses.length; at += USE_WIDTH) {
      const unit = uses[at] ?? 0;
      if (!units.has(unit)) continue;
      yield {
        unit,
        kind: this.#string(uses[at + 1]),
        place: { repository: this.#string(uses[at + 2]), path: this.#string(uses[at + 3]), line: uses[at + 4] ?? 1 },
      };
    }
  }

  #string(index: number | undefined): string {
    return this.columns.strings.at(index ?? 0);
  }
}

/** Counting sort of the edges by one of their ends: where each node's begin, then the edges. */
function adjacency(edges: Int32Array, nodes: number, end: 0 | 1): Int32Array {
  const count = edges.length / EDGE_WIDTH;
  const side = new Int32Array(nodes + 1 + count);
  for (let edge = 0; edge < count; edge++) {
    const after = (edges[edge * EDGE_WIDTH + end] ?? 0) + 1;
    side[after] = (side[after] ?? 0) + 1;
  }
  for (let node = 1; node <= nodes; node++) side[node] = (side[node] ?? 0) + (side[node - 1] ?? 0);
  const next = side.slice(0, nodes);
  for (let edge = 0; edge < count; edge++) {
    const node = edges[edge * EDGE_WIDTH + end] ?? 0;
    const place = next[node] ?? 0;
    side[nodes + 1 + place] = edge;
    next[node] = place + 1;
  }
  return side;
}

/** The lengths fit each other. What the numbers name is looked up with bounds wherever it is used. */
export function fits({ strings, nodes, edges, blinds, uses, forms, out, in: entering }: Columns): boolean {
  const count = nodes.length / NODE_WIDTH;
  const side = count + 1 + edges.length / EDGE_WIDTH;
  const rests = [
    nodes.length % NODE_WIDTH,
    edges.length % EDGE_WIDTH,
    blinds.length % BLIND_WIDTH,
    uses.length % USE_WIDTH,
    forms.length % 2,
  ];
  return (
    rests.every((rest) => rest === 0) &&
    out.length === side &&
    entering.length === side &&
    (strings.ends.at(-1) ?? 0) === strings.bytes.length
  );
}

export interface Parts {
  readonly nodes: Iterable<GraphNode>;
  readonly edges: readonly GraphEdge[];
  readonly blinds: readonly Blind[];
  readonly uses: readonly Use[];
  readonly unread: readonly Unread[];
  readonly facts: GraphFacts;
}

const MOST_EXAMPLES = 20;

export function graphOf(parts: Parts): Graph {
  const strings: string[] = [""];
  const forms: [hash: number, node: number][] = [];
  const known = new Map<string, number>([["", 0]]);
  const string = (text: string): number => {
    const before = known.get(text);
    if (before !== undefined) return before;
    known.set(text, strings.length);
    return strings.push(text) - 1;
  };
  const numbers = new Map<string, number>();
  const nodes: number[] = [];
  for (const { id, kind, form, label, name, place } of parts.nodes) {
    if (kind !== "workload" && kind !== "owner" && name !== "")
      for (const form of formsOf(name, kind === "secret")) forms.push([hashOf(form), numbers.size]);
    numbers.set(id, numbers.size);
    nodes.push(
      string(id),
      NODE_KINDS.indexOf(kind),
      string(form),
      string(label),
      string(name),
      string(place?.repository ?? ""),
      string(place?.path ?? ""),
      place?.line ?? 0,
    );
  }
  const edges: number[] = [];
  for (const { from, to, relation, place, confidence, channel, note } of parts.edges) {
    const a = numbers.get(from);
    const b = numbers.get(to);
    if (a === undefined || b === undefined) continue; // a join named something that no reader entered
    const channelNumber = channel === undefined ? 0 : CHANNELS.indexOf(channel) + 1;
    edges.push(
      a,
      b,
      RELATIONS.indexOf(relation),
      string(place.repository),
      string(place.path),
      place.line,
      CONFIDENCES.indexOf(confidence),
      channelNumber,
      string(note ?? ""),
    );
  }
  const blinds = parts.blinds.flatMap(({ about, what, place }) => [
    about === undefined ? 0 : (numbers.get(about) ?? -1) + 1,
    string(what),
    string(place?.repository ?? ""),
    string(place?.path ?? ""),
    place?.line ?? 0,
  ]);
  const uses = parts.uses.flatMap(({ unit, kind, place }) => {
    const number = numbers.get(unit);
    return number === undefined ? [] : [number, string(kind), string(place.repository), string(place.path), place.line];
  });
  const unread: Record<string, { count: number; examples: string[] }> = {};
  for (const { repository, path, reason } of parts.unread) {
    const entry = (unread[reason] ??= { count: 0, examples: [] });
    entry.count++;
    if (entry.examples.length < MOST_EXAMPLES) entry.examples.push(repository === "" ? path : `${repository}/${path}`);
  }
  const bytes = strings.map((text) => Buffer.from(text));
  let end = 0;
  const edgeColumns = Int32Array.from(edges);
  return new Graph({
    strings: new Strings(
      Buffer.concat(bytes),
      Int32Array.from(bytes, ({ length }) => (end += length)),
    ),
    nodes: Int32Array.from(nodes),
    edges: edgeColumns,
    blinds: Int32Array.from(blinds),
    uses: Int32Array.from(uses),
    forms: Int32Array.from(forms.toSorted(([a, one], [b, other]) => a - b || one - other).flat()),
    out: adjacency(edgeColumns, numbers.size, 0),
    in: adjacency(edgeColumns, numbers.size, 1),
    unread,
    facts: parts.facts,
  });
}
