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

const RELATIONS: readonly Relation[] = ["holds", "flows", "whole", "part", "runs", "owned"];
const NODE_WIDTH = 8;
const EDGE_WIDTH = 9;
const BLIND_WIDTH = 5;
const USE_WIDTH = 5;

/** Everything as numbers and one table of strings, as it is kept in an index file: a question touches few of them. */
export interface Columns {
  readonly strings: readonly string[];
  readonly nodes: Int32Array;
  readonly edges: Int32Array;
  readonly blinds: Int32Array;
  readonly uses: Int32Array;
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
  #out: Adjacency | undefined;
  #in: Adjacency | undefined;

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
    this.#out ??= adjacency(this.columns.edges, this.nodeCount, 0);
    return this.#out.edges.subarray(this.#out.starts[node] ?? 0, this.#out.starts[node + 1] ?? 0);
  }

  entering(node: number): Int32Array {
    this.#in ??= adjacency(this.columns.edges, this.nodeCount, 1);
    return this.#in.edges.subarray(this.#in.starts[node] ?? 0, this.#in.starts[node + 1] ?? 0);
  }

  /** Nodes whose name satisfies `wanted`; each name is looked at once. */
  nodesNamed(wanted: (name: string) => boolean): readonly number[] {
    const { strings, nodes } = this.columns;
    const verdicts = new Int8Array(strings.length);
    const found: number[] = [];
    for (let at = 4, index = 0; at < nodes.length; at += NODE_WIDTH, index++) {
      const name = nodes[at] ?? 0;
      if (verdicts[name] === 0) verdicts[name] = wanted(strings[name] ?? "") ? 1 : 2;
      if (verdicts[name] === 1) found.push(index);
    }
    return found;
  }

  *blinds(): Generator<Blind & { readonly node: number }> {
    const { blinds } = this.columns;
    for (let at = 0; at < blinds.length; at += BLIND_WIDTH) {
      const node = (blinds[at] ?? 0) - 1;
      const line = blinds[at + 4] ?? 0;
      yield {
        node,
        what: this.#string(blinds[at + 1]),
        ...(node < 0 ? {} : { about: this.idOf(node) }),
        ...(line === 0 ? {} : { place: { repository: this.#string(blinds[at + 2]), path: this.#string(blinds[at + 3]), line } }),
      };
    }
  }

  *uses(): Generator<{ readonly unit: number; readonly kind: string; readonly place: Place }> {
    const { uses } = this.columns;
    for (let at = 0; at < uses.length; at += USE_WIDTH)
      yield {
        unit: uses[at] ?? 0,
        kind: this.#string(uses[at + 1]),
        place: { repository: this.#string(uses[at + 2]), path: this.#string(uses[at + 3]), line: uses[at + 4] ?? 1 },
      };
  }

  #string(index: number | undefined): string {
    return this.columns.strings[index ?? 0] ?? "";
  }
}

interface Adjacency {
  readonly starts: Int32Array;
  readonly edges: Int32Array;
}

/** Counting sort of the edges by one of their ends. */
function adjacency(edges: Int32Array, nodes: number, end: 0 | 1): Adjacency {
  const count = edges.length / EDGE_WIDTH;
  const starts = new Int32Array(nodes + 2);
  for (let edge = 0; edge < count; edge++) {
    const node = edges[edge * EDGE_WIDTH + end] ?? 0;
    starts[node + 2] = (starts[node + 2] ?? 0) + 1;
  }
  for (let node = 2; node < starts.length; node++) starts[node] = (starts[node] ?? 0) + (starts[node - 1] ?? 0);
  const sorted = new Int32Array(count);
  for (let edge = 0; edge < count; edge++) {
    const node = edges[edge * EDGE_WIDTH + end] ?? 0;
    const place = starts[node + 1] ?? 0;
    sorted[place] = edge;
    starts[node + 1] = place + 1;
  }
  return { starts, edges: sorted };
}

/** Whether every number names something that is there: an index file may be cut or made up. */
export function isSound({ strings, nodes, edges, blinds, uses }: Columns): boolean {
  const count = nodes.length / NODE_WIDTH;
  const isString = (value: number | undefined): boolean => value !== undefined && value >= 0 && value < strings.length;
  const isNode = (value: number | undefined): boolean => value !== undefined && value >= 0 && value < count;
  const isIn = (value: number | undefined, limit: number): boolean => value !== undefined && value >= 0 && value < limit;
  for (let at = 0; at < nodes.length; at += NODE_WIDTH)
    if (
      !isIn(nodes[at + 1], NODE_KINDS.length) ||
      ![0, 2, 3, 4, 5, 6].every((column) => isString(nodes[at + column])) ||
      (nodes[at + 7] ?? -1) < 0
    )
      return false;
  for (let at = 0; at < edges.length; at += EDGE_WIDTH)
    if (
      !isNode(edges[at]) ||
      !isNode(edges[at + 1]) ||
      !isIn(edges[at + 2], RELATIONS.length) ||
      !isString(edges[at + 3]) ||
      !isString(edges[at + 4]) ||
      !isIn(edges[at + 6], CONFIDENCES.length) ||
      !isIn(edges[at + 7], CHANNELS.length + 1) ||
      !isString(edges[at + 8])
    )
      return false;
  for (let at = 0; at < blinds.length; at += BLIND_WIDTH)
    if (!isIn(blinds[at], count + 1) || ![1, 2, 3].every((column) => isString(blinds[at + column]))) return false;
  for (let at = 0; at < uses.length; at += USE_WIDTH)
    if (!isNode(uses[at]) || ![1, 2, 3].every((column) => isString(uses[at + column]))) return false;
  return [nodes.length % NODE_WIDTH, edges.length % EDGE_WIDTH, blinds.length % BLIND_WIDTH, uses.length % USE_WIDTH].every(
    (rest) => rest === 0,
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
  return new Graph({
    strings,
    nodes: Int32Array.from(nodes),
    edges: Int32Array.from(edges),
    blinds: Int32Array.from(blinds),
    uses: Int32Array.from(uses),
    unread,
    facts: parts.facts,
  });
}
