import { applyEdits, lineEndOf } from "../edits.ts";
import { type Node, ancestors, enclosing, namedChildren } from "../grammar.ts";
import { folderOf } from "../rewrite.ts";
import type { Edit, Project, SourceFile } from "../types.ts";
import { typeOf } from "./_go-expression.ts";
import { type GoPackage, hasStringTypes, importersOf } from "./_go-package.ts";
import type { GoSource } from "./go.ts";

/**
 * Makes variables of constants whose values are no longer known at compile time. `inner`: edits inside the specs. Constants of
 * this file that are made of them follow. A sentence when a use needs a constant.
 */
export function makeVariables(
  root: Node,
  file: SourceFile,
  specs: readonly Node[],
  inner: readonly Edit[],
  pack: GoPackage,
  project: Project,
): readonly Edit[] | string {
  const all = new Map(specs.map((spec) => [spec.id, spec]));
  const todo = [...specs];
  for (let spec = todo.pop(); spec !== undefined; spec = todo.pop()) {
    const found = dependantsOf(root, file, spec, pack, project);
    if (typeof found === "string") return found;
    for (const next of found) {
      if (all.has(next.id)) continue;
      all.set(next.id, next);
      todo.push(next);
    }
  }
  const byDeclaration = new Map<number, { declaration: Node; specs: Node[] }>();
  for (const spec of all.values()) {
    const declaration = enclosing(spec, ["const_declaration"]);
    if (declaration === undefined) return "the code around it does not parse";
    const entry = byDeclaration.get(declaration.id) ?? { declaration, specs: [] };
    entry.specs.push(spec);
    byDeclaration.set(declaration.id, entry);
  }
  const edits: Edit[] = [];
  for (const { declaration, specs: moved } of byDeclaration.values()) {
    const made = editsOf(
      file.text,
      declaration,
      moved.toSorted((a, b) => a.startIndex - b.startIndex),
      inner,
    );
    if (typeof made === "string") return made;
    edits.push(...made);
  }
  const whole = [...byDeclaration.values()].filter(({ declaration, specs: moved }) => specsOf(declaration).length === moved.length);
  return spaced(
    file.text,
    edits,
    whole.map(({ declaration }) => declaration),
  );
}

function specsOf(declaration: Node): readonly Node[] {
  return namedChildren(declaration).filter(({ type }) => type === "const_spec");
}

/** gofmt sets an empty line between declarations of two kinds. */
function spaced(text: string, edits: readonly Edit[], whole: readonly Node[]): readonly Edit[] {
  const end = lineEndOf(text);
  const isConstant = (node: Node | null): boolean => node?.type === "const_declaration" && !whole.some(({ id }) => id === node.id);
  const isNext = (from: number, to: number): boolean => /^[^\n]*\n[^\n]*$/.test(text.slice(from, to));
  const more: Edit[] = [];
  const before = new Set<number>();
  for (const declaration of whole) {
    if (declaration.parent?.type !== "source_file") continue;
    const { previousNamedSibling: above, nextNamedSibling: below, startIndex, endIndex } = declaration;
    if (above !== null && isConstant(above) && isNext(above.endIndex, startIndex)) before.add(startIndex);
    if (below !== null && isConstant(below) && isNext(endIndex, below.startIndex))
      more.push({ start: below.startIndex, end: below.startIndex, text: end });
  }
  return [...edits.map((edit) => (before.has(edit.start) ? { ...edit, text: end + edit.text } : edit)), ...more];
}

function namesOf(spec: Node): readonly string[] {
  return spec.childrenForFieldName("name").flatMap((node) => (node === null || !node.isNamed ? [] : [node.text]));
}

/** Other constants of the file that are made of this one; a sentence when another use needs a constant. */
function dependantsOf(root: Node, file: SourceFile, spec: Node, pack: GoPackage, project: Project): readonly Node[] | string {
  const names = namesOf(spec);
  const scope = enclosing(spec, ["block"]) ?? root;
  const isLocal = scope.id !== root.id;
  const found: Node[] = [];
  let uses = 0;
  for (const node of scope.descendantsOfType(["identifier"])) {
    if (node === null || !names.includes(node.text) || (node.parent?.id === spec.id && !inValue(node, spec))) continue;
    uses++;
    const other = enclosing(node, ["const_spec"]);
    if (other !== undefined) {
      if (other.id !== spec.id && isName(node, other)) continue; // another constant of this name, elsewhere
      const type = other.childForFieldName("type")?.text ?? "string";
      if (!isJoined(node, other) || type !== "string") return `the constant ${node.text} is part of another that must stay one`;
      found.push(other);
    }
    const fault = faultOfUse(node, { file, root, project, pack });
    if (fault !== undefined) return fault;
  }
  if (isLocal) return uses === 0 ? "nothing uses the constant, and a variable that nothing uses does not compile: delete it" : found;
  // A constant without a type fits every type of strings, a variable does not.
  const isAmbiguous = spec.childForFieldName("type") === null && hasStringTypes(pack);
  for (const { path, text } of pack.files) {
    if (path === file.path) continue;
    for (const name of names) {
      if (!text.includes(name)) continue;
      if (needsConstant(text, `\\b${name}\\b`)) return `another file of the package makes a constant of ${name}`;
      if (isAmbiguous && new RegExp(`\\b${name}\\b`).test(text)) return namedTypes(name);
    }
  }
  const folder = folderOf(file.path);
  // A package at the root is imported by the module's name, whose last part nobody here knows: the package's own stands for it.
  const importing = pack.name === "main" ? [] : importersOf(project, folder === "" ? pack.name : folder.slice(folder.lastIndexOf("/") + 1));
  for (const name of names.filter((each) => /^[A-Z]/.test(each))) {
    for (const path of importing) {
      const text = pack.files.some((each) => each.path === path) ? undefined : project.read(path);
      if (text?.includes(`.${name}`) !== true) continue;
      if (needsConstant(text, `\\b\\w+\\.${name}\\b`)) return `${path} makes a constant of ${name}`;
      if (isAmbiguous) return namedTypes(name);
    }
  }
  return found;
}

function namedTypes(name: string): string {
  return `other files use ${name}, perhaps as one of the package's own types of strings, which a variable does not fit`;
}

function inValue(node: Node, spec: Node): boolean {
  const value = spec.childForFieldName("value");
  return value !== null && node.startIndex >= value.startIndex && node.endIndex <= value.endIndex;
}

function isName(node: Node, spec: Node): boolean {
  return node.parent?.id === spec.id && !inValue(node, spec);
}

/** Whether a constant's value is texts and this name joined by `+`, and nothing that would change its type. */
export function isJoined(node: Node, spec: Node): boolean {
  for (const above of ancestors(node)) {
    if (above.id === spec.id) return true;
    if (above.type === "expression_list" || above.type === "parenthesized_expression") continue;
    if (above.type !== "binary_expression" || above.childForFieldName("operator")?.text !== "+") return false;
  }
  return false;
}

function faultOfUse(node: Node, source: GoSource): string | undefined {
  const parent = node.parent;
  if (parent === null) return undefined;
  if (enclosing(node, ["array_type"])?.childForFieldName("length")?.text.includes(node.text) === true)
    return `${node.text} is the length of an array, which must be a constant`;
  const used = enclosing(node, ["const_spec"]) === undefined ? typeOf(node, source) : undefined;
  if (used !== undefined) return `the constant ${node.text} is used as a ${used}, a variable would need a conversion`;
  return undefined;
}

/** Whether a text of Go seems to use a name where a constant must stand. Comments may say so too: then it is left. */
function needsConstant(text: string, pattern: string): boolean {
  const blocks = [...text.matchAll(/^[ \t]*const\s*\(([\s\S]*?)^[ \t]*\)|^[ \t]*const\b(.*)$/gm)].map(([all]) => all);
  return (
    blocks.some((block) => new RegExp(`=.*${pattern}`).test(block)) || new RegExp(`\\[[^\\]\\n]*${pattern}[^\\]\\n]*\\][\\w*]`).test(text)
  );
}

function editsOf(text: string, declaration: Node, moved: readonly Node[], inner: readonly Edit[]): readonly Edit[] | string {
  const keyword: Edit = { start: declaration.startIndex, end: declaration.startIndex + "const".length, text: "var" };
  const specs = specsOf(declaration);
  const own = (spec: Node): Edit[] => inner.filter(({ start, end }) => start >= spec.startIndex && end <= spec.endIndex);
  if (specs.length === moved.length) return [keyword, ...moved.flatMap(own)];
  if (specs.some((spec) => spec.childForFieldName("value") === null) || /\biota\b/.test(declaration.text))
    return "it stands among constants that count with iota: move it out of that block, and make it a variable";
  const end = lineEndOf(text);
  const edits: Edit[] = [];
  const lines: string[] = [];
  const indent = /[ \t]*$/.exec(text.slice(text.lastIndexOf("\n", declaration.startIndex - 1) + 1, declaration.startIndex))?.[0] ?? "";
  for (const spec of moved) {
    const range = linesOf(text, spec, declaration);
    if (range === undefined) return "several constants stand on its line: put it on a line of its own";
    const code = applyEdits(
      text.slice(spec.startIndex, spec.endIndex),
      own(spec).map((edit) => shifted(edit, -spec.startIndex)),
    );
    lines.push(`${range.comments}${indent}var ${code.replace(/^(\w+(?:, *\w+)*)[ \t]+/, "$1 ")}${range.tail}`);
    edits.push({ start: range.start, end: range.end, text: "" });
  }
  // One with a comment above it stands apart.
  const put = lines.map((line, index) => (index > 0 && /^[ \t]*\/\//.test(line) ? end + line : line)).join(end);
  return [
    ...merged(edits).map((edit) => lastOfBlock(text, edit)),
    ...aligned(
      text,
      specs.filter((spec) => !moved.some(({ id }) => id === spec.id)),
      edits,
    ),
    { start: declaration.endIndex, end: declaration.endIndex, text: `${end}${end}${put}` },
  ];
}

function shifted({ start, end, text }: Edit, by: number): Edit {
  return { start: start + by, end: end + by, text };
}

function merged(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = [];
  for (const edit of edits) {
    const last = joined.at(-1);
    if (last !== undefined && last.end >= edit.start) joined[joined.length - 1] = { start: last.start, end: edit.end, text: "" };
    else joined.push(edit);
  }
  return joined;
}

/** The lines that a spec takes, with the comment above it and the one after it; undefined when it shares them. */
function linesOf(
  text: string,
  spec: Node,
  declaration: Node,
): { readonly start: number; readonly end: number; readonly comments: string; readonly tail: string } | undefined {
  let start = text.lastIndexOf("\n", spec.startIndex - 1) + 1;
  const lineEnd = text.indexOf("\n", spec.endIndex);
  if (lineEnd === -1 || start <= declaration.startIndex || lineEnd > declaration.endIndex) return undefined;
  const tail = text.slice(spec.endIndex, lineEnd).replace(/\r$/, "");
  if (text.slice(start, spec.startIndex).trim() !== "" || !/^[ \t]*(?:\/\/.*)?$/.test(tail)) return undefined;
  let comments = "";
  for (;;) {
    const above = text.lastIndexOf("\n", start - 2) + 1;
    const line = text.slice(above, start);
    if (above <= declaration.startIndex || !/^[ \t]*\/\//.test(line)) break;
    comments = line.replace(/^\t/, "") + comments;
    start = above;
  }
  let end = lineEnd + 1;
  // The first of a block leaves no empty line behind, nor does the last.
  const isFirst =
    text
      .slice(text.lastIndexOf("\n", start - 2) + 1, start)
      .trimEnd()
      .endsWith("(") || isEmptyLineAbove(text, start);
  if (isFirst) while (/^[ \t]*\r?\n/.test(text.slice(end))) end = text.indexOf("\n", end) + 1;
  return { start, end, comments, tail: tail === "" ? "" : ` ${tail.trim()}` };
}

/** What goes at the end of a block takes the empty lines above along. */
function lastOfBlock(text: string, { start, end }: Edit): Edit {
  let from = start;
  if (/^[ \t]*\)/.test(text.slice(end))) while (isEmptyLineAbove(text, from)) from = text.lastIndexOf("\n", from - 2) + 1;
  return { start: from, end, text: "" };
}

function isEmptyLineAbove(text: string, start: number): boolean {
  return text.slice(text.lastIndexOf("\n", start - 2) + 1, start).trim() === "";
}

/** gofmt sets the `=` of neighbouring lines in one column: without one of them it may move. */
function aligned(text: string, specs: readonly Node[], removed: readonly Edit[]): Edit[] {
  const edits: Edit[] = [];
  let group: Node[] = [];
  let touched = false;
  const close = (): void => {
    if (touched && group.every(isPlain)) edits.push(...columnOf(text, group));
    group = [];
    touched = false;
  };
  for (const spec of specs) {
    const last = group.at(-1);
    if (last !== undefined) {
      const between = removed.reduce(
        (rest, { start, end }) =>
          start >= last.endIndex && end <= spec.startIndex ? rest - text.slice(start, end).split("\n").length + 1 : rest,
        text.slice(last.endIndex, spec.startIndex).split("\n").length - 1,
      );
      if (between !== 1) close();
    }
    group.push(spec);
    touched ||= removed.some(
      ({ start, end }) => Math.abs(end - lineStart(text, spec)) <= 1 || Math.abs(start - lineAfter(text, spec)) <= 1,
    );
  }
  close();
  return edits;
}

function lineStart(text: string, spec: Node): number {
  return text.lastIndexOf("\n", spec.startIndex - 1) + 1;
}

function lineAfter(text: string, spec: Node): number {
  return text.indexOf("\n", spec.endIndex) + 1;
}

function isPlain(spec: Node): boolean {
  return spec.childForFieldName("type") === null && /^\w+[ \t]*= [^\n]*$/.test(spec.text);
}

function columnOf(text: string, group: readonly Node[]): Edit[] {
  const names = group.map((spec) => spec.childForFieldName("name")?.text ?? "");
  const width = Math.max(...names.map((name) => name.length));
  return group.flatMap((spec, index) => {
    const from = spec.startIndex + (names[index]?.length ?? 0);
    const to = text.indexOf("=", from);
    const blanks = " ".repeat(width - (names[index]?.length ?? 0) + 1);
    return text.slice(from, to) === blanks ? [] : [{ start: from, end: to, text: blanks }];
  });
}
