import { type Node, ancestors, namedChildren } from "../grammar.ts";
import type { Target } from "../types.ts";

const KEY = "it is a key: nothing tells who else uses it by that name";
const TYPE = "it stands in a type, which no running program evaluates";

/** Where the language or its readers want the literal itself. */
export function faultOf(literal: Node): string | undefined {
  return directFault(literal) ?? aboveFault(literal);
}

function directFault(literal: Node): string | undefined {
  const parent = literal.parent;
  const isField = (name: string): boolean => parent?.childForFieldName(name)?.id === literal.id;
  switch (parent?.type ?? "") {
    case "import_statement":
    case "export_statement":
      return isField("source") ? "it is in the path of an import" : undefined;
    case "import_require_clause":
    case "import_specifier":
    case "export_specifier":
      return "it is in an import";
    case "module":
      return "it is the name of a module";
    case "pair":
    case "pair_pattern":
      return isField("key") ? KEY : undefined;
    case "method_definition":
    case "field_definition":
    case "public_field_definition":
    case "enum_assignment":
      return isField("name") || isField("property") ? KEY : undefined;
    case "computed_property_name":
    case "enum_body":
      return KEY;
    case "subscript_expression":
      return isField("index") ? KEY : undefined;
    case "call_expression":
      return literal.type === "template_string" && parent?.childForFieldName("function")?.text !== "String.raw"
        ? "a tag reads the template, and it gets text and values apart: what it would make of a value is not known"
        : undefined;
    case "arguments":
      return callFault(parent?.parent ?? undefined);
    default:
      return undefined;
  }
}

function callFault(call: Node | undefined): string | undefined {
  const callee = call?.childForFieldName("function")?.text ?? "";
  if (callee === "require" || callee === "import" || callee === "require.resolve") return "it is in the path of an import";
  if (callee.endsWith("InlineSnapshot")) return "the test's runner writes this text itself: give the test a made-up value";
  if (/^(?:Deno\.env\.get|(?:\w+\.)?getenv)$/.test(callee)) return "it stands where the name of a variable is wanted";
  return undefined;
}

function aboveFault(literal: Node): string | undefined {
  for (const node of ancestors(literal)) {
    switch (node.type) {
      case "ERROR":
        return "the code around it does not parse";
      case "literal_type":
      case "type_annotation":
      case "type_arguments":
      case "type_alias_declaration":
      case "interface_declaration":
      case "template_literal_type":
        return TYPE;
      case "enum_declaration":
        return "a member of an enum must be known when it is compiled";
      case "ambient_declaration":
        return "it stands in a declaration, which has no code";
      case "variable_declarator":
        if (holdsLiteralType(node, literal)) return "its variable has the value as its type";
        break;
      default:
    }
  }
  return undefined;
}

/** `const a: "…" = "…"`: the type wants just this value. */
function holdsLiteralType(declarator: Node, literal: Node): boolean {
  return declarator.childForFieldName("type")?.text.includes(literal.text) === true;
}

/** A string that is a statement: text that nothing reads. */
export function isAlone(literal: Node): boolean {
  return literal.parent?.type === "expression_statement" && literal.type === "string" && literal.parent.namedChildCount === 1;
}

/**
 * The sum of literals when a secret stands in several of them, from the first character of the first to the last of the last:
 * `"abc" + "def"`. A reason when it takes only a part of them; undefined when they are no such sum.
 */
export function foldedSpan(node: Node, { start, end, value }: Target): Node | string | undefined {
  if (node.type !== "binary_expression") return undefined;
  const operands = operandsOf(node);
  const [first, last] = [operands?.[0], operands?.at(-1)];
  if (operands === undefined || first === undefined || last === undefined) return undefined;
  if (start !== first.startIndex + 1 || end !== last.endIndex - 1) return "it is a part of strings that are joined";
  const joined = operands.map(({ text }) => text.slice(1, -1)).join("");
  // What the store gives must be what the pieces mean.
  return joined.replaceAll("\\n", "\n") === value && !joined.replaceAll("\\n", "").includes("\\")
    ? node
    : "it is in pieces whose sum does not read as the secret";
}

function operandsOf(node: Node): readonly Node[] | undefined {
  if (node.type === "string") return [node];
  if (node.type !== "binary_expression" || node.childForFieldName("operator")?.text !== "+") return undefined;
  const operands: Node[] = [];
  for (const child of namedChildren(node)) {
    const part = operandsOf(child);
    if (part === undefined) return undefined;
    operands.push(...part);
  }
  return operands;
}
