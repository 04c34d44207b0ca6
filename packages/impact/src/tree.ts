import { LineCounter, type Node, isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments } from "yaml";

/** A parsed document with the line of every part. Repeated keys: the last one counts, as everywhere that reads such files. */
export type Tree = MapTree | ListTree | TextTree;
export interface MapTree {
  readonly kind: "map";
  readonly line: number;
  readonly entries: ReadonlyMap<string, Tree>;
}
export interface ListTree {
  readonly kind: "list";
  readonly line: number;
  readonly items: readonly Tree[];
}
export interface TextTree {
  readonly kind: "text";
  readonly line: number;
  readonly text: string;
  /** A tag such as `!Ref` or `!reference`, without the mark. */
  readonly tag?: string;
}

/** Bounds of one file: a few lines of YAML may say a billion. */
const MOST_NODES = 200_000;
const MOST_DEPTH = 96;

/** Why a document was not read, as the receipt names it. */
export class Unreadable extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** All documents of a YAML or JSON text. Throws Unreadable. Aliases are followed and count each time that they are. */
export function parseTrees(text: string): readonly Tree[] {
  if (isDeep(text)) throw new Unreadable("too-deep");
  const counter = new LineCounter();
  try {
    const documents = parseAllDocuments(text, { lineCounter: counter, uniqueKeys: false, strict: false, logLevel: "silent", merge: false });
    if (!Array.isArray(documents)) return [];
    const budget = { left: MOST_NODES };
    return documents.flatMap((document): readonly Tree[] => {
      const [error] = document.errors;
      if (error !== undefined && document.contents === null) throw new Unreadable("broken");
      if (document.contents === null) return [];
      return [treeOf(document.contents, { counter, budget, anchors: new Map(), open: new Set() }, 0)];
    });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    if (error instanceof RangeError) throw new Unreadable("too-deep");
    throw new Unreadable("broken");
  }
}

/** Brackets alone can nest deeper than a parser's stack. Indents are bounded by the parser's own stack, which is caught. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) {
      if (++depth > 512) return true;
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--;
    else if (code === 10 && text.charCodeAt(at + 1) !== 32) depth = 0;
  }
  return false;
}

interface Reading {
  readonly counter: LineCounter;
  readonly budget: { left: number };
  readonly anchors: Map<string, Node>;
  readonly open: Set<Node>;
}

function treeOf(node: unknown, reading: Reading, depth: number): Tree {
  if (--reading.budget.left < 0) throw new Unreadable("too-large");
  if (depth > MOST_DEPTH) throw new Unreadable("too-deep");
  if (isAlias(node)) {
    const target = reading.anchors.get(node.source);
    // An anchor within itself, or one that is not there.
    if (target === undefined || reading.open.has(target)) return { kind: "text", line: lineOf(node, reading), text: "" };
    return treeOf(target, reading, depth + 1);
  }
  const line = lineOf(node, reading);
  if (isScalar(node)) {
    keep(node, reading);
    const text = typeof node.value === "string" ? node.value : (node.source ?? "");
    const tag = node.tag?.startsWith("!") === true ? node.tag.replace(/^!+/, "") : undefined;
    return tag === undefined ? { kind: "text", line, text } : { kind: "text", line, text, tag };
  }
  if (!isMap(node) && !isSeq(node)) return { kind: "text", line, text: "" };
  keep(node, reading);
  reading.open.add(node);
  try {
    if (isSeq(node)) {
      const list: Tree = {
        kind: "list",
        line,
        items: node.items.map((item) => treeOf(isPair(item) ? item.value : item, reading, depth + 1)),
      };
      return tagged(list, node.tag);
    }
    const entries = new Map<string, Tree>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const keyLine = lineOf(key, reading);
      const tree = value === null ? ({ kind: "text", line: keyLine, text: "" } as const) : treeOf(value, reading, depth + 1);
      if (name === "<<") for (const [inner, merged] of mergedOf(tree)) if (!entries.has(inner)) entries.set(inner, merged);
      if (name !== "<<") entries.set(name, tree.kind === "text" ? tree : { ...tree, line: keyLine });
    }
    return tagged({ kind: "map", line, entries }, node.tag);
  } finally {
    reading.open.delete(node);
  }
}

/** `!Join [..]` and the like become a map of one entry, as their long form is. */
function tagged(tree: Tree, tag: string | undefined): Tree {
  if (tag === undefined || !tag.startsWith("!") || tag.startsWith("!!") || tag === "!") return tree;
  return { kind: "map", line: tree.line, entries: new Map([[`Fn::${tag.slice(1)}`, tree]]) };
}

function mergedOf(tree: Tree): Iterable<[string, Tree]> {
  if (tree.kind === "map") return tree.entries;
  return tree.kind === "list" ? tree.items.flatMap((item) => [...mergedOf(item)]) : [];
}

function keep(node: Node, { anchors }: Reading): void {
  if ("anchor" in node && typeof node.anchor === "string") anchors.set(node.anchor, node);
}

function lineOf(node: unknown, { counter }: Reading): number {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return 1;
  const start: unknown = node.range[0];
  return typeof start === "number" ? Math.max(1, counter.linePos(start).line) : 1;
}

export function at(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  let here = tree;
  for (const name of path) here = here?.kind === "map" ? here.entries.get(name) : undefined;
  return here;
}

/** Text of a scalar; undefined for what is none, and for an empty one. */
export function textAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const found = at(tree, ...path);
  return found?.kind === "text" && found.text !== "" ? found.text : undefined;
}

export function itemsAt(tree: Tree | undefined, ...path: readonly string[]): readonly Tree[] {
  const found = at(tree, ...path);
  return found?.kind === "list" ? found.items : [];
}

export function entriesAt(tree: Tree | undefined, ...path: readonly string[]): Iterable<readonly [string, Tree]> {
  const found = at(tree, ...path);
  return found?.kind === "map" ? found.entries : [];
}

/** Every scalar below, with its way down. The tree was bounded when it was made. */
export function* textsOf(
  tree: Tree | undefined,
  way: readonly string[] = [],
): Generator<{ readonly way: readonly string[]; readonly leaf: TextTree }> {
  if (tree === undefined) return;
  if (tree.kind === "text") yield { way, leaf: tree };
  else if (tree.kind === "list") for (const item of tree.items) yield* textsOf(item, way);
  else for (const [name, below] of tree.entries) yield* textsOf(below, [...way, name]);
}

/** A JSON value of a caller (a cluster's API) as a tree; all lines are 1. Throws Unreadable. */
export function treeOfJson(value: unknown, budget = { left: MOST_NODES }, depth = 0): Tree {
  if (--budget.left < 0) throw new Unreadable("too-large");
  if (depth > MOST_DEPTH) throw new Unreadable("too-deep");
  if (Array.isArray(value)) return { kind: "list", line: 1, items: value.map((item) => treeOfJson(item, budget, depth + 1)) };
  if (typeof value === "object" && value !== null)
    return {
      kind: "map",
      line: 1,
      entries: new Map(Object.entries(value).map(([name, item]) => [name, treeOfJson(item, budget, depth + 1)])),
    };
  return { kind: "text", line: 1, text: value === null || value === undefined ? "" : String(value as string | number | boolean) };
}
