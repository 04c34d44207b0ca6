import { lineEndOf } from "../edits.ts";
import { type Node, ancestors, namedChildren, parsesAs } from "../grammar.ts";
import { type Replacement, folderOf } from "../rewrite.ts";
import type { Codemod, Edit, Helper } from "../types.ts";
import {
  type Dialect,
  type Place,
  type Reading,
  type Source,
  beside,
  doubled,
  inPlace,
  isInTarget,
  isNeededElsewhere,
  isReadBefore,
  readings,
  replacement,
  rewriteBy,
  unescapeC,
  within,
  standsAlone,
} from "./_code.ts";

const BODIES = ["block", "declaration_list", "compilation_unit", "arrow_expression_clause", "lambda_expression", "argument_list"];
const MEMBERS = {
  functions: ["method_declaration", "constructor_declaration", "operator_declaration"],
  later: ["modifier", "attribute_list", "accessor_list", "arrow_expression_clause"],
  counts: (member: Node): boolean => namedChildren(member).some(({ type, text }) => type === "modifier" && text === "static"),
};

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\u0007",
  0: "\0",
  '"': '"',
  "'": "'",
  "\\": "\\",
};

const dialect: Dialect = {
  id: "csharp",
  grammar: "c-sharp",
  comments: ["comment"],
  literals: ["string_literal", "verbatim_string_literal", "raw_string_literal", "interpolated_string_expression"],
  holes: ["interpolation"],
  delimiters: (literal) => {
    const { sigil, quotes } = kindOf(literal);
    return literal.endsWith(quotes) ? [sigil + quotes, quotes] : undefined; // `u8` makes bytes of it
  },
  decode,
  replace,
  add,
};

export const csharp: Codemod = {
  id: "csharp",
  title: "C#",
  matches: (path) => /\.csx?$/.test(path),
  parses: async (text) => parsesAs("c-sharp", text),
  rewrite: rewriteBy(dialect),
};

/** `$@` and `"`, or `$$` and `"""`. */
function kindOf(literal: string): {
  readonly sigil: string;
  readonly quotes: string;
  readonly isRaw: boolean;
  readonly isVerbatim: boolean;
} {
  const sigil = /^[$@]*/.exec(literal)?.[0] ?? "";
  const isVerbatim = sigil.includes("@");
  const run = /^"+/.exec(literal.slice(sigil.length))?.[0] ?? "";
  const isRaw = !isVerbatim && run.length >= 3;
  return { sigil, quotes: isRaw ? run : '"', isRaw, isVerbatim };
}

function decode(piece: string, literal: string): string | undefined {
  const { sigil, isRaw, isVerbatim } = kindOf(literal);
  const isInterpolated = sigil.includes("$");
  if (isRaw) return isInterpolated && /[{}]/.test(piece) ? undefined : piece;
  const text = isVerbatim ? (/^(?:[^"]|"")*$/.test(piece) ? piece.replaceAll('""', '"') : undefined) : unescapeC(piece, ESCAPES);
  if (!isInterpolated) return text;
  return /^(?:[^{}]|\{\{|\}\})*$/.test(piece) ? text?.replaceAll("{{", "{").replaceAll("}}", "}") : undefined;
}

function replace(place: Place, source: Source): Replacement {
  const { node } = place;
  const fault = faultOf(node, source);
  if (fault !== undefined) return { refused: fault };
  const constants = constantEdits(node, source);
  if (typeof constants === "string") return { refused: constants };
  const all = readings("csharp", place, byEnvironment(node, source), byHelper(source));
  if ("refused" in all) return all;
  const text = (index: number): string => all[index]?.text ?? "";
  if (!place.isWhole) {
    const edits = interpolated(place, source, text);
    return typeof edits === "string" ? { refused: edits } : replacement([...constants, ...edits], all);
  }
  const put = isAlone(node) || !text(0).includes(" ?? ") ? text(0) : `(${text(0)})`;
  return replacement([...constants, { start: node.startIndex, end: node.endIndex, text: put }], all);
}

function faultOf(node: Node, { file }: Source): string | undefined {
  if (within(node, ["attribute"], ["block", "declaration_list", "compilation_unit"]) !== undefined)
    return "an argument of an attribute must be known when the program is compiled";
  if (within(node, ["parameter"], BODIES) !== undefined) return "a parameter's default must be known when the program is compiled";
  if (within(node, ["constant_pattern", "case_switch_label", "relational_pattern", "goto_statement"], BODIES) !== undefined)
    return "a pattern or a label of switch must be known when the program is compiled";
  if (isTranslated(node))
    return "it stands in an expression that may be translated, to SQL for one, and cannot fail: put it into a variable first";
  if (/^\s*using\s+(?:Xamarin|Microsoft\.Maui|Android|UIKit|Foundation)\b/m.test(file.text))
    return "an app on a phone has no environment, and whoever has the app can read what it carries: keep the secret on a server of yours";
  return undefined;
}

/** Methods that take expressions rather than functions: of queries, of mocks, of maps. `throw` may not stand in those. */
const TRANSLATING =
  /^(?:Where|Select\w*|Any|All|First|Single|Last|Count|LongCount|Sum|Min|Max|Average|OrderBy\w*|ThenBy\w*|GroupBy|Join|SkipWhile|TakeWhile|Find\w*|Setup\w*|Verify\w*|Is|Has\w*|SetProperty|MapFrom|ForMember|ExecuteUpdate)(?:OrDefault)?(?:By)?(?:Async)?$/;

function isTranslated(node: Node): boolean {
  for (const above of ancestors(node)) {
    if (above.type === "query_expression") return true;
    if (above.type !== "lambda_expression" || above.childForFieldName("body")?.type === "block") continue;
    const call = above.parent?.type === "argument" ? above.parent.parent?.parent : undefined;
    const name = /(\w+)(?:<[^()]*>)?$/.exec(call?.childForFieldName("function")?.text ?? "")?.[1];
    if (name !== undefined && TRANSLATING.test(name)) return true;
  }
  return false;
}

/** A constant becomes a read-only field, or a plain variable; so do those made of it. Or why one must stay. */
function constantEdits(node: Node, source: Source): Edit[] | string {
  const declaration = within(node, ["field_declaration", "local_declaration_statement"], BODIES);
  if (declaration === undefined || !isConst(declaration)) return [];
  const constants = source.root
    .descendantsOfType(["field_declaration", "local_declaration_statement"])
    .filter((other) => other !== null)
    .filter(isConst);
  const changed = [declaration];
  const edits: Edit[] = [];
  for (const constant of changed) {
    for (const name of namesOf(constant)) {
      const fault = staysConstant(constant, name, source);
      if (fault !== undefined) return fault;
      const word = new RegExp(`=[^;]*\\b${name}\\b`);
      for (const other of constants) if (word.test(other.text) && !changed.some(({ id }) => id === other.id)) changed.push(other);
    }
    edits.push(constEdit(constant, source.file.text));
  }
  return edits;
}

function isConst(declaration: Node): boolean {
  return namedChildren(declaration).some(({ type, text }) => type === "modifier" && text === "const");
}

function namesOf(declaration: Node): readonly string[] {
  return declaration
    .descendantsOfType("variable_declarator")
    .filter((declarator) => declarator !== null)
    .map((declarator) => declarator.childForFieldName("name")?.text ?? "");
}

function staysConstant(declaration: Node, name: string, source: Source): string | undefined {
  const isLocal = declaration.type === "local_declaration_statement";
  const modifiers = namedChildren(declaration).filter(({ type }) => type === "modifier");
  const isPrivate =
    isLocal ||
    (!modifiers.some(({ text }) => /public|internal|protected/.test(text)) &&
      declaration.parent?.parent?.type !== "interface_declaration" &&
      // Another file may hold another part of the class.
      !/^[^{]*\bpartial\b/.test(declaration.parent?.parent?.text ?? ""));
  const word = new RegExp(`\\b${name}\\b`);
  const isHere = [...constantPlaces(source.file.text)].some((piece) => word.test(piece.replace(/"(?:[^"\\\n]|\\.)*"/g, "")));
  if (isHere || (!isPrivate && isNeededElsewhere(source, name, "csharp", placesOfFile)))
    return `${name} is used where a constant must be known when the program is compiled`;
  if (!isLocal && isReadBefore(declaration, name, MEMBERS))
    return `something above ${name} reads it when the class is loaded: move the constant to the top first`;
  const closed = source.root
    .descendantsOfType(["local_function_statement", "lambda_expression", "anonymous_method_expression"])
    .some((other) => other !== null && /^static\b/.test(other.text) && word.test(other.text));
  return isLocal && closed ? `a static function uses ${name}, which it can only while that is a constant` : undefined;
}

/** Bounded: a file without closing parentheses must not cost a search to its end for each attribute. */
const ATTRIBUTES =
  /\[\s{0,20}(?:\w{1,20}\s*:\s*)?[A-Za-z_][\w.]{0,100}\s{0,20}\((?:[^()]|\((?:[^()]|\([^()]{0,500}\)){0,500}\)){0,2000}\)/g;

/** Attributes, labels, patterns and defaults of parameters in a text. */
function* constantPlaces(text: string): Generator<string> {
  for (const [piece] of text.matchAll(ATTRIBUTES)) yield piece;
  for (const [piece] of text.matchAll(/\b(?:case|is|not|or|and)\s+[\w.]+/g)) yield piece;
  for (const [piece] of text.matchAll(/[{,]\s*[\w.]+\s*(?:when\b[^=\n]*)?=>/g)) yield piece;
  for (const [piece] of text.matchAll(/\w[>?\]]*\s+\w+\s*=\s*[\w.]+\s*(?=[,)])/g)) yield piece;
}

function* placesOfFile(_: string, text: string): Generator<string> {
  yield* constantPlaces(text);
  for (const [, piece = ""] of text.matchAll(/\bconst\s+\w+\s+\w+\s*=([^;]{0,2000});/g)) yield piece;
}

function constEdit(declaration: Node, text: string): Edit {
  const modifier = namedChildren(declaration).find((child) => child.type === "modifier" && child.text === "const");
  const start = modifier?.startIndex ?? declaration.startIndex;
  const blank = /^const\s+/.exec(text.slice(start))?.[0] ?? "const";
  return declaration.type === "field_declaration"
    ? { start, end: start + "const".length, text: "static readonly" }
    : { start, end: start + blank.length, text: "" };
}

/** Where `a ?? throw b` needs no parentheses. */
function isAlone(node: Node): boolean {
  return standsAlone(node, "??", "assignment_expression", [
    "variable_declarator",
    "property_declaration",
    "argument",
    "return_statement",
    "arrow_expression_clause",
    "interpolation",
    "initializer_expression",
    "parenthesized_expression",
    "lambda_expression",
  ]);
}

function byEnvironment(node: Node, source: Source): (variable: string) => Reading {
  const { file } = source;
  const configuration = configurationOf(node);
  const canUse = !/^#/m.test(file.text.slice(0, firstOf(source)?.startIndex ?? 0)) && firstOf(source) !== undefined;
  const isThere = hasSystem(source);
  const isQualified = !isThere && !canUse;
  // ASP.NET's start-up classes have a property of that name.
  const isTaken = /\bEnvironment\s*(?:\{|=>|[;=,)])|\b(?:class|enum|struct|record|interface|namespace)\s+Environment\b/.test(file.text);
  const environment = isTaken || isQualified ? "System.Environment" : "Environment";
  const needs = isThere || isQualified ? [] : [USING];
  return (variable) => {
    const read = configuration === undefined ? `${environment}.GetEnvironmentVariable("${variable}")` : `${configuration}["${variable}"]`;
    const end = `throw new ${isQualified ? "System." : ""}InvalidOperationException("${variable} is not set")`;
    // The literal was the default of this very variable.
    const before = node.parent?.type === "binary_expression" ? node.parent.childForFieldName("left")?.text : undefined;
    return { text: before === read && isAlone(node) ? end : `${read} ?? ${end}`, needs };
  };
}

/** The configuration of a program's builder, above the place in its own block; it holds the environment. */
function configurationOf(node: Node): string | undefined {
  const made = /\bvar\s+(\w+)\s*=\s*(?:WebApplication|Host)\s*\.\s*Create(?:Application|Slim)?Builder\s*\(/;
  for (const above of ancestors(node)) {
    if (/^(?:method_declaration|class_declaration|local_function_statement)$/.test(above.type)) return undefined;
    if (above.type !== "compilation_unit" && above.type !== "block") continue;
    for (const child of namedChildren(above)) {
      if (child.endIndex > node.startIndex) break;
      if (!/^(?:global_statement|local_declaration_statement)$/.test(child.type)) continue;
      const name = /WebApplication|CreateApplicationBuilder/.test(child.text) ? made.exec(child.text)?.[1] : undefined;
      if (name !== undefined) return `${name}.Configuration`;
    }
  }
  return undefined;
}

const USING = "using System;";

/** Here, for the whole project, or by the project's setting. */
function hasSystem({ file, project }: Source): boolean {
  if (/^\s*(?:global\s+)?using\s+System\s*;/m.test(file.text)) return true;
  for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
    for (const name of project.list(folder)) {
      if (!/\.csproj$|^Directory\.Build\.props$|^(?:Global)?Usings\.cs$/i.test(name)) continue;
      const text = project.read(folder === "" ? name : `${folder}/${name}`) ?? "";
      if (/<ImplicitUsings>\s*(?:enable|true)\s*<|^\s*global\s+using\s+System\s*;/im.test(text)) return true;
    }
    if (folder === "") return false;
  }
}

/** What usings may stand before. */
function firstOf({ root }: Source): Node | undefined {
  const first = namedChildren(root).find(
    ({ type, text }) => type !== "comment" && type !== "extern_alias_directive" && !(type === "using_directive" && /^global\b/.test(text)),
  );
  return first === undefined || first.type.startsWith("preproc") ? undefined : first;
}

function byHelper({ file }: Source): (helper: Helper) => Reading {
  return (helper) => ({
    text: `${helper.symbol}()`,
    files: [{ path: beside(file.path, helper.fileName), text: helper.text.replaceAll("\n", lineEndOf(file.text)) }],
  });
}

/** The string as an interpolated one with its secrets as holes; or why not. */
function interpolated(place: Place, { file }: Source, text: (index: number) => string): Edit[] | string {
  const { node } = place;
  const { sigil, isRaw } = kindOf(node.text);
  const dollars = sigil.replaceAll("@", "").length;
  if (!isRaw) {
    const holes = inPlace(place, (index) => `{${text(index)}}`);
    if (dollars > 0) return holes;
    if (place.targets.some(({ value }) => /[{}]/.test(value)) && /\{\d/.test(file.text.slice(place.from, place.to)))
      return "the text is a format whose marks the secret holds too: the result would differ";
    return [{ start: node.startIndex, end: node.startIndex, text: "$" }, ...holes, ...doubled(place, file.text, /[{}]/g)];
  }
  if (dollars > 0) return inPlace(place, (index) => `${"{".repeat(dollars)}${text(index)}${"}".repeat(dollars)}`);
  const runs = [...file.text.slice(place.from, place.to).matchAll(/\{+|\}+/g)].filter(
    (found) => !isInTarget(place, place.from + found.index),
  );
  const more = Math.max(0, ...runs.map((found) => found[0].length)) + 1;
  return [
    { start: node.startIndex, end: node.startIndex, text: "$".repeat(more) },
    ...inPlace(place, (index) => `${"{".repeat(more)}${text(index)}${"}".repeat(more)}`),
  ];
}

/** The first of the file's usings: System comes before all others. */
function add(needs: readonly string[], source: Source): readonly Edit[] {
  const first = firstOf(source);
  if (!needs.includes(USING) || first === undefined) return [];
  const end = lineEndOf(source.file.text);
  return [{ start: first.startIndex, end: first.startIndex, text: USING + (first.type === "using_directive" ? end : end + end) }];
}
