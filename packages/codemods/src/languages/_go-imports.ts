import { lineEndOf } from "../edits.ts";
import { type Node, namedChildren } from "../grammar.ts";
import type { Edit } from "../types.ts";

/** An import by its path and, where it has one, its name: `_`. */
export interface GoImport {
  readonly path: string;
  readonly name?: string;
}

/** Name under which a path is imported, or undefined. */
export function importedAs(root: Node, path: string): string | undefined {
  for (const spec of root.descendantsOfType(["import_spec"])) {
    if (spec?.childForFieldName("path")?.text.slice(1, -1) !== path) continue;
    const name = spec.childForFieldName("name")?.text;
    if (name !== "_" && name !== ".") return name ?? path.slice(path.lastIndexOf("/") + 1);
  }
  return undefined;
}

export function hasImport(root: Node, path: string): boolean {
  return root.descendantsOfType(["import_spec"]).some((spec) => spec?.childForFieldName("path")?.text.slice(1, -1) === path);
}

/** Edits that import what is not there yet, each in gofmt's place. */
export function importEdits(text: string, root: Node, wanted: readonly GoImport[]): Edit[] {
  const missing = wanted
    .filter(({ path, name }) => (name === "_" ? !hasImport(root, path) : importedAs(root, path) === undefined))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (missing.length === 0) return [];
  const end = lineEndOf(text);
  const declarations = namedChildren(root).filter(({ type, text: code }) => type === "import_declaration" && !/^import\s+"C"$/.test(code));
  const list = declarations.map((declaration) => namedChildren(declaration).find(({ type }) => type === "import_spec_list"));
  const block = list.find((each) => each !== undefined && namedChildren(each).some(({ type }) => type === "import_spec"));
  if (block !== undefined) return inBlock(text, block, missing, end);
  const [single] = declarations;
  if (single !== undefined && declarations.length === 1 && !single.text.includes("(")) {
    const spec = namedChildren(single).find(({ type }) => type === "import_spec");
    const old = spec === undefined ? [] : [{ path: spec.childForFieldName("path")?.text.slice(1, -1) ?? "", line: spec.text }];
    const lines = groups([...missing.map((each) => ({ path: each.path, line: lineOf(each) })), ...old]);
    return [{ start: single.startIndex, end: single.endIndex, text: `import (${end}${lines.join(end)}${end})` }];
  }
  const clause = namedChildren(root).find(({ type }) => type === "package_clause");
  const lines = missing.map((each) => `\t${lineOf(each)}`);
  const put = missing.length === 1 ? `import ${lineOf(missing[0] ?? { path: "" })}` : `import (${end}${lines.join(end)}${end})`;
  const last = declarations.at(-1);
  if (last !== undefined) return [{ start: last.endIndex, end: last.endIndex, text: `${end}${put}` }];
  if (clause === undefined) return [];
  return [{ start: clause.endIndex, end: clause.endIndex, text: `${end}${end}${put}` }];
}

function lineOf({ path, name }: GoImport): string {
  return name === undefined ? `"${path}"` : `${name} "${path}"`;
}

/** The standard library first, then the others. */
function groups(specs: readonly { readonly path: string; readonly line: string }[]): string[] {
  const sorted = specs.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const standard = sorted.filter(({ path }) => isStandard(path)).map(({ line }) => `\t${line}`);
  const others = sorted.filter(({ path }) => !isStandard(path)).map(({ line }) => `\t${line}`);
  return standard.length === 0 || others.length === 0 ? [...standard, ...others] : [...standard, "", ...others];
}

function isStandard(path: string): boolean {
  return !(path.split("/")[0] ?? "").includes(".");
}

function inBlock(text: string, block: Node, missing: readonly GoImport[], end: string): Edit[] {
  const specs = namedChildren(block).filter(({ type }) => type === "import_spec");
  const runs: Node[][] = [];
  for (const spec of specs) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && !/\n[ \t]*\r?\n/.test(text.slice(last.endIndex, spec.startIndex))) run.push(spec);
    else runs.push([spec]);
  }
  const pathOf = (spec: Node): string => spec.childForFieldName("path")?.text.slice(1, -1) ?? "";
  const edits = new Map<number, string>();
  const add = (at: number, put: string): void => void edits.set(at, `${edits.get(at) ?? ""}${put}`);
  for (const wanted of missing) {
    const run = isStandard(wanted.path)
      ? (runs.find((each) => each.some((spec) => isStandard(pathOf(spec)))) ?? undefined)
      : runs.findLast((each) => each.every((spec) => !isStandard(pathOf(spec))));
    const indent = "\t";
    if (run === undefined) {
      const edge = isStandard(wanted.path) ? specs[0] : specs.at(-1);
      if (edge === undefined) continue;
      if (isStandard(wanted.path)) add(lineStartOf(text, edge), `${indent}${lineOf(wanted)}${end}${end}`);
      else add(edge.endIndex, `${end}${end}${indent}${lineOf(wanted)}`);
      continue;
    }
    const before = run.findLast((spec) => pathOf(spec) < wanted.path);
    if (before === undefined) add(lineStartOf(text, run[0] ?? block), `${indent}${lineOf(wanted)}${end}`);
    else add(lineEndAfter(text, before), `${end}${indent}${lineOf(wanted)}`);
  }
  return [...edits].map(([at, put]) => ({ start: at, end: at, text: put }));
}

/** Of the line of the first import, or of the import itself in a block on one line. */
function lineStartOf(text: string, spec: Node): number {
  const start = text.lastIndexOf("\n", spec.startIndex - 1) + 1;
  return text.slice(start, spec.startIndex).trim() === "" ? start : spec.startIndex;
}

/** After a comment behind the import. */
function lineEndAfter(text: string, spec: Node): number {
  const rest = /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(spec.endIndex));
  return spec.endIndex + (rest?.[0].length ?? 0);
}
