import { lineEndOf } from "../edits.ts";
import { type GrammarName, type Node, TOO_DEEP, ancestors, namedChildren, nodeAt, parse } from "../grammar.ts";
import { Gathered, type Replacement, folderOf, isTest, namedInComment, testNote } from "../rewrite.ts";
import type { Codemod, Edit, Helper, NewFile, Project, Rewrite, SourceFile, Target } from "../types.ts";

export interface Source {
  readonly file: SourceFile;
  readonly root: Node;
  readonly project: Project;
}

/** A literal with the secrets in it, first to last. */
export interface Place {
  readonly node: Node;
  /** Where its characters begin and end, without quotes. */
  readonly from: number;
  readonly to: number;
  readonly targets: readonly [Target, ...Target[]];
  /** One secret is all of it. */
  readonly isWhole: boolean;
}

/** What the driver must know of a language whose strings are nodes of their own. */
export interface Dialect {
  readonly id: string;
  readonly grammar: GrammarName;
  readonly comments: readonly string[];
  readonly literals: readonly string[];
  /** Of code inside a string: `${…}`. */
  readonly holes: readonly string[];
  /** The characters that open and close a literal. */
  readonly delimiters: (literal: string) => readonly [string, string] | undefined;
  /** What a piece of a literal means, or undefined when it is unclear. */
  readonly decode: (piece: string, literal: string) => string | undefined;
  readonly replace: (place: Place, source: Source) => Replacement;
  /** Imports and declarations that the replacements asked for. */
  readonly add: (needs: readonly string[], source: Source) => readonly Edit[];
}

export function rewriteBy(dialect: Dialect): Codemod["rewrite"] {
  return async (file, targets, project): Promise<Rewrite> => {
    const tree = await parse(dialect.grammar, file.text);
    if (tree === undefined) {
      const reason = "the file could not be parsed in time";
      return { edits: [], files: [], notes: [], refusals: targets.map(({ id }) => ({ target: id, reason })) };
    }
    try {
      return rewriteTree(dialect, { file, root: tree.rootNode, project }, targets);
    } finally {
      tree.delete();
    }
  };
}

function rewriteTree(dialect: Dialect, source: Source, targets: readonly Target[]): Rewrite {
  const gathered = new Gathered();
  const literals = new Map<number, { node: Node; targets: Target[] }>();
  for (const target of targets.toSorted((a, b) => a.start - b.start)) {
    const found = literalOf(dialect, source, target);
    if ("type" in found) literals.set(found.id, { node: found, targets: [...(literals.get(found.id)?.targets ?? []), target] });
    else gathered.add(target, found);
  }
  for (const { node, targets: inside } of literals.values()) {
    const replacement = replaceLiteral(dialect, source, node, inside);
    for (const target of inside) {
      gathered.add(target, replacement);
      if (!("refused" in replacement) && isTest(source.file.path))
        gathered.add(target, { edits: [], notes: [testNote(source.file.path, target.variable)] });
    }
  }
  return gathered.done(dialect.add(gathered.needs, source));
}

/** The string that a secret stands in; else what becomes of it. */
function literalOf(dialect: Dialect, { root, file }: Source, target: Target): Node | Replacement {
  const node = nodeAt(root, target.start, target.end);
  if (target.end > file.text.length) return { refused: "the place is no longer in the file" };
  if (node === undefined) return { refused: TOO_DEEP };
  for (let at: Node | null = node; at !== null; at = at.parent) {
    if (dialect.comments.includes(at.type)) return namedInComment(target);
    if (dialect.literals.includes(at.type)) return at;
    if (dialect.holes.includes(at.type)) break;
  }
  for (let at: Node | null = node; at !== null; at = at.parent) if (at.type === "ERROR") return { refused: UNPARSED };
  return { refused: "it does not stand in one string or comment" };
}

const UNPARSED = "the code around it does not parse";

function replaceLiteral(dialect: Dialect, source: Source, node: Node, targets: readonly Target[]): Replacement {
  const [opening, closing] = dialect.delimiters(node.text) ?? [];
  if (opening === undefined || closing === undefined) return { refused: "it stands in a kind of string that is not known" };
  const [from, to] = [node.startIndex + opening.length, node.endIndex - closing.length];
  const [first, ...rest] = targets;
  if (first === undefined || first.start < from || targets.some(({ end }) => end > to))
    return { refused: "it does not stand in one string or comment" };
  for (let at: Node | null = node; at !== null; at = at.parent) if (at.type === "ERROR") return { refused: UNPARSED };
  if (
    /\b(?:getenv|GetEnvironmentVariable|(?:env::|\b)var(?:_os)?|env!|option_env!|dotenv!)\s*\(\s*$/.test(
      source.file.text.slice(Math.max(0, node.startIndex - 80), node.startIndex),
    )
  )
    return { refused: `it stands where the name of a variable is asked for: put ${first.variable} there` };
  for (const target of targets) {
    const parts = namedChildren(node).filter(({ startIndex, endIndex }) => startIndex < target.end && endIndex > target.start);
    if (parts.some(({ type }) => dialect.holes.includes(type))) return { refused: "a part of it is computed" };
    const isCut = parts.some(
      ({ type, startIndex, endIndex }) => type === "escape_sequence" && (startIndex < target.start || endIndex > target.end),
    );
    if (isCut || dialect.decode(source.file.text.slice(target.start, target.end), node.text) !== target.value)
      return { refused: "it is written with escapes: what the store would give is not what the code means" };
  }
  return dialect.replace({ node, from, to, targets: [first, ...rest], isWhole: first.start === from && first.end === to }, source);
}

/** How one secret is read at a place. */
export interface Reading {
  readonly text: string;
  readonly needs?: readonly string[];
  readonly files?: readonly NewFile[];
}

/** The readings of all secrets of a place, by the environment or by their helpers. */
export function readings(
  dialect: string,
  { targets }: Place,
  byEnvironment: (variable: string) => Reading,
  byHelper: (helper: Helper) => Reading | { readonly refused: string },
): readonly Reading[] | { readonly refused: string } {
  const all: Reading[] = [];
  for (const target of targets) {
    const helper = target.helper?.(dialect);
    if (typeof helper === "string") return { refused: helper };
    const reading = helper === undefined ? byEnvironment(target.variable) : byHelper(helper);
    if ("refused" in reading) return reading;
    all.push(reading);
  }
  return all;
}

/** Edits with what their readings need. */
export function replacement(edits: readonly Edit[], all: readonly Reading[], needs: readonly string[] = []): Replacement {
  return {
    edits,
    needs: [...needs, ...all.flatMap((reading) => reading.needs ?? [])],
    files: all.flatMap((reading) => reading.files ?? []),
  };
}

/** Each secret gives way to a text. */
export function inPlace({ targets }: Place, text: (index: number) => string): Edit[] {
  return targets.map(({ start, end }, index) => ({ start, end, text: text(index) }));
}

/** Whether a place lies in a secret of the place. */
export function isInTarget({ targets }: Place, offset: number): boolean {
  return targets.some(({ start, end }) => offset >= start && offset < end);
}

/** Doubles what would have a meaning in the new kind of literal, outside the secrets. */
export function doubled(place: Place, text: string, chars: RegExp): Edit[] {
  return [...text.slice(place.from, place.to).matchAll(chars)]
    .map((found) => ({ start: place.from + found.index, end: place.from + found.index + 1, text: found[0] + found[0] }))
    .filter(({ start }) => !isInTarget(place, start));
}

export function beside(path: string, fileName: string): string {
  const folder = folderOf(path);
  return folder === "" ? fileName : `${folder}/${fileName}`;
}

/** Escapes that all four languages share, and whether something else is left. */
export function unescapeC(piece: string, more: Readonly<Record<string, string>>): string | undefined {
  let isKnown = true;
  const text = piece.replace(/\\(u\{[0-9A-Fa-f_]+\}|u+[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[\s\S]|$)/g, (_, code: string) => {
    const char = more[code];
    if (char !== undefined) return char;
    if (/^[ux]./.test(code)) return String.fromCodePoint(Number.parseInt(code.replace(/^[ux]+|[{}_]/g, ""), 16));
    isKnown = false;
    return "";
  });
  return isKnown ? text : undefined;
}

/** A new line after the last of these nodes that sorts before it, else before the first; undefined without any. */
export function amongLines(text: string, nodes: readonly Node[], line: string): Edit | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const end = lineEndOf(text);
  const before = nodes.filter((node) => node.text < line).at(-1);
  return before === undefined
    ? { start: first.startIndex, end: first.startIndex, text: line + end }
    : lineAfter(text, before.endIndex, line);
}

/** A new line below a place; a comment that ends the line stays with it. */
export function lineAfter(text: string, offset: number, line: string): Edit {
  const at = offset + (/^[ \t]*\/\/[^\r\n]*/.exec(text.slice(offset))?.[0].length ?? 0);
  return { start: at, end: at, text: lineEndOf(text) + line };
}

const GENERATED = /^(?:node_modules|target|build|dist|out|vendor|bin|obj|\.\w+)$/;
const FILES: Readonly<Record<string, RegExp>> = { java: /\.(?:java|kts?)$/, kotlin: /\.(?:java|kts?)$/, csharp: /\.cs$/, rust: /\.rs$/ };
/** Of source files that are read to know whether a constant must stay one. */
const MOST_FILES = 25_000;
const names = new WeakMap<Project, Map<string, ReadonlyMap<string, ReadonlySet<string>>>>();

/** Whether a name stands, in another file of the project, at a place that needs a compile-time constant. */
export function isNeededElsewhere(source: Source, name: string, language: string, places: Places): boolean {
  return filesThatNeed(source, name, language, places).length > 0;
}

/** Takes a file's text and gives the pieces where names count. */
export type Places = (path: string, text: string) => Iterable<string>;

/** The other files with a name at such a place. By the name alone: they may be too many, never too few. */
export function filesThatNeed({ project, file }: Source, name: string, language: string, places: Places): readonly string[] {
  const known = names.get(project) ?? new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  names.set(project, known);
  let index = known.get(language);
  if (index === undefined) known.set(language, (index = indexOf(project, language, places)));
  return [...(index.get(name) ?? [])].filter((path) => path !== file.path);
}

function indexOf(project: Project, language: string, places: Places): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  const folders = [""];
  let files = 0;
  for (let folder = folders.pop(); folder !== undefined && files < MOST_FILES; folder = folders.pop()) {
    for (const entry of project.list(folder)) {
      const path = folder === "" ? entry : `${folder}/${entry}`;
      if (!/\.(?:java|kts?|cs|rs)$/.test(entry)) {
        if (!GENERATED.test(entry) && !/\.(?:md|json|xml|png|svg|ya?ml|toml|lock|txt|class|jar|dll)$/.test(entry)) folders.push(path);
        continue;
      }
      if (!FILES[language]?.test(entry)) continue;
      files++;
      for (const piece of places(path, project.read(path) ?? ""))
        for (const [name] of piece.replace(/"(?:[^"\\\n]|\\.)*"/g, "").matchAll(/[A-Za-z_]\w*/g)) {
          const paths = index.get(name) ?? new Set<string>();
          index.set(name, paths.add(path));
        }
    }
  }
  return index;
}

/** What tells apart the members of a type: those that run when they are called, and those that are read then. */
export interface Members {
  readonly functions: readonly string[];
  /** Parts of a member that do not run with it. */
  readonly later: readonly string[];
  /** Whether a member counts for a constant at all: not one of each object, for a constant of the class. */
  readonly counts?: (member: Node, constant: Node) => boolean;
}

/**
 * Whether a member above a constant may read it when the type is loaded: a constant of the compiler is there from the start,
 * what is read when the program runs is not.
 */
export function isReadBefore(declaration: Node, name: string, { functions, later, counts = () => true }: Members): boolean {
  const body = declaration.parent;
  if (body === null) return false;
  const type = body.parent?.childForFieldName("name")?.text ?? "";
  const word = new RegExp(`\\b${name}\\b`);
  const members = namedChildren(body);
  const readers = members.filter((member) => functions.includes(member.type) && word.test(member.text)).map(nameOfMember);
  if (type !== "") readers.push(type);
  // The values of a Java enum are made before all else in it.
  if (
    body.type === "enum_body_declarations" &&
    readers.some((reader) => reader === (body.parent?.parent?.childForFieldName("name")?.text ?? ""))
  )
    return true;
  const call = new RegExp(`\\b(?:${readers.filter((reader) => /^\w+$/.test(reader)).join("|")})\\s*[({]|\\bnew\\s*\\(`);
  return members.some((member) => {
    if (member.startIndex >= declaration.startIndex || functions.includes(member.type) || /comment|class|interface|type/.test(member.type))
      return false;
    if (!counts(member, declaration)) return false;
    const runs = namedChildren(member).filter((child) => !later.includes(child.type));
    return runs.some(({ text }) => word.test(text) || (readers.length > 0 && call.test(text)));
  });
}

function nameOfMember(member: Node): string {
  return member.childForFieldName("name")?.text ?? "";
}

/** The nearest of some nodes above, unless a body comes first. */
export function within(node: Node, types: readonly string[], bodies: readonly string[]): Node | undefined {
  for (const at of ancestors(node)) {
    if (types.includes(at.type)) return at;
    if (bodies.includes(at.type)) return undefined;
  }
  return undefined;
}

/** Whether what stands for a node needs no parentheses though it ends in `operator`, which is the weakest but for an assignment. */
export function standsAlone(node: Node, operator: string, assignment: string, holders: readonly string[]): boolean {
  const parent = node.parent;
  if (parent === null) return false;
  const isRight = parent.childForFieldName("right")?.id === node.id;
  if (parent.type === "binary_expression") return isRight && parent.children.some((child) => child?.type === operator);
  return parent.type === assignment ? isRight : holders.includes(parent.type);
}
