import { indentAt, lineEndOf } from "../edits.ts";
import { type Node, ancestors, enclosing, namedChildren, parsesAs } from "../grammar.ts";
import { type Holder, type Leaf, type Literals, lineEscapesOf, onTree, piecesIn, rewriteHolders, unescape, wholeOf } from "../literals.ts";
import { type Replacement, folderOf } from "../rewrite.ts";
import type { Codemod, Edit, Helper, NewFile, Rewrite, SourceFile, Target } from "../types.ts";
import { type PhpStyle, styleOf, topOf } from "./_php-project.ts";

export const php: Codemod = {
  id: "php",
  title: "PHP",
  matches: (path) => /\.(?:php[3-8]?|phtml|phpt)$/.test(path),
  matchesText: (path, text) =>
    /^#![^\n]*\bphp\b/.test(text) || (/\.(?:inc|module|install|theme|profile|engine)$/.test(path) && /^\s*<\?php/.test(text)),
  parses: async (text) => parsesAs("php", text),
  rewrite: async (file, targets, project) =>
    onTree("php", file, targets, (root) => rewriteTree({ file, root, style: styleOf(file, root, project) }, targets)),
};

interface Source {
  readonly file: SourceFile;
  readonly root: Node;
  readonly style: PhpStyle;
}

const LITERALS: Literals = {
  types: ["string", "encapsed_string", "heredoc", "nowdoc", "shell_command_expression"],
  chains: ["binary_expression"],
  leafOf,
  decode(literal, raw) {
    if (literal.type === "string") return raw.replace(/\\([\\'])/g, "$1");
    const indent = literal.type.endsWith("doc") ? closingIndent(literal) : "";
    const text = indent === "" ? raw : raw.replaceAll(`\n${indent}`, "\n");
    if (literal.type === "nowdoc") return text;
    return /(?<!\\)(?:\\\\)*(?:\$[A-Za-z_{]|\{\$)/.test(text) ? undefined : unescape(text, ESCAPES);
  },
};

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  e: "\x1b",
  f: "\f",
  "\\": "\\",
  $: "$",
  '"': '"',
  "`": "`",
};

/** Blanks that PHP takes away from every line of a heredoc: those before its closing word. */
function closingIndent(doc: Node): string {
  const text = doc.text;
  return /\n([ \t]*)\w+$/.exec(text)?.[1] ?? "";
}

function leafOf(literal: Node): Leaf {
  const body = literal.childForFieldName("value");
  if (literal.type === "heredoc" || literal.type === "nowdoc") {
    const [lead = ""] = /^\r?\n/.exec(body?.text ?? "") ?? [];
    const indent = closingIndent(literal);
    const skip = body?.text.startsWith(indent, lead.length) === true ? indent.length : 0;
    return { from: (body?.startIndex ?? literal.endIndex) + lead.length + skip, to: body?.endIndex ?? literal.endIndex };
  }
  return { from: literal.firstChild?.endIndex ?? literal.startIndex, to: literal.lastChild?.startIndex ?? literal.endIndex };
}

function rewriteTree(source: Source, targets: readonly Target[]): Rewrite {
  const { file, root } = source;
  const outside = (node: Node | undefined): string | undefined =>
    node?.type === "text" || node?.type === "program" ? "it stands in the text of the page, which everybody gets who opens it" : undefined;
  const gathered = rewriteHolders(file, root, targets, LITERALS, { outside, replace: (holder) => replace(holder, source) });
  return gathered.done(topEdits(file.text, root, gathered.needs));
}

/** What reads a target, and what that needs at the top of the file. */
interface Read {
  readonly code: string;
  /** Whether it may stand as an operand without brackets. */
  readonly isClosed: boolean;
  readonly needs: readonly string[];
  readonly files: readonly NewFile[];
}

function readOf(target: Target, { file, style }: Source): Read | string {
  const helper = target.helper?.("php");
  if (typeof helper === "string") return helper;
  if (helper !== undefined) return helperRead(helper, file, style);
  const { code, isClosed } = environmentRead(target.variable, style);
  return { code, isClosed, needs: [], files: [] };
}

function environmentRead(variable: string, style: PhpStyle): { code: string; isClosed: boolean } {
  if (style.kind === "laravel-config") return { code: `env('${variable}')`, isClosed: true };
  if (style.kind === "symfony-config") return { code: `'%env(${variable})%'`, isClosed: true };
  const read = {
    getenv: `getenv('${variable}') ?:`,
    "env-array": `$_ENV['${variable}'] ??`,
    "env-function": `env('${variable}') ?:`,
    laravel: `env('${variable}') ??`,
  }[style.kind];
  return { code: `${read} ${failure(variable, style)}`, isClosed: false };
}

function failure(variable: string, { throws, exception }: PhpStyle): string {
  const told = `'${variable} is not set'`;
  return throws ? `throw new ${exception}(${told})` : `trigger_error(${told}, E_USER_ERROR)`;
}

function helperRead({ fileName, symbol, text }: Helper, file: SourceFile, { global }: PhpStyle): Read {
  const folder = folderOf(file.path);
  return {
    code: `${global}${symbol}()`,
    isClosed: true,
    needs: [`require_once __DIR__ . '/${fileName}';`],
    files: [{ path: folder === "" ? fileName : `${folder}/${fileName}`, text }],
  };
}

function replace(holder: Holder, source: Source): Replacement {
  const [literal] = holder.leaves;
  if (literal === undefined) return { refused: "the place is no longer in the file" };
  const fault = faultOf(literal);
  if (fault !== undefined) return { refused: fault };
  const reads = new Map<Target, Read>();
  for (const target of holder.targets) {
    const read = readOf(target, source);
    if (typeof read === "string") return { refused: read };
    const letters = holder.escaped.has(target) ? lineEscapesOf(target) : [];
    const code = letters.reduce((inner, letter) => `str_replace('\\${letter}', "\\${letter}", ${inner})`, read.code);
    reads.set(target, letters.length === 0 ? read : { ...read, code, isClosed: true });
  }
  const isText = source.style.kind === "symfony-config" && holder.targets.every(({ helper }) => helper === undefined);
  if (isText && holder.escaped.size > 0) return { refused: "its line ends are written as escapes, which %env()% does not turn back" };
  const top = !isText && constant(literal) ? throughConstant(holder, reads, source) : undefined;
  if (typeof top === "string") return { refused: top };
  const used = top?.reads ?? reads;
  const base = {
    needs: [...reads.values()].flatMap(({ needs }) => needs).concat(top?.needs ?? []),
    files: [...reads.values()].flatMap(({ files }) => files),
    notes: [...(top?.notes ?? []), ...notesOf(source, holder)],
  };
  const made = inPlace(holder, literal, used, source, top === undefined);
  if ("refused" in made) return made;
  return { ...base, edits: made.edits, notes: [...base.notes, ...(made.notes ?? [])] };
}

function notesOf({ file, style }: Source, { targets }: Holder): string[] {
  if (style.kind !== "laravel") return [];
  const names = targets.map(({ variable }) => variable).join(", ");
  return [
    `${file.path}: after "php artisan config:cache" Laravel reads .env no more: set ${names} in the environment, or move it to config/`,
  ];
}

const BOUNDARIES = ["compound_statement", "program", "declaration_list", "switch_block"];

/** Where the language or its readers want the literal itself. */
function faultOf(literal: Node): string | undefined {
  let below = literal;
  for (const above of ancestors(literal)) {
    if (above.type === "ERROR") return "the code around it does not parse";
    if (above.type === "enum_case") return "the value of an enum's case must be known when the program is compiled";
    if (above.type === "array_element_initializer" && namedChildren(above).length > 1 && above.namedChild(0)?.id === below.id)
      return "it is the key of an array";
    if (above.type === "subscript_expression" && above.namedChild(0)?.id !== below.id) return "it is the key of an array";
    if (/^(?:include|require)(?:_once)?_expression$/.test(above.type)) return "it is the path of a file to load";
    if (above.type === "declare_statement") return "a directive needs a literal";
    if (BOUNDARIES.includes(above.type)) return undefined;
    below = above;
  }
  return undefined;
}

/** Whether no call may stand there: constants, defaults of properties and parameters, static variables, attributes. */
function constant(literal: Node): boolean {
  let below = literal;
  for (const above of ancestors(literal)) {
    if (above.type === "const_declaration") return enclosing(above, ["declaration_list", "enum_declaration_list"]) !== undefined;
    if (["property_element", "attribute", "static_variable_declaration"].includes(above.type)) return true;
    const isDefault = ["simple_parameter", "property_promotion_parameter"].includes(above.type);
    if (isDefault && above.childForFieldName("default_value")?.id === below.id) return true;
    if (BOUNDARIES.includes(above.type) || above.type === "anonymous_function" || above.type === "arrow_function") return false;
    below = above;
  }
  return false;
}

/** A constant of the program's own, made when the file is loaded: constant expressions may name it. */
function throughConstant(
  { targets }: Holder,
  reads: ReadonlyMap<Target, Read>,
  { file, root, style }: Source,
): { reads: Map<Target, Read>; needs: string[]; notes: string[] } | string {
  if (topOf(file.text, root) === undefined)
    return "a constant or a default must be known when the program is compiled, and the file has no place for code above it";
  const needs: string[] = [];
  const named = new Map<Target, Read>();
  for (const target of targets) {
    const name = `${target.variable}_VALUE`;
    const read = reads.get(target);
    if (read === undefined) continue;
    needs.push(`defined('${name}') || define('${name}', ${read.code});`);
    named.set(target, { ...read, code: `${style.global}${name}`, isClosed: true });
  }
  return {
    reads: named,
    needs,
    notes: [`${file.path} reads the environment when it is loaded: a constant or a default cannot call a function`],
  };
}

type InPlace = { readonly edits: readonly Edit[]; readonly notes?: readonly string[] } | { readonly refused: string };

function inPlace(holder: Holder, literal: Node, reads: ReadonlyMap<Target, Read>, source: Source, isFree: boolean): InPlace {
  const { text } = source.file;
  const pieces = piecesIn(text, holder, leafOf);
  const whole = wholeOf(pieces);
  if (source.style.kind === "symfony-config" && holder.leaves.length === 1 && holder.targets.every(({ helper }) => helper === undefined))
    return { edits: holder.targets.map(({ start, end, variable }) => ({ start, end, text: `%env(${variable})%` })) };
  const isDoc = literal.type === "heredoc" || literal.type === "nowdoc";
  if (literal.type === "shell_command_expression" || (isDoc && whole === undefined))
    return isFree ? throughVariable(holder, literal, reads, source) : { refused: "a part of a heredoc cannot be a constant's" };
  if (whole !== undefined) {
    const read = reads.get(whole);
    if (read === undefined) return { refused: "the place is no longer in the file" };
    const own = isFree && whole.helper === undefined && !holder.escaped.has(whole) ? inOwnWay(literal, whole, read, source) : undefined;
    if (own !== undefined) return own;
    const code = read.isClosed || isAlone(literal) ? read.code : `(${read.code})`;
    const put = { start: holder.start, end: holder.end, text: code };
    return { edits: isFree ? [put, ...defined(literal, source)] : [put] };
  }
  const formatted = inFormat(holder, literal, reads);
  if (formatted !== undefined) return formatted;
  const joined = pieces
    .map((piece) => {
      if (!("target" in piece)) {
        const quote = piece.leaf.lastChild?.text ?? "'";
        return `${quote}${piece.raw}${quote}`;
      }
      const read = reads.get(piece.target);
      return read?.isClosed === true ? read.code : `(${read?.code ?? ""})`;
    })
    .join(" . ");
  const put = { start: holder.start, end: holder.end, text: isOperand(literal) ? `(${joined})` : joined };
  return { edits: isFree ? [put, ...defined(literal, source)] : [put] };
}

/** Places where an expression of the loosest kind needs no brackets. */
function isAlone(literal: Node): boolean {
  const parent = literal.parent;
  if (parent === null) return false;
  if (parent.type === "assignment_expression" || parent.type === "augmented_assignment_expression")
    return parent.childForFieldName("right")?.id === literal.id;
  const alone = [
    "argument",
    "array_element_initializer",
    "return_statement",
    "echo_statement",
    "expression_statement",
    "parenthesized_expression",
  ];
  return alone.includes(parent.type) || parent.type === "const_element" || parent.type === "sequence_expression";
}

function isOperand(literal: Node): boolean {
  const parent = literal.parent?.type ?? "";
  return ["subscript_expression", "cast_expression", "unary_op_expression", "member_call_expression"].includes(parent);
}

/** `const X = …;` of a file becomes `define('X', …);`, which may call. */
function defined(literal: Node, { style }: Source): Edit[] {
  const element = enclosing(literal, ["const_element", "compound_statement"]);
  const declaration = element?.parent;
  if (element?.type !== "const_element" || declaration == null || namedChildren(declaration).length !== 1) return [];
  const name = namedChildren(element)[0];
  const value = namedChildren(element)[1];
  if (name === undefined || value === undefined) return [];
  const space = style.global === "" ? "" : "__NAMESPACE__ . ";
  return [
    { start: declaration.startIndex, end: value.startIndex, text: `define(${space}'${style.global}${name.text}', ` },
    { start: value.endIndex, end: value.endIndex, text: ")" },
  ];
}

/** In text that interpolates, a variable of its own, made by the line above. */
function throughVariable(holder: Holder, literal: Node, reads: ReadonlyMap<Target, Read>, { file }: Source): InPlace {
  const statement = statementOf(literal);
  if (statement === undefined) return { refused: "there is no line above its statement for the variable that the text needs" };
  const { from, to } = leafOf(literal);
  let kept = "";
  let at = from;
  const edits: Edit[] = [];
  const lines: string[] = [];
  const indent = indentAt(file.text, statement.startIndex);
  for (const target of holder.targets) {
    const read = reads.get(target);
    if (read === undefined) continue;
    const name = variableName(target.variable, file.text);
    const line = `$${name} = ${read.code};${lineEndOf(file.text)}${indent}`;
    if (!lines.includes(line)) lines.push(line);
    kept += file.text.slice(at, target.start);
    at = target.end;
    edits.push({ start: target.start, end: target.end, text: `{$${name}}` });
  }
  kept += file.text.slice(at, to);
  if (literal.type === "nowdoc") {
    if (/[\\$]/.test(kept)) return { refused: "its text is a quoted one, which would be read differently without the quotes" };
    const word = literal.childForFieldName("identifier");
    if (word === null) return { refused: "the place is no longer in the file" };
    edits.push({ start: word.startIndex - 1, end: word.startIndex, text: "" }, { start: word.endIndex, end: word.endIndex + 1, text: "" });
  }
  return { edits: [...lines.map((line) => ({ start: statement.startIndex, end: statement.startIndex, text: line })), ...edits] };
}

function statementOf(literal: Node): Node | undefined {
  const within = ["compound_statement", "program", "case_statement", "default_statement", "colon_block"];
  let below = literal;
  for (const above of ancestors(literal)) {
    if (within.includes(above.type)) return below.type.endsWith("_statement") ? below : undefined;
    if (above.type === "declaration_list") return undefined;
    below = above;
  }
  return undefined;
}

function variableName(variable: string, text: string): string {
  const name = variable.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return new RegExp(`\\$\\{?${name}\\b`).test(text) ? `${name}FromEnvironment` : name;
}

/** Fallbacks: of a variable of the same name they go, of another the secret is asked for last. */
function inOwnWay(literal: Node, target: Target, read: Read, { file, style }: Source): InPlace | undefined {
  const parent = literal.parent;
  const put = (code: string): Edit => ({ start: literal.startIndex, end: literal.endIndex, text: code });
  const isSame = (asked: Node | null | undefined): boolean => new RegExp(`[("'[]${target.variable}[)"'\\]]`).test(asked?.text ?? "");
  if (
    parent?.type === "conditional_expression" ||
    (parent?.type === "binary_expression" && parent.childForFieldName("operator")?.text === "??")
  ) {
    const asked = parent.childForFieldName(parent.type === "binary_expression" ? "left" : "condition");
    const isLast = parent.childForFieldName(parent.type === "binary_expression" ? "right" : "alternative")?.id === literal.id;
    if (
      !isLast ||
      asked === null ||
      parent.childForFieldName("body") !== null ||
      !/^(?:getenv\(|env\(|\$_(?:ENV|SERVER)\[)/.test(asked.text)
    )
      return undefined;
    return isSame(asked) && style.kind !== "laravel-config" ? { edits: [put(failure(target.variable, style))] } : undefined;
  }
  const list = parent?.type === "argument" ? parent.parent : undefined;
  const call = list?.type === "arguments" ? list.parent : undefined;
  const callee = call?.childForFieldName("function") ?? call?.childForFieldName("name");
  const asked = list?.namedChild(0);
  if (list == null || call == null || asked == null || !/env/i.test(callee?.text ?? "") || list.namedChildCount !== 2) return undefined;
  if (list.namedChild(1)?.id !== parent?.id || !/^["'][A-Z][A-Z0-9_]*["']$/.test(asked.text)) return undefined;
  if (style.kind === "laravel-config" && isSame(asked)) return { edits: [{ start: asked.endIndex, end: parent?.endIndex ?? 0, text: "" }] };
  if (style.kind === "laravel-config") return { edits: [put(read.code)] };
  const isAskedFor = isSame(asked) || asked.text.slice(1, -1) === target.variable;
  if (isAskedFor) {
    const code = call.parent !== null && isAlone(call) ? read.code : `(${read.code})`;
    return { edits: [{ start: call.startIndex, end: call.endIndex, text: code }] };
  }
  return {
    edits: [put(style.kind === "laravel" ? `env('${target.variable}')` : `(string) getenv('${target.variable}')`)],
    notes: [`${file.path}: the value is empty when neither ${asked.text.slice(1, -1)} nor ${target.variable} is set`],
  };
}

/** In a format the secret becomes an argument: joined to the text, its own percent signs would be read as part of it. */
function inFormat(holder: Holder, literal: Node, reads: ReadonlyMap<Target, Read>): InPlace | undefined {
  const argument = literal.parent?.type === "argument" ? literal.parent : undefined;
  const list = argument?.parent;
  const name = list?.parent?.childForFieldName("function")?.text ?? "";
  if (argument === undefined || list == null || !/^\\?(?:sprintf|printf|fprintf)$/.test(name) || holder.leaves.length > 1) return undefined;
  const all = namedChildren(list).filter(({ type }) => type === "argument");
  const at = all.findIndex(({ id }) => id === argument.id);
  if (at !== (name.endsWith("fprintf") ? 1 : 0)) return undefined;
  if (/%\d+\$/.test(literal.text)) return { refused: "the format names its arguments by number" };
  const edits: Edit[] = [];
  for (const target of holder.targets) {
    if (target.value.includes("%")) return { refused: "the format's own signs are in the secret: the result would differ" };
    const before = [...literal.text.slice(0, target.start - literal.startIndex).matchAll(/%(?:%|[-+ 0]*(?:'.)?\d*(?:\.\d+)?[a-zA-Z])/g)];
    const after = all[at + before.filter(([verb]) => verb !== "%%").length];
    if (after === undefined || all.some(({ text }) => text.startsWith("...")))
      return { refused: "the arguments of the format are not all there" };
    edits.push({ start: target.start, end: target.end, text: "%s" });
    const put = `, ${reads.get(target)?.code ?? ""}`;
    const known = edits.findIndex(({ start, end }) => start === after.endIndex && end === start);
    if (known === -1) edits.push({ start: after.endIndex, end: after.endIndex, text: put });
    else edits[known] = { start: after.endIndex, end: after.endIndex, text: `${edits[known]?.text ?? ""}${put}` };
  }
  return { edits };
}

/** Files to load and constants that defaults need, below the imports. */
function topEdits(text: string, root: Node, needs: readonly string[]): Edit[] {
  const wanted = needs
    .filter((line) => !text.includes(line))
    .toSorted((a, b) => Number(b.startsWith("require_once")) - Number(a.startsWith("require_once")));
  if (wanted.length === 0) return [];
  const at = topOf(text, root);
  const end = lineEndOf(text);
  // A page: code of its own above it, on its line so that nothing is sent before.
  if (at === undefined) return [{ start: 0, end: 0, text: `<?php ${wanted.join(" ")} ?>${end}` }];
  return [{ start: at, end: at, text: wanted.join(end) + end + end }];
}
