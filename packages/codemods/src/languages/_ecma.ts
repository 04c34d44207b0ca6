import { type GrammarName, type Node, TOO_DEEP, enclosing, nodeAt, parse, parsesAs } from "../grammar.ts";
import { Gathered, type Replacement, isTest, namedInComment, testNote } from "../rewrite.ts";
import type { Codemod, Edit, Project, Rewrite, SourceFile, Target } from "../types.ts";
import { faultOf, foldedSpan, isAlone } from "./_ecma-position.ts";
import { type Reader, readerOf, storeReader } from "./_ecma-reader.ts";
import { runsInBrowser } from "./_ecma-browser.ts";
import { nestReader } from "./_ecma-nest.ts";
import { type Style, styleOf } from "./_ecma-style.ts";

interface Kind extends Omit<Codemod, "parses" | "rewrite"> {
  /** The first that reads the text whole is taken, or the first of them. */
  readonly grammars: (path: string) => readonly GrammarName[];
  readonly isTyped: boolean;
}

/** One file with its tree, as the parts of this codemod pass it on. */
export interface EcmaSource {
  readonly file: SourceFile;
  readonly root: Node;
  readonly project: Project;
  readonly style: Style;
  readonly isTyped: boolean;
}

/** JavaScript and TypeScript differ in the types alone. */
export function ecma({ grammars, isTyped, ...kind }: Kind): Codemod {
  return {
    ...kind,
    async parses(text, path) {
      for (const grammar of grammars(path)) if (await parsesAs(grammar, text)) return true;
      return false;
    },
    async rewrite(file, targets, project) {
      const tree = await treeOf(grammars(file.path), file.text);
      if (tree === undefined) return refuseAll(targets, "the file could not be parsed in time");
      try {
        const source = { file, root: tree.rootNode, project, style: styleOf(file.text), isTyped };
        return rewriteTree(source, targets, kind.id);
      } finally {
        tree.delete();
      }
    },
  };
}

async function treeOf(grammars: readonly GrammarName[], text: string): ReturnType<typeof parse> {
  let kept: Awaited<ReturnType<typeof parse>>;
  for (const grammar of grammars) {
    const tree = await parse(grammar, text);
    if (tree === undefined) break; // another grammar would take as long
    if (!tree.rootNode.hasError) {
      kept?.delete();
      return tree;
    }
    if (kept === undefined) kept = tree;
    else tree.delete();
  }
  return kept;
}

function refuseAll(targets: readonly Target[], reason: string): Rewrite {
  return { edits: [], files: [], notes: [], refusals: targets.map(({ id }) => ({ target: id, reason })) };
}

function rewriteTree(source: EcmaSource, targets: readonly Target[], language: string): Rewrite {
  const gathered = new Gathered();
  const extra = new Map<string, Edit>();
  const environment = readerOf(source, Math.min(...targets.map(({ start }) => start)));
  for (const target of targets) {
    const replacement = replace(target, targets, source, environment, language, extra);
    gathered.add(target, replacement);
    if (!("refused" in replacement) && isTest(source.file.path))
      gathered.add(target, { edits: [], notes: [testNote(source.file.path, target.variable)] });
  }
  return gathered.done([...extra.values()]);
}

function replace(
  target: Target,
  targets: readonly Target[],
  source: EcmaSource,
  environment: Reader,
  language: string,
  extra: Map<string, Edit>,
): Replacement {
  const node = nodeAt(source.root, target.start, target.end);
  if (node === undefined) return { refused: TOO_DEEP };
  if (enclosing(node, ["comment", "html_comment"]) !== undefined) return namedInComment(target);
  const literal = literalOf(node, target);
  if (typeof literal === "string") return { refused: literal };
  if (isAlone(literal)) return namedInComment(target);
  const fault = faultOf(literal) ?? runsInBrowser(source, literal);
  if (fault !== undefined) return { refused: fault };
  const readerFor = (each: Target): Reader | string => {
    const helper = each.helper?.(language);
    if (typeof helper === "string") return helper;
    return helper === undefined ? (nestReader(literal, source) ?? environment) : storeReader(helper, source);
  };
  const reader = readerFor(target);
  if (typeof reader === "string") return { refused: reader };
  const edits = editsOf(literal, target, targets, reader, readerFor, source);
  if (typeof edits === "string") return { refused: edits };
  for (const edit of reader.additions) extra.set(`${edit.start} ${edit.text}`, edit);
  return { edits, files: reader.files ?? [], notes: [...(reader.notes ?? []), ...notesOf(literal, target, source)] };
}

/** The string that holds the secret, several strings that are joined to it, or why there is none. */
function literalOf(node: Node, target: Target): Node | string {
  const found = enclosing(node, ["string", "template_string", "regex", "jsx_text", "template_substitution", "template_literal_type"]);
  if (found?.type === "string" || found?.type === "template_string") return found;
  switch (found?.type ?? "") {
    case "regex":
      return "it stands in a regular expression: build that with new RegExp and the escaped value";
    case "jsx_text":
      return "it is text of a page, which everybody sees";
    case "template_literal_type":
      return "it stands in a type, which no running program evaluates";
    default:
      return foldedSpan(node, target) ?? "it does not stand in a string or a comment";
  }
}

function editsOf(
  literal: Node,
  target: Target,
  targets: readonly Target[],
  reader: Reader,
  readerFor: (target: Target) => Reader | string,
  source: EcmaSource,
): readonly Edit[] | string {
  const { text } = source.file;
  const own = text.charAt(literal.startIndex);
  const quote = own === "`" || literal.type === "binary_expression" ? source.style.quote : own;
  const isAttribute = literal.parent?.type === "jsx_attribute";
  if (literal.type === "binary_expression" || (target.start === literal.startIndex + 1 && target.end === literal.endIndex - 1)) {
    const escape = escapesIn(literal, target, text);
    if (escape === undefined) return ESCAPES;
    const read = reader.read(target.variable, isAttribute ? source.style.quote : quote) + escape;
    const whole = wholeOf(literal, target.variable);
    // Minified code may have no blank: return"…".
    const gap = /[\w$]/.test(text.charAt(whole.startIndex - 1)) ? " " : "";
    return [{ start: whole.startIndex, end: whole.endIndex, text: isAttribute ? `{${read}}` : gap + read }];
  }
  const fault = cutFault(literal, target, text);
  if (fault !== undefined) return fault;
  const escape = escapesIn(literal, target, text);
  if (escape === undefined) return ESCAPES;
  const read = reader.read(target.variable, source.style.quote) + escape;
  const put: Edit = { start: target.start, end: target.end, text: `\${${read}}` };
  if (literal.type === "template_string") return [put];
  const inside = targets.filter(({ start, end }) => start > literal.startIndex && end < literal.endIndex);
  if (source.style.isOld && !isAttribute) return joined(literal, inside, readerFor, source);
  return asTemplate(literal, inside, put, isAttribute, text);
}

const ESCAPES = "it is written with escapes: what a store gives is not what they mean";

/** What turns the value as it is written into what it means: keys of PEM have their line ends as escapes. Undefined for others. */
function escapesIn(literal: Node, { start, end }: Target, text: string): string | undefined {
  const raw = text.slice(start, end);
  if (literal.type === "template_string" && raw.includes("\r")) return undefined;
  if (literal.type === "binary_expression" || literal.parent?.type === "jsx_attribute" || !raw.includes("\\")) return "";
  if (literal.parent?.type === "call_expression" && literal.type === "template_string") return "";
  if (raw.replaceAll(/\\[nr]/g, "").includes("\\")) return undefined;
  return (raw.includes("\\r") ? '.replace(/\\\\r/g, "\\r")' : "") + (raw.includes("\\n") ? '.replace(/\\\\n/g, "\\n")' : "");
}

/** What the read takes the place of: `"…" as const`, which only literals may have, and `process.env.NAME || "…"` go with it. */
function wholeOf(literal: Node, variable: string): Node {
  const parent = literal.parent;
  if (parent?.type === "as_expression" && /\bas\s+const$/.test(parent.text)) return parent;
  if (parent?.type === "type_assertion" && /^<\s*const\s*>/.test(parent.text)) return parent;
  if (parent?.type !== "binary_expression" || parent.childForFieldName("right")?.id !== literal.id) return literal;
  const operator = parent.childForFieldName("operator")?.text ?? "";
  const left = parent.childForFieldName("left")?.text ?? "";
  const name = /^(?:process|Bun)\.env(?:\.(\w+)|\[["'`](\w+)["'`]\])$|^Deno\.env\.get\(["'`](\w+)["'`]\)$/.exec(left);
  return (operator === "||" || operator === "??") && name?.slice(1).includes(variable) === true ? parent : literal;
}

/** Why a secret cannot be cut out of its string. */
function cutFault(literal: Node, target: Target, text: string): string | undefined {
  if (target.start <= literal.startIndex || target.end >= literal.endIndex) return "it is longer than the string that it begins in";
  for (const child of literal.children) {
    if (child === null || child.endIndex <= target.start || child.startIndex >= target.end) continue;
    if (child.type === "template_substitution") return "a part of it is computed";
    if (child.type === "escape_sequence" && (child.startIndex < target.start || child.endIndex > target.end))
      return "it begins or ends within an escape of the string";
  }
  if (literal.type === "template_string") return undefined;
  const rest = text.slice(literal.startIndex, target.start) + text.slice(target.end, literal.endIndex);
  if (literal.parent?.type === "jsx_attribute")
    return /[&\r\n]/.test(rest) ? "the attribute holds entities or line ends, which an expression writes differently" : undefined;
  if (/\\(?:[1-9]|0\d)/.test(rest)) return "the string holds octal escapes, which a template may not have";
  if (literal.parent?.type === "expression_statement" || startsStatement(literal))
    return "the string begins a statement, where a template could be taken for a part of the line before";
  return undefined;
}

function startsStatement(literal: Node): boolean {
  return enclosing(literal, ["expression_statement"])?.startIndex === literal.startIndex;
}

/** The string with other quotes; marks of templates that were text stay text. */
function asTemplate(literal: Node, inside: readonly Target[], put: Edit, isAttribute: boolean, text: string): readonly Edit[] {
  const { startIndex, endIndex } = literal;
  const edits: Edit[] = [
    { start: startIndex, end: startIndex + 1, text: isAttribute ? "{`" : "`" },
    put,
    { start: endIndex - 1, end: endIndex, text: isAttribute ? "`}" : "`" },
  ];
  // An attribute of JSX has no escapes: its backslashes are text.
  const marks = isAttribute ? /`|\$(?=\{)|\\/g : /\\[\s\S]|`|\$(?=\{)/g;
  for (const found of text.slice(startIndex + 1, endIndex - 1).matchAll(marks)) {
    const at = startIndex + 1 + found.index;
    if (found[0].length > 1 || inside.some(({ start, end }) => at >= start && at < end)) continue;
    edits.push({ start: at, end: at, text: "\\" });
  }
  return edits;
}

/** For files of the time before templates: pieces with `+` between. One edit for all secrets of the string. */
function joined(
  literal: Node,
  inside: readonly Target[],
  readerFor: (target: Target) => Reader | string,
  { file: { text } }: EcmaSource,
): readonly Edit[] | string {
  const quote = text.charAt(literal.startIndex);
  const parts: string[] = [];
  let at = literal.startIndex + 1;
  for (const each of inside.toSorted((a, b) => a.start - b.start)) {
    if (each.start > at) parts.push(quote + text.slice(at, each.start) + quote);
    const reader = readerFor(each);
    if (typeof reader === "string") return reader;
    parts.push(reader.read(each.variable, quote) + (escapesIn(literal, each, text) ?? ""));
    at = each.end;
  }
  if (at < literal.endIndex - 1) parts.push(text.slice(literal.startIndex, literal.startIndex + 1) + text.slice(at, literal.endIndex));
  const sum = parts.join(" + ");
  const isOpen = ["arguments", "variable_declarator", "assignment_expression", "pair", "return_statement", "array"].includes(
    literal.parent?.type ?? "",
  );
  const isSum = literal.parent?.type === "binary_expression" && literal.parent.childForFieldName("operator")?.text === "+";
  const gap = /[\w$]/.test(text.charAt(literal.startIndex - 1)) ? " " : "";
  return [{ start: literal.startIndex, end: literal.endIndex, text: gap + (isOpen || isSum ? sum : `(${sum})`) }];
}

function notesOf(literal: Node, { variable }: Target, { file }: EcmaSource): readonly string[] {
  const loads = /^[^\n]*\b(?:dotenv|require\(["']dotenv["']\))\.config\(|^(?:import|require\()\s*["']dotenv\/config["']/m.exec(file.text);
  if (loads !== null && loads.index > literal.startIndex && enclosing(literal, FUNCTIONS) === undefined)
    return [`${file.path} reads ${variable} above the line that loads .env: move that line up`];
  if (/(?:^|\/)(?:next|nuxt)\.config\.[cm]?[jt]s$/.test(file.path) && isUnder(literal, "env"))
    return [`${file.path}: what stands under env is written into every page that uses it; read ${variable} on the server instead`];
  return [];
}

const FUNCTIONS = ["function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function_declaration"];

function isUnder(literal: Node, key: string): boolean {
  for (let at = enclosing(literal, ["pair"]); at !== undefined; at = enclosing(at.parent ?? undefined, ["pair"]))
    if (at.childForFieldName("key")?.text.replaceAll(/["']/g, "") === key) return true;
  return false;
}
