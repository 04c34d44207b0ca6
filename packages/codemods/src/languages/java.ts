import { lineEndOf } from "../edits.ts";
import { type Node, ancestors, enclosing, namedChildren, parsesAs } from "../grammar.ts";
import type { Replacement } from "../rewrite.ts";
import type { Codemod, Edit } from "../types.ts";
import {
  type Dialect,
  type Place,
  type Reading,
  type Source,
  amongLines,
  doubled,
  inPlace,
  isNeededElsewhere,
  isReadBefore,
  lineAfter,
  readings,
  replacement,
  rewriteBy,
  unescapeC,
  within,
} from "./_code.ts";
import { JVM_ESCAPES, androidFault, inAnnotation, isConstantHere, jvmConstantPlaces, jvmHelper } from "./_jvm.ts";

const BODIES = ["block", "class_body", "interface_body", "enum_body", "constructor_body", "program"];

const MEMBERS = {
  functions: ["method_declaration", "constructor_declaration", "compact_constructor_declaration"],
  later: ["modifiers", "lambda_expression"],
  counts: (member: Node, constant: Node): boolean => isStatic(member) || !isStatic(constant),
};

const dialect: Dialect = {
  id: "java",
  grammar: "java",
  comments: ["line_comment", "block_comment"],
  literals: ["string_literal"],
  holes: ["string_interpolation"],
  delimiters: (literal) => (literal.startsWith('"""') ? ['"""', '"""'] : ['"', '"']),
  decode: (piece) => unescapeC(piece, JVM_ESCAPES),
  replace,
  add,
};

export const java: Codemod = {
  id: "java",
  title: "Java",
  matches: (path) => path.endsWith(".java"),
  parses: async (text) => parsesAs("java", text),
  rewrite: rewriteBy(dialect),
};

function replace(place: Place, source: Source): Replacement {
  const { node } = place;
  const annotation = within(node, ["annotation"], BODIES);
  if (annotation !== undefined) return inAnnotation(annotation.childForFieldName("name")?.text ?? "", place, source, "$");
  const fault = faultOf(node) ?? androidFault(source) ?? constantFault(node, source);
  if (fault !== undefined) return { refused: fault };
  const all = readings("java", place, byEnvironment(source, node), jvmHelper(source, "package_declaration"));
  if ("refused" in all) return all;
  const text = (index: number): string => all[index]?.text ?? "";
  if (place.isWhole) return replacement([{ start: node.startIndex, end: node.endIndex, text: text(0) }], all);
  return node.text.startsWith('"""') ? inTextBlock(place, source, all) : replacement(concatenated(place, text), all);
}

function isStatic(member: Node): boolean {
  return /^(?:constant_declaration|static_initializer|enum_constant)$/.test(member.type) || /^[^=;(]*\bstatic\b/.test(member.text);
}

function faultOf(node: Node): string | undefined {
  if (within(node, ["switch_label"], BODIES) !== undefined) return "a label of switch must be known when the program is compiled";
  if (within(node, ["annotation_type_element_declaration"], BODIES) !== undefined)
    return "a default of an annotation must be known when the program is compiled";
  return undefined;
}

/** A final String may serve as a compile-time constant somewhere. */
function constantFault(node: Node, source: Source): string | undefined {
  const declarator = within(node, ["variable_declarator"], [...BODIES, "lambda_expression"]);
  const declaration = declarator?.parent;
  if (declarator === undefined || declaration === undefined || declaration === null) return undefined;
  const modifiers = namedChildren(declaration).find(({ type }) => type === "modifiers")?.text ?? "";
  if (declaration.type !== "constant_declaration" && !/\bfinal\b/.test(modifiers)) return undefined;
  const names = derived(declarator.childForFieldName("name")?.text ?? "", source.file.text);
  const isOwn = declaration.type === "local_variable_declaration" || (/\bprivate\b/.test(modifiers) && names.length === 1);
  if (declaration.type !== "local_variable_declaration" && names.some((name) => isReadBefore(declaration, name, MEMBERS)))
    return "something above it reads the constant when the class is loaded: move the constant to the top first";
  for (const name of names) {
    if (isConstantHere(name, source) || (!isOwn && isNeededElsewhere(source, name, "java", jvmConstantPlaces)))
      return `${name} is used in an annotation or a label of switch, which must be known when the program is compiled`;
  }
  return undefined;
}

/** A constant and the constants made from it. */
function derived(name: string, text: string): readonly string[] {
  const names = [name];
  for (const at of names) {
    const made = new RegExp(`\\bString\\s+(\\w+)\\s*=[^;]{0,2000}\\b${at}\\b`, "g");
    for (const [, other = ""] of text.matchAll(made)) if (!names.includes(other)) names.push(other);
  }
  return names;
}

function byEnvironment(source: Source, node: Node): (variable: string) => Reading {
  const dotenv = dotenvOf(node);
  const { call, needs } = requireNonNull(source);
  return (variable) => ({
    text: `${call}(${dotenv === undefined ? "System.getenv" : `${dotenv}.get`}("${variable}"), "${variable} is not set")`,
    needs,
  });
}

/** A variable of dotenv-java that can be used at this place. */
function dotenvOf(node: Node): string | undefined {
  const isDotenv = (declaration: Node): string | undefined =>
    /\bDotenv\s*\.\s*(?:load|configure)\s*\(/.test(declaration.text)
      ? declaration.childForFieldName("declarator")?.childForFieldName("name")?.text
      : undefined;
  for (const above of ancestors(node)) {
    for (const child of namedChildren(above)) {
      if (child.endIndex > node.startIndex) break;
      const isReachable =
        child.type === "local_variable_declaration" || (child.type === "field_declaration" && /^[^=;]*\bstatic\b/.test(child.text));
      const name = isReachable ? isDotenv(child) : undefined;
      if (name !== undefined) return name;
    }
  }
  return undefined;
}

const IMPORT = "import java.util.Objects;";

/** Somebody's own class may be called Objects here, or Guava's. */
function requireNonNull({ file, root }: Source): { readonly call: string; readonly needs: readonly string[] } {
  const imports = namedChildren(root).filter(({ type }) => type === "import_declaration");
  const lines = imports.map((node) => node.text.replace(/\s+/g, " "));
  if (lines.some((line) => /^import static java\.util\.Objects\.(?:requireNonNull|\*) ?;/.test(line)))
    return { call: "requireNonNull", needs: [] };
  const isTaken =
    lines.some((line) => /\.Objects ?;$/.test(line) && line !== IMPORT) || /\b(?:class|interface|enum|record)\s+Objects\b/.test(file.text);
  if (isTaken) return { call: "java.util.Objects.requireNonNull", needs: [] };
  const isThere = lines.includes(IMPORT) || lines.includes("import java.util.*;");
  return { call: "Objects.requireNonNull", needs: isThere ? [] : [IMPORT] };
}

/** `"a" + read + "b"`, in parentheses where the string was asked for something. */
function concatenated(place: Place, text: (index: number) => string): Edit[] {
  const { node, from, to, targets } = place;
  const edits = targets.map(({ start, end }, index): Edit => ({
    start: start === from ? node.startIndex : start,
    end: end === to ? node.endIndex : end,
    text: `${start === from ? "" : '" + '}${text(index)}${end === to ? "" : ' + "'}`,
  }));
  if (!isAskedFor(node)) return edits;
  const [first, last] = [edits[0], edits.at(-1)];
  if (first?.start === node.startIndex) edits[0] = { ...first, text: `(${first.text}` };
  else edits.unshift({ start: node.startIndex, end: node.startIndex, text: "(" });
  const at = edits.length - 1;
  const closing = edits[at];
  if (closing !== undefined && last?.end === node.endIndex) edits[at] = { ...closing, text: `${closing.text})` };
  else edits.push({ start: node.endIndex, end: node.endIndex, text: ")" });
  return edits;
}

function isAskedFor(node: Node): boolean {
  const parent = node.parent;
  if (parent === null) return false;
  if (parent.type === "method_invocation") return parent.childForFieldName("object")?.id === node.id;
  return ["field_access", "cast_expression", "method_reference", "array_access"].includes(parent.type);
}

/** A text block keeps its layout: the secret comes in by formatted(). */
function inTextBlock(place: Place, { file }: Source, all: readonly Reading[]): Replacement {
  const { node } = place;
  const call = enclosing(node.parent ?? undefined, ["method_invocation"]);
  if (call !== undefined && /(?:^|\.)\s*(?:format|formatted|printf)$/.test(call.text.slice(0, callNameEnd(call))))
    return { refused: "the text block is a format already: add the secret to its arguments" };
  return replacement(
    [
      ...doubled(place, file.text, /%/g),
      ...inPlace(place, () => "%s"),
      { start: node.endIndex, end: node.endIndex, text: `.formatted(${all.map(({ text }) => text).join(", ")})` },
    ],
    all,
  );
}

function callNameEnd(call: Node): number {
  return (call.childForFieldName("name")?.endIndex ?? call.startIndex) - call.startIndex;
}

/** With the other imports of java.*, else below the last import, else below the package. */
function add(needs: readonly string[], { file, root }: Source): readonly Edit[] {
  if (!needs.includes(IMPORT)) return [];
  const top = namedChildren(root);
  const imports = top.filter(({ type, text }) => type === "import_declaration" && !/^import\s+static\b/.test(text));
  const own = amongLines(
    file.text,
    imports.filter(({ text }) => /^import\s+java\./.test(text)),
    IMPORT,
  );
  if (own !== undefined) return [own];
  const end = lineEndOf(file.text);
  const last = imports.at(-1);
  if (last !== undefined) return [lineAfter(file.text, last.endIndex, IMPORT)];
  const head = top.find(({ type }) => type === "package_declaration");
  if (head !== undefined) return [lineAfter(file.text, head.endIndex, `${end}${IMPORT}`)];
  const first = top.find(({ type }) => type !== "block_comment" && type !== "line_comment")?.startIndex ?? 0;
  return [{ start: first, end: first, text: `${IMPORT}${end}${end}` }];
}
