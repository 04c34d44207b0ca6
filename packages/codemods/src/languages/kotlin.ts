import { type Node, ancestors, namedChildren, parsesAs } from "../grammar.ts";
import type { Replacement } from "../rewrite.ts";
import type { Codemod, Edit } from "../types.ts";
import {
  type Dialect,
  type Place,
  type Reading,
  type Source,
  inPlace,
  isNeededElsewhere,
  isReadBefore,
  readings,
  replacement,
  rewriteBy,
  unescapeC,
  within,
  standsAlone,
} from "./_code.ts";
import { JVM_ESCAPES, androidFault, inAnnotation, isConstantHere, kotlinConstantPlaces, jvmHelper } from "./_jvm.ts";

const BODIES = ["block", "class_body", "enum_class_body", "lambda_literal", "function_body", "source_file"];

const MEMBERS = { functions: ["function_declaration", "secondary_constructor"], later: ["modifiers", "getter", "setter"] };

const dialect: Dialect = {
  id: "kotlin",
  grammar: "kotlin",
  comments: ["line_comment", "block_comment"],
  literals: ["string_literal", "multiline_string_literal"],
  holes: ["interpolation"],
  // Between several `$` and the quotes the meaning of `$` in the text is another one.
  delimiters: (literal) => (literal.startsWith('"""') ? ['"""', '"""'] : literal.startsWith('"') ? ['"', '"'] : undefined),
  decode: (piece, literal) => (literal.startsWith('"""') ? piece : unescapeC(piece, JVM_ESCAPES)),
  replace,
  add: () => [],
};

export const kotlin: Codemod = {
  id: "kotlin",
  title: "Kotlin",
  matches: (path) => /\.kts?$/.test(path),
  parses: async (text) => parsesAs("kotlin", text),
  rewrite: rewriteBy(dialect),
};

function replace(place: Place, source: Source): Replacement {
  const { node } = place;
  const annotation = annotationOf(node, source);
  if (annotation !== undefined) {
    return inAnnotation(annotation, place, source, node.text.startsWith('"""') ? "${'$'}" : "\\$");
  }
  const fault = faultOf(node, source) ?? androidFault(source);
  if (fault !== undefined) return { refused: fault };
  const constants = constantEdits(node, source);
  if (typeof constants === "string") return { refused: constants };
  const all = readings("kotlin", place, byEnvironment(node, source), jvmHelper(source, "package_header"));
  if ("refused" in all) return all;
  const text = (index: number): string => all[index]?.text ?? "";
  if (!place.isWhole) return replacement([...constants, ...inPlace(place, (index) => `\${${text(index)}}`)], all);
  const put = text(0);
  const whole = isAlone(node) || !put.includes(" ?: ") ? put : `(${put})`;
  return replacement([...constants, { start: node.startIndex, end: node.endIndex, text: whole }], all);
}

/** The name of the annotation whose argument it is. The grammar takes one above a generic function for an expression. */
function annotationOf(node: Node, { file }: Source): string | undefined {
  const annotation = within(node, ["annotation", "file_annotation"], BODIES);
  if (annotation !== undefined) return /^@(?:\w+:)?([\w.]+)/.exec(annotation.text)?.[1] ?? "";
  const before = file.text.slice(Math.max(0, node.startIndex - 600), node.startIndex);
  return /@(?:\w+:)?([A-Z][\w.]*)\((?:[^()"]|"(?:[^"\\\n]|\\.)*"|\((?:[^()"]|"(?:[^"\\\n]|\\.)*")*\))*$/.exec(before)?.[1];
}

function faultOf(node: Node, { file }: Source): string | undefined {
  const set = /(?:^|\/)src\/(\w+)(?:Main|Test)\//.exec(file.path)?.[1];
  if (set !== undefined && /^(?:common|js|wasm\w*|native|ios\w*|macos\w*|linux\w*|mingw\w*|apple|tvos\w*|watchos\w*|web)$/i.test(set))
    return `code of ${set} has no System.getenv: hand the secret in from the platform`;
  const parameter = within(node, ["class_parameter"], BODIES);
  if (parameter !== undefined && /\bannotation\b/.test(modifiersOf(parameter.parent?.parent?.parent ?? parameter)))
    return "a default of an annotation must be known when the program is compiled";
  return undefined;
}

function modifiersOf(node: Node): string {
  return namedChildren(node).find(({ type }) => type === "modifiers")?.text ?? "";
}

/** `const` goes, from the constants that are made of this one too; or why it must stay. */
function constantEdits(node: Node, source: Source): Edit[] | string {
  const declaration = within(node, ["property_declaration"], BODIES);
  if (declaration === undefined || !/\bconst\b/.test(modifiersOf(declaration))) return [];
  const constants = [...source.root.descendantsOfType("property_declaration")]
    .filter((other) => other !== null)
    .filter((other) => /\bconst\b/.test(modifiersOf(other)));
  const changed = [declaration];
  const edits: Edit[] = [];
  for (const constant of changed) {
    const name = nameOf(constant);
    if (name === undefined) return "the constant has no plain name";
    const isPrivate = /\bprivate\b/.test(modifiersOf(constant));
    if (isConstantHere(name, source) || (!isPrivate && isNeededElsewhere(source, name, "kotlin", kotlinConstantPlaces)))
      return `${name} is used where a constant must be known when the program is compiled`;
    if (isReadBefore(constant, name, MEMBERS)) return `something above ${name} reads it when the program starts: move it to the top first`;
    edits.push(constEdit(constant, source.file.text));
    const word = new RegExp(`=[^\\n]*\\b${name}\\b`);
    for (const other of constants) if (word.test(other.text) && !changed.some(({ id }) => id === other.id)) changed.push(other);
  }
  return edits;
}

function nameOf(declaration: Node): string | undefined {
  const variable = namedChildren(declaration).find(({ type }) => type === "variable_declaration");
  return variable?.namedChild(0)?.text;
}

function constEdit(declaration: Node, text: string): Edit {
  const start = declaration.startIndex + declaration.text.search(/\bconst\b/);
  return { start, end: start + (/^const\s+/.exec(text.slice(start))?.[0].length ?? 0), text: "" };
}

/** Where `a ?: b` needs no parentheses. */
function isAlone(node: Node): boolean {
  return standsAlone(node, "?:", "assignment", [
    "property_declaration",
    "value_argument",
    "class_parameter",
    "function_value_parameters",
    "function_body",
    "return_expression",
    "interpolation",
    "parenthesized_expression",
  ]);
}

function byEnvironment(node: Node, { file }: Source): (variable: string) => Reading {
  const dotenv = dotenvOf(node);
  // A logger, a parameter or an exception may have the name of the standard library's function.
  const isTaken = /\bfun\s+error\b|\berror\s*[:=]|\.error\s*$|[{,(]\s*error\s*(?:->|,)/m.test(file.text);
  return (variable) => {
    const read = dotenv === undefined ? `System.getenv("${variable}")` : `${dotenv}["${variable}"]`;
    const end = isTaken ? `throw IllegalStateException("${variable} is not set")` : `error("${variable} is not set")`;
    // The literal was the default of this very variable.
    const before = node.parent?.type === "binary_expression" ? node.parent.childForFieldName("left") : undefined;
    return { text: before?.text === read && isAlone(node) ? end : `${read} ?: ${end}` };
  };
}

/** A variable of dotenv-kotlin that can be used at this place. */
function dotenvOf(node: Node): string | undefined {
  let isOutside = false;
  for (const above of ancestors(node)) {
    const isBody = above.type === "class_body";
    if (!(isBody && isOutside))
      for (const child of namedChildren(above)) {
        if (child.endIndex > node.startIndex) break;
        if (child.type === "property_declaration" && /=\s*(?:dotenv\b|Dotenv\s*\.\s*(?:load|configure))/.test(child.text))
          return nameOf(child);
      }
    isOutside ||= isBody;
  }
  return undefined;
}
