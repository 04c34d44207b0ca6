import { lineEndOf } from "../edits.ts";
import { type Node, ancestors, enclosing, namedChildren, nodeAt, parse, parsesAs } from "../grammar.ts";
import { Gathered, type Replacement, folderOf, isTest, namedInComment, testNote } from "../rewrite.ts";
import type { Codemod, Edit, Helper, Project, Rewrite, SourceFile, Target } from "../types.ts";

export const python: Codemod = {
  id: "python",
  title: "Python",
  matches: (path) => /\.pyi?w?$/.test(path),
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

function refuseAll(targets: readonly Target[], reason: string): Rewrite {
  return { edits: [], files: [], notes: [], refusals: targets.map(({ id }) => ({ target: id, reason })) };
}

function rewriteTree(file: SourceFile, root: Node, targets: readonly Target[], project: Project): Rewrite {
  const gathered = new Gathered();
  const source: Source = { file, root, targets, reader: readerOf(file.text, root), project };
  for (const target of targets) {
    const replacement = replace(target, source);
    gathered.add(target, replacement);
    if (!("refused" in replacement) && isTest(file.path))
      gathered.add(target, { edits: [], notes: [testNote(file.path, target.variable)] });
  }
  return gathered.done(importEdits(file.text, root, gathered.needs));
}

interface Source {
  readonly file: SourceFile;
  readonly root: Node;
  readonly targets: readonly Target[];
  readonly reader: Reader;
  readonly project: Project;
}

/** How this file reads the environment: its own way when it has one. */
interface Reader {
  /** `quote`: the kind of quote that may stand there. */
  readonly read: (variable: string, quote: string) => string;
  readonly needs: readonly string[];
}

function readerOf(text: string, root: Node): Reader {
  const imports = namedChildren(root).filter(({ type }) => type === "import_statement" || type === "import_from_statement");
  const lines = imports.map((node) => node.text);
  if (lines.some((line) => /^from\s+decouple\s+import\b.*\bconfig\b(?!\s+as\b)/s.test(line)))
    return { read: (name, quote) => `config(${quote}${name}${quote})`, needs: [] };
  const env = /^(\w+)\s*=\s*(?:environ\.Env|FileAwareEnv|Env)\s*\(/m.exec(text)?.[1];
  if (env !== undefined && lines.some((line) => /\benviron/.test(line)))
    return { read: (name, quote) => `${env}(${quote}${name}${quote})`, needs: [] };
  if (lines.some((line) => /^from\s+os\s+import\b.*\benviron\b(?!\s+as\b)/s.test(line)))
    return { read: (name, quote) => `environ[${quote}${name}${quote}]`, needs: [] };
  const alias = lines.map((line) => /^import\s+os\s+as\s+(\w+)$/.exec(line)?.[1]).find((name) => name !== undefined);
  // `os` may be somebody's own name here.
  const own = alias ?? (/^\s*(?:def\s+os\b|class\s+os\b|os\s*=[^=])|\bfor\s+os\s+in\b|\bas\s+os\b/m.test(text) ? "_os" : "os");
  const needed = own === "os" ? "import os" : `import os as ${own}`;
  return { read: (name, quote) => `${own}.environ[${quote}${name}${quote}]`, needs: lines.includes(needed) ? [] : [needed] };
}

function replace(target: Target, source: Source): Replacement {
  const node = nodeAt(source.root, target.start, target.end);
  if (node === undefined) return { refused: "the place is no longer in the file" };
  if (enclosing(node, ["comment"]) !== undefined) return namedInComment(target);
  const literal = enclosing(node, ["string"]);
  if (literal === undefined) return { refused: "it does not stand in a string or a comment" };
  if (isDocumentation(literal)) return namedInComment(target);
  const fault = faultOf(literal);
  if (fault !== undefined) return { refused: fault };
  const helper = target.helper?.("python");
  if (typeof helper === "string") return { refused: helper };
  return replaceIn(literal, target, helper === undefined ? source.reader : helperReader(helper, source), source);
}

/** A string that is a statement: a docstring, or text that was commented out. */
function isDocumentation(literal: Node): boolean {
  const statement = literal.parent?.type === "concatenated_string" ? literal.parent.parent : literal.parent;
  return statement?.type === "expression_statement" && statement.namedChildCount === 1;
}

/** Where the language or its readers want the literal itself. */
function faultOf(literal: Node): string | undefined {
  for (const { type } of ancestors(literal)) {
    if (type === "case_pattern") return "a pattern of match must be a literal";
    if (type === "type") return "it stands in a type, which no running program evaluates";
    if (type === "ERROR") return "the code around it does not parse";
    if (type === "block" || type === "module") return undefined;
  }
  return undefined;
}

function replaceIn(literal: Node, target: Target, reader: Reader & { readonly files?: Replacement & object }, source: Source): Replacement {
  const opening = literal.firstChild?.text ?? "";
  const prefix = /^[A-Za-z]*/.exec(opening)?.[0].toLowerCase() ?? "";
  const quotes = opening.slice(prefix.length);
  const from = literal.startIndex + opening.length;
  const to = literal.endIndex - quotes.length;
  const base = { needs: reader.needs, ...extraOf(reader) };
  const isWhole = target.start === from && target.end === to;
  // The name takes the quotes that the literal had: they are right inside an f-string too.
  const quote = quotes.charAt(0);
  const isPart = literal.parent?.type === "concatenated_string";
  if (isWhole && !isPart) {
    const read = reader.read(target.variable, quote);
    return {
      ...base,
      edits: [{ start: literal.startIndex, end: literal.endIndex, text: prefix.includes("b") ? `${read}.encode()` : read }],
    };
  }
  if (prefix.includes("b")) return { refused: "it is part of a bytes literal: build the bytes by hand" };
  if (/[{}%]/.test(target.value) && isFormatted(literal))
    return { refused: "the text is a format whose marks the secret holds too: the result would differ" };
  const read = reader.read(target.variable, quote === '"' ? "'" : '"');
  const put: Edit = { start: target.start, end: target.end, text: `{${read}}` };
  if (prefix.includes("f")) return { ...base, edits: [put] };
  if (prefix.includes("u"))
    return {
      ...base,
      edits: [{ start: literal.startIndex, end: literal.startIndex + 1, text: "f" }, put, ...bracesOf(literal, from, to, source)],
    };
  return {
    ...base,
    edits: [{ start: literal.startIndex, end: literal.startIndex, text: "f" }, put, ...bracesOf(literal, from, to, source)],
  };
}

function extraOf(reader: object): object {
  return "files" in reader ? { files: reader.files } : {};
}

/** `"…".format(…)` and `"…" % …` read the text once more. */
function isFormatted(literal: Node): boolean {
  const parent = literal.parent?.type === "concatenated_string" ? literal.parent.parent : literal.parent;
  return (parent?.type === "attribute" && parent.text.endsWith(".format")) || parent?.type === "binary_operator";
}

/** Braces that were text stay text when the string becomes an f-string. `\N{…}` is an escape that f-strings know as well. */
function bracesOf(literal: Node, from: number, to: number, { file, targets }: Source): Edit[] {
  const isRaw = /^[A-Za-z]*r/i.test(literal.text);
  const edits: Edit[] = [];
  const isCovered = (at: number): boolean => targets.some(({ start, end }) => at >= start && at < end);
  for (const found of file.text.slice(from, to).matchAll(/\\N\{[^}]*\}|[{}]/g)) {
    if (found[0].length > 1 && !isRaw) continue;
    for (let index = 0; index < found[0].length; index++) {
      const at = from + found.index + index;
      const char = found[0].charAt(index);
      if ((char === "{" || char === "}") && !isCovered(at)) edits.push({ start: at, end: at + 1, text: char + char });
    }
  }
  return edits;
}

/** A helper file beside this one. Inside a package it is imported from there, so that the program's start decides nothing. */
function helperReader(helper: Helper, { file, project }: Source): Reader & { files: readonly { path: string; text: string }[] } {
  const folder = folderOf(file.path);
  const module = helper.fileName.replace(/\.py$/, "");
  const isPackage = project.list(folder).includes("__init__.py");
  return {
    read: () => `${helper.symbol}()`,
    needs: [`from ${isPackage ? "." : ""}${module} import ${helper.symbol}`],
    files: [{ path: folder === "" ? helper.fileName : `${folder}/${helper.fileName}`, text: helper.text }],
  };
}

/** New imports go above the first of the file, plain ones first; without any, below docstring and opening comments. */
function importEdits(text: string, root: Node, needs: readonly string[]): Edit[] {
  const top = namedChildren(root);
  const present = new Set(top.map((node) => node.text));
  const lines = needs.filter((line) => !present.has(line)).toSorted((a, b) => Number(a.startsWith("from")) - Number(b.startsWith("from")));
  if (lines.length === 0) return [];
  const end = lineEndOf(text);
  const block = lines.join(end) + end;
  const first = top.find(({ type }) => type === "import_statement" || type === "import_from_statement");
  // `import os` belongs to the first imports; one from beside the file, to the last.
  if (first !== undefined) {
    const plain = lines.filter((line) => line.startsWith("import ")).join(end);
    const own = lines.filter((line) => line.startsWith("from ")).join(end);
    const last = lastOfImports(top, first);
    return [
      ...(plain === "" ? [] : [{ start: first.startIndex, end: first.startIndex, text: plain + end }]),
      ...(own === "" ? [] : [{ start: last.endIndex, end: last.endIndex, text: end + own }]),
    ];
  }
  const before = top.filter(
    (node, index) =>
      node.type === "future_import_statement" ||
      (index === top.findIndex(({ type }) => type !== "comment") &&
        node.type === "expression_statement" &&
        node.namedChild(0)?.type === "string"),
  );
  const after = before.at(-1);
  if (after !== undefined) return [{ start: after.endIndex, end: after.endIndex, text: end + end + block.trimEnd() }];
  const start = top.find(({ type }) => type !== "comment")?.startIndex ?? text.length;
  return [{ start, end: start, text: block + end }];
}

/** The last import of the unbroken run at the top. */
function lastOfImports(top: readonly Node[], first: Node): Node {
  let last = first;
  for (const node of top.slice(top.findIndex(({ id }) => id === first.id))) {
    if (node.type === "import_statement" || node.type === "import_from_statement") last = node;
    else if (node.type !== "comment") break;
  }
  return last;
}
