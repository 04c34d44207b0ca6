import { type Node, ancestors, namedChildren } from "../grammar.ts";

const KEY = "it is a key: nothing tells who else uses it by that name";

/** The node that stands for a literal among its neighbours: several literals that follow each other are one value. */
export function valueNode(literal: Node): Node {
  return literal.parent?.type === "concatenated_string" ? literal.parent : literal;
}

/** A string that is a statement: a docstring, or text that was commented out. Ansible's modules keep theirs in variables. */
export function isDocumentation(literal: Node): boolean {
  const statement = valueNode(literal).parent;
  if (statement?.type === "assignment" && statement.parent?.parent?.type === "module")
    return /^(?:DOCUMENTATION|EXAMPLES|RETURN|__doc__|__author__)$/.test(statement.childForFieldName("left")?.text ?? "");
  return statement?.type === "expression_statement" && statement.namedChildCount === 1;
}

/** Where the language or its readers want the literal itself. */
export function faultOf(literal: Node, path: string): string | undefined {
  if (/\.pyi$/i.test(path)) return "a stub has no code that runs";
  const direct = directFault(valueNode(literal));
  if (direct !== undefined) return direct;
  for (const { type } of ancestors(literal)) {
    if (type === "case_pattern") return "a pattern of match must be a literal";
    if (type === "type") return "it stands in a type, which no running program evaluates";
    if (type === "format_specifier") return "it stands in a format";
    if (type === "ERROR") return "the code around it does not parse";
    if (type === "block" || type === "module") return undefined;
  }
  return undefined;
}

function directFault(value: Node): string | undefined {
  const parent = value.parent;
  const isField = (name: string): boolean => parent?.childForFieldName(name)?.id === value.id;
  if (parent?.type === "pair" && isField("key")) return KEY;
  if (parent?.type === "subscript" && isField("subscript")) return KEY;
  if (parent?.type === "exec_statement") return "it is code that runs from a text";
  if (parent?.type !== "argument_list") return undefined;
  const callee = parent.parent?.childForFieldName("function")?.text ?? "";
  const isFirst = namedChildren(parent)[0]?.id === value.id;
  if (isFirst && /^(?:(?:\w+\.)?environ\.(?:get|pop|setdefault)|(?:\w+\.)?getenv)$/.test(callee))
    return "it stands where the name of a variable is wanted";
  if (isFirst && /^(?:__import__|(?:importlib\.)?import_module)$/.test(callee)) return "it is in the path of an import";
  return undefined;
}
