import { type Node, TOO_DEEP, enclosing, nodeAt, parse, parsesAs } from "../grammar.ts";
import { Gathered, type Replacement, isTest, namedInComment, testNote } from "../rewrite.ts";
import type { Codemod, Edit, Project, Rewrite, SourceFile, Target } from "../types.ts";
import { defaultEdits } from "./_python-default.ts";
import { importEdits } from "./_python-imports.ts";
import { faultOf, isDocumentation } from "./_python-position.ts";
import { type Reader, helperReader, readerOf } from "./_python-reader.ts";
import { type Literal, inConcatenation, inFormat, inFString, inReplace, isOldPython, literalOf, textOf } from "./_python-string.ts";

export const python: Codemod = {
  id: "python",
  title: "Python",
  matches: (path) => /\.(?:pyi?w?|wsgi)$|(?:^|\/)(?:sconstruct|sconscript|wscript)$/.test(path),
  matchesText: (_, text) => /^#![^\n]*\b(?:python|pypy)[\d.]*\b/.test(text),
  parses: async (text) => parsesAs("python", text),
  async rewrite(file, targets, project) {
    const tree = await parse("python", file.text);
    if (tree === undefined) return refuseAll(targets, "the file could not be parsed in time");
    try {
      return rewriteTree(file, tree.rootNode, targets, project);
    } finally {
      tree.delete();
    }
  },
};

/** One file with its tree, as the parts of this codemod pass it on. */
export interface PythonSource {
  readonly file: SourceFile;
  readonly root: Node;
  readonly project: Project;
  readonly targets: readonly Target[];
  /** Where the first secret begins: what stands below is not there yet when it is read. */
  readonly first: number;
  /** Of Python 2, or for both: without f-strings. */
  readonly isOld: boolean;
}

function refuseAll(targets: readonly Target[], reason: string): Rewrite {
  return { edits: [], files: [], notes: [], refusals: targets.map(({ id }) => ({ target: id, reason })) };
}

function rewriteTree(file: SourceFile, root: Node, targets: readonly Target[], project: Project): Rewrite {
  const gathered = new Gathered();
  const first = Math.min(...targets.map(({ start }) => start));
  const source: PythonSource = { file, root, targets, project, first, isOld: isOldPython(file.text, root) };
  const environment = readerOf(source);
  for (const target of targets) {
    const replacement = replace(target, source, environment);
    gathered.add(target, replacement);
    if (!("refused" in replacement) && isTest(file.path))
      gathered.add(target, { edits: [], notes: [testNote(file.path, target.variable)] });
  }
  return gathered.done(importEdits(file.text, root, gathered.needs, first));
}

function replace(target: Target, source: PythonSource, environment: Reader): Replacement {
  const node = nodeAt(source.root, target.start, target.end);
  if (node === undefined) return { refused: TOO_DEEP };
  if (enclosing(node, ["comment"]) !== undefined) return namedInComment(target);
  const found = enclosing(node, ["string", "interpolation"]);
  if (found?.type !== "string") return { refused: "it does not stand in one string or comment" };
  if (isDocumentation(found)) return namedInComment(target);
  const literal = literalOf(found, source.file.text);
  const fault = faultOf(found, source.file.path) ?? pieceFault(literal, target, source);
  if (fault !== undefined) return { refused: fault };
  const readerFor = (each: Target): Reader | string => {
    const helper = each.helper?.("python");
    if (typeof helper === "string") return helper;
    return helper === undefined ? environment : helperReader(helper, source);
  };
  const reader = readerFor(target);
  if (typeof reader === "string") return { refused: reader };
  const edits = editsOf(literal, target, reader, readerFor, source);
  if (typeof edits === "string") return { refused: edits };
  const notes = notesOf(found, target, source);
  return { edits, needs: reader.needs, notes, ...(reader.files === undefined ? {} : { files: reader.files }) };
}

/** What reads above the line that loads .env finds nothing of it. */
function notesOf(literal: Node, { variable }: Target, { file }: PythonSource): readonly string[] {
  const loads = /^(?:\w+\.)?load_dotenv\(/m.exec(file.text);
  if (loads === null || loads.index < literal.startIndex) return [];
  const below = enclosing(literal, ["lambda", "function_definition", "default_parameter", "typed_default_parameter"])?.type;
  if (below === "lambda" || below === "function_definition") return [];
  return [`${file.path} reads ${variable} above the line that loads .env: move that line up`];
}

/** Why the secret is no piece of the literal that can be cut out. */
function pieceFault(literal: Literal, target: Target, { file }: PythonSource): string | undefined {
  if (target.start < literal.from || target.end > literal.to) return "it does not stand in one string or comment";
  if (literal.prefix.includes("t")) return "a template string gives its text and its values apart";
  for (const child of literal.node.children)
    if (child?.type === "interpolation" && child.startIndex < target.end && child.endIndex > target.start)
      return "a part of it is computed";
  const raw = file.text.slice(target.start, target.end);
  if (raw.includes("\r")) return "it has line ends of Windows, which Python reads as others";
  if (literal.prefix.includes("r")) return undefined;
  // The keys of PEM are usually written so.
  const isWhole = target.start === literal.from && target.end === literal.to;
  const rest = isWhole && !literal.prefix.includes("b") ? raw.replaceAll("\\n", "") : raw;
  return rest.includes("\\") || cutsEscape(literal, target, file.text)
    ? "it is written with escapes: what a store gives is not what they mean"
    : undefined;
}

/** Whether an escape of the literal reaches over an end of the secret. */
function cutsEscape({ from, to }: Literal, { start, end }: Target, text: string): boolean {
  const escapes = /\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|N\{[^}]*\}|[0-7]{1,3}|[\s\S])/g;
  return [...text.slice(from, to).matchAll(escapes)].some((found) => {
    const [first, last] = [from + found.index, from + found.index + found[0].length];
    return (first < start && last > start) || (first < end && last > end);
  });
}

function editsOf(
  literal: Literal,
  target: Target,
  reader: Reader,
  readerFor: (target: Target) => Reader | string,
  source: PythonSource,
): readonly Edit[] | string {
  const isWhole = target.start === literal.from && target.end === literal.to;
  const isJoined = literal.node.parent?.type === "concatenated_string";
  const quote = literal.quotes.charAt(0);
  const around = defaultEdits(literal.node, target, isWhole && !isJoined, reader, source);
  if (typeof around === "string") return around;
  if (around.isDone) return around.edits;
  // The name takes the quotes that the literal had: they are right inside an f-string too.
  if (isWhole && !isJoined)
    return [
      ...around.edits,
      { start: literal.node.startIndex, end: literal.node.endIndex, text: textOf(literal, target, reader, quote, source) },
    ];
  const format = inFormat(literal, target, reader);
  if (format !== undefined) return typeof format === "string" ? format : [...around.edits, ...format];
  const replaced = inReplace(literal, target, reader, source);
  if (replaced !== undefined) return [...around.edits, ...replaced];
  const isSum =
    source.isOld || literal.prefix.includes("b") || enclosing(literal.node.parent ?? undefined, ["interpolation"]) !== undefined;
  const edits = isSum ? inConcatenation(literal, readerFor, source, around.edits.length > 0) : inFString(literal, target, reader, source);
  return typeof edits === "string" ? edits : [...around.edits, ...edits];
}
