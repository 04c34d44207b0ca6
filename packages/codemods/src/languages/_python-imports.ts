import { lineEndOf } from "../edits.ts";
import { type Node, namedChildren } from "../grammar.ts";
import type { Edit } from "../types.ts";

const IMPORTS = ["import_statement", "import_from_statement"];

export function isImport(node: Node): boolean {
  return IMPORTS.includes(node.type);
}

/**
 * New imports: `import x` above the first import of the file, `from x import y` below the last of those it begins with. Without
 * any above the first secret, below docstring and opening comments: an import below a secret comes too late for it.
 */
export function importEdits(text: string, root: Node, needs: readonly string[], first: number): Edit[] {
  const top = namedChildren(root);
  const above = top.filter((node) => isImport(node) && node.endIndex <= first);
  const present = new Set(above.map((node) => node.text));
  const lines = needs.filter((line) => !present.has(line)).toSorted((a, b) => Number(a.startsWith("from")) - Number(b.startsWith("from")));
  if (lines.length === 0) return [];
  const end = lineEndOf(text);
  const head = above[0];
  if (head === undefined) return withoutImports(text, top, lines, end);
  const plain = lines.filter((line) => line.startsWith("import "));
  const own = lines.filter((line) => line.startsWith("from "));
  const last = endOfLine(text, lastOfImports(top, head, first));
  // Code behind the last import, on its line: all goes above the first.
  const before = last === undefined ? lines : plain;
  return [
    ...before.map((line) => plainEdit(text, top, head, line, end)),
    ...(last === undefined || own.length === 0 ? [] : [{ start: last, end: last, text: own.map((line) => end + line).join("") }]),
  ];
}

/** In the order of the first block of plain imports, where that is sorted; else above it. */
function plainEdit(text: string, top: readonly Node[], head: Node, line: string, end: string): Edit {
  const block: Node[] = [];
  for (const node of top.slice(top.findIndex(({ id }) => id === head.id))) {
    const above = block.at(-1);
    if (node.type !== "import_statement" || (above !== undefined && node.startPosition.row !== above.startPosition.row + 1)) break;
    block.push(node);
  }
  const isSorted = block.every((node, index) => index === 0 || (block[index - 1]?.text ?? "") <= node.text);
  const next = isSorted ? block.find((node) => node.text > line) : head;
  const last = block.at(-1);
  const after = last === undefined || next !== undefined ? undefined : endOfLine(text, last);
  if (after !== undefined) return { start: after, end: after, text: end + line };
  const at = (next ?? head).startIndex;
  return { start: at, end: at, text: line + end };
}

function withoutImports(text: string, top: readonly Node[], lines: readonly string[], end: string): Edit[] {
  const start = top.findIndex(({ type }) => type !== "comment");
  const before = top.filter(
    (node, index) =>
      node.type === "future_import_statement" ||
      (index === start && node.type === "expression_statement" && node.namedChildCount === 1 && node.namedChild(0)?.type === "string"),
  );
  const after = before.at(-1);
  const line = after === undefined ? undefined : endOfLine(text, after);
  if (line !== undefined) {
    const gap = /^(?:\r?\n){2}|^\s*$/.test(text.slice(line)) ? "" : end;
    return [{ start: line, end: line, text: end + end + lines.join(end) + gap }];
  }
  const statement = top[start];
  const at = statement === undefined ? text.length : aboveComments(statement, text);
  return [{ start: at, end: at, text: lines.join(end) + end + end }];
}

/** The last import of the unbroken run at the top, above a place. */
function lastOfImports(top: readonly Node[], head: Node, place: number): Node {
  let last = head;
  for (const node of top.slice(top.findIndex(({ id }) => id === head.id))) {
    if (node.endIndex > place) break;
    if (isImport(node)) last = node;
    else if (node.type !== "comment") break;
  }
  return last;
}

/** End of the line that a statement ends on; undefined when code follows there. */
function endOfLine(text: string, node: Node): number | undefined {
  const rest = /^[ \t]*;?[ \t]*(?:#[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(node.endIndex));
  return rest === null ? undefined : node.endIndex + rest[0].length;
}

/** Above the comments that belong to a statement: those without an empty line between, but not what the file begins with. */
function aboveComments(statement: Node, text: string): number {
  let at = statement.startIndex;
  for (let before = statement.previousNamedSibling; before?.type === "comment"; before = before.previousNamedSibling) {
    if (/\n\s*\n/.test(text.slice(before.endIndex, at)) || text.slice(0, before.startIndex).trim() === "" || isHeader(before.text)) break;
    at = before.startIndex;
  }
  return at;
}

function isHeader(comment: string): boolean {
  return /^#(?:!|.*coding[:=]|.*(?:pylint|flake8|mypy|ruff):)/.test(comment);
}
