import { type GrammarName, type Node, TOO_DEEP, enclosing, nodeAt, parse } from "./grammar.ts";
import { Gathered, type Replacement, isTest, namedInComment, testNote } from "./rewrite.ts";
import type { Rewrite, SourceFile, Target } from "./types.ts";

/** Leaves every target with one reason. */
export function refuseAll(targets: readonly Target[], reason: string): Rewrite {
  return { edits: [], files: [], notes: [], refusals: targets.map(({ id }) => ({ target: id, reason })) };
}

/** Libraries that a package manager put there: what is changed in them is lost at its next run. */
function isVendored(path: string): boolean {
  return /(?:^|\/)(?:vendor|node_modules)\//.test(path);
}

/** Parses a file, hands its tree over and frees it. */
export async function onTree(
  grammar: GrammarName,
  file: SourceFile,
  targets: readonly Target[],
  work: (root: Node) => Rewrite,
): Promise<Rewrite> {
  if (targets.length === 0) return refuseAll([], "");
  if (isVendored(file.path))
    return refuseAll(targets, "the file belongs to a library: report the secret to whoever makes it, or replace the library");
  const tree = await parse(grammar, file.text);
  if (tree === undefined) return refuseAll(targets, "the file could not be parsed in time");
  try {
    return work(tree.rootNode);
  } finally {
    tree.delete();
  }
}

/** String literals side by side that hold targets: one, or the pieces of one secret that was split. */
export interface Holder {
  readonly leaves: readonly Node[];
  readonly start: number;
  readonly end: number;
  readonly targets: readonly Target[];
  /** Of them, those whose value is kept as it is written: with `\\n` for a line end. */
  readonly escaped: ReadonlySet<Target>;
}

export interface Leaf {
  /** Where the text between the quotes begins and ends. */
  readonly from: number;
  readonly to: number;
}

export interface Literals {
  /** Node types of string literals. */
  readonly types: readonly string[];
  /** Node types that join literals: `binary_expression`. */
  readonly chains: readonly string[];
  readonly leafOf: (literal: Node) => Leaf;
  /** What a piece of a literal reads as, or undefined when that is not known. */
  readonly decode: (literal: Node, raw: string) => string | undefined;
}

/** The literals that hold each target. `refuse` is told of targets that stand elsewhere or do not read as their value. */
export function holdersOf(
  text: string,
  root: Node,
  targets: readonly Target[],
  literals: Literals,
  refuse: (target: Target, reason: string) => void,
): readonly Holder[] {
  const holders = new Map<number, Holder>();
  for (const target of targets) {
    const leaves = leavesOf(root, target, literals);
    if (typeof leaves === "string") {
      refuse(target, leaves);
      continue;
    }
    const [first] = leaves;
    const last = leaves.at(-1);
    if (first === undefined || last === undefined) continue;
    const read = readsAs(text, leaves, target, literals);
    const isEscaped = read !== target.value && read !== undefined && hasLineEscapes(text, target);
    if (read !== target.value && !isEscaped) {
      refuse(target, "what stands there does not read as the secret's value");
      continue;
    }
    const known = holders.get(first.startIndex);
    if (known !== undefined && (known.leaves.length > 1 || leaves.length > 1)) {
      refuse(target, "its pieces share a string with another secret");
      continue;
    }
    holders.set(first.startIndex, {
      leaves,
      start: first.startIndex,
      end: last.endIndex,
      targets: [...(known?.targets ?? []), target].toSorted((a, b) => a.start - b.start),
      escaped: new Set([...(known?.escaped ?? []), ...(isEscaped ? [target] : [])]),
    });
  }
  return [...holders.values()];
}

/**
 * Names the targets in comments, and replaces holder by holder those in strings. `outside`: why a place is in no code at all. A
 * file of tests gets its note for each target that was replaced. What is needed at the top of the file is the caller's.
 */
export function rewriteHolders(
  file: SourceFile,
  root: Node,
  targets: readonly Target[],
  literals: Literals,
  { outside, replace }: { outside: (node: Node | undefined) => string | undefined; replace: (holder: Holder) => Replacement },
): Gathered {
  const gathered = new Gathered();
  const done: Target[] = [];
  const add = (target: Target, replacement: Replacement): void => {
    gathered.add(target, replacement);
    if (!("refused" in replacement)) done.push(target);
  };
  const refuse = (target: Target, refused: string): void => add(target, { refused });
  const inStrings: Target[] = [];
  for (const target of targets) {
    const node = nodeAt(root, target.start, target.end);
    const reason = outside(node);
    if (enclosing(node, ["comment"]) !== undefined) add(target, namedInComment(target));
    else if (reason !== undefined) refuse(target, reason);
    else inStrings.push(target);
  }
  for (const holder of holdersOf(file.text, root, inStrings, literals, refuse)) {
    const made = replace(holder);
    for (const target of holder.targets) add(target, made);
  }
  if (isTest(file.path)) for (const target of done) gathered.add(target, { edits: [], notes: [testNote(file.path, target.variable)] });
  return gathered;
}

const CONTENT = /content|escape|_body$|nowdoc_string/;

/** A key on one line: its value is what stands there, and its only escapes are line ends. Code turns them back. */
function hasLineEscapes(text: string, { start, end, value }: Target): boolean {
  return text.slice(start, end) === value && !/\\[^nr]|\\$/.test(value);
}

/** What stands for line ends in a value that is kept as it is written. */
export function lineEscapesOf({ value }: Target): readonly ("n" | "r")[] {
  return (["r", "n"] as const).filter((letter) => value.includes(`\\${letter}`));
}

function leavesOf(root: Node, target: Target, literals: Literals): readonly Node[] | string {
  const node = nodeAt(root, target.start, target.end);
  if (node === undefined) return TOO_DEEP;
  for (let at: Node | null = node; at !== null; at = at.parent) {
    // Code inside a string: what it holds is no text.
    if (at.isNamed && !literals.types.includes(at.type) && !literals.chains.includes(at.type) && !CONTENT.test(at.type)) break;
    if (literals.types.includes(at.type)) {
      const { from, to } = literals.leafOf(at);
      return target.start >= from && target.end <= to ? [at] : "it does not stand in a string or a comment";
    }
    if (literals.chains.includes(at.type)) return piecesOf(at, target, literals);
  }
  return "it does not stand in a string or a comment";
}

/** The literals of a chain from the one where the target begins to the one where it ends, when nothing else is between. */
function piecesOf(chain: Node, target: Target, literals: Literals): readonly Node[] | string {
  const all = flat(chain, literals.chains);
  const leafOf = (node: Node): Leaf => literals.leafOf(node);
  const first = all.findIndex((node) => literals.types.includes(node.type) && isIn(target.start, leafOf(node)));
  const last = all.findIndex((node) => literals.types.includes(node.type) && isIn(target.end, leafOf(node)));
  const pieces = all.slice(first, last + 1);
  if (first === -1 || last <= first || pieces.some(({ type }) => !literals.types.includes(type)))
    return "it is put together from pieces that are not all strings";
  return pieces;
}

function isIn(offset: number, { from, to }: Leaf): boolean {
  return offset >= from && offset <= to;
}

function flat(node: Node, chains: readonly string[]): Node[] {
  if (!chains.includes(node.type)) return [node];
  return node.namedChildren.flatMap((child) => (child === null ? [] : flat(child, chains)));
}

function readsAs(text: string, leaves: readonly Node[], target: Target, literals: Literals): string | undefined {
  let value = "";
  for (const leaf of leaves) {
    const { from, to } = literals.leafOf(leaf);
    const piece = literals.decode(leaf, text.slice(Math.max(from, target.start), Math.min(to, target.end)));
    if (piece === undefined) return undefined;
    value += piece;
  }
  return value;
}

/** A holder's text in order: what stays, as it stands without quotes, and the targets. Empty pieces are left out. */
export type Piece = { readonly raw: string; readonly leaf: Node } | { readonly target: Target };

export function piecesIn(text: string, { leaves, targets }: Holder, leafOf: (literal: Node) => Leaf): readonly Piece[] {
  const pieces: Piece[] = [];
  const [first] = leaves;
  const last = leaves.at(-1);
  if (first === undefined || last === undefined) return pieces;
  let at = leafOf(first).from;
  let leaf = first;
  const keep = (to: number): void => {
    if (to > at) pieces.push({ raw: text.slice(at, to), leaf });
  };
  for (const target of targets) {
    keep(target.start);
    pieces.push({ target });
    at = target.end;
    leaf = last;
  }
  keep(leafOf(last).to);
  return pieces;
}

/** Whether the targets are all that a holder holds. */
export function wholeOf(pieces: readonly Piece[]): Target | undefined {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined && "target" in only ? only.target : undefined;
}

/** The escapes that most languages share; undefined for one that is not among them. */
export function unescape(raw: string, known: Readonly<Record<string, string>>): string | undefined {
  let failed = false;
  const value = raw.replace(/\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([\s\S]?))/g, (_, hex?: string, unit?: string, char?: string) => {
    const code = hex ?? unit;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    const meant = known[char ?? ""];
    if (meant === undefined) failed = true;
    return meant ?? "";
  });
  return failed ? undefined : value;
}
