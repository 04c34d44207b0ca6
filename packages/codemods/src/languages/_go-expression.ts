import { type Node, ancestors, enclosing, namedChildren } from "../grammar.ts";
import type { Holder } from "../literals.ts";
import type { Edit, Target } from "../types.ts";
import type { GoSource } from "./go.ts";

/** Whether gofmt writes `a+b` there and not `a + b`: in calls with several arguments, indexes, comparisons. */
export function isTight(literal: Node): boolean {
  let depth = 1;
  const path = [literal, ...ancestors(literal)];
  // From the statement down, as gofmt counts.
  const top = path.findIndex(({ type }) => /_statement$|_spec$|_clause$|_case$|^(?:literal_value|short_var_declaration|block)$/.test(type));
  for (let index = top === -1 ? path.length - 1 : top; index > 0; index--) {
    const node = path[index];
    const below = path[index - 1];
    if (node === undefined || below === undefined) continue;
    if (node.type === "argument_list" && namedChildren(node).filter(({ type }) => type !== "comment").length > 1) depth++;
    else if (node.type === "index_expression" && node.childForFieldName("index")?.id === below.id) depth++;
    else if (node.type === "slice_expression" && node.namedChild(0)?.id !== below.id) depth++;
    else if (node.type === "parenthesized_expression") depth = Math.max(1, depth - 1);
    else if (node.type === "binary_expression" && node.childForFieldName("operator")?.text !== "+") depth++;
    else if ((node.type === "assignment_statement" || node.type === "short_var_declaration") && isParallel(node)) depth++;
  }
  return depth > 1;
}

function isParallel(node: Node): boolean {
  const count = (field: string): number => namedChildren(node.childForFieldName(field) ?? node).length;
  return count("left") > 1 && count("right") > 1;
}

/** The type that a literal takes there when it is named and not `string`: a value read at run time must be converted to it. */
export function typeOf(literal: Node, source: GoSource): string | undefined {
  const type = declaredType(literal, source);
  if (type === undefined || !/^(?:\w+\.)?\w+$/.test(type) || /^(?:string|any|error|T)$/.test(type)) return undefined;
  return type;
}

function declaredType(literal: Node, source: GoSource): string | undefined {
  const parent = literal.parent;
  if (parent === null) return undefined;
  if (parent.type === "expression_list" && (parent.parent?.type === "var_spec" || parent.parent?.type === "const_spec"))
    return parent.parent.childForFieldName("type")?.text;
  if (parent.type === "literal_element") return elementType(parent, source);
  if (parent.type === "expression_list" && parent.parent?.type === "return_statement") return resultType(literal, parent);
  if (parent.type === "return_statement") return resultType(literal, parent);
  if (parent.type === "argument_list") return parameterType(literal, parent, source);
  return undefined;
}

function elementType(element: Node, source: GoSource): string | undefined {
  const keyed = element.parent?.type === "keyed_element" ? element.parent : undefined;
  const composite = enclosing(element, ["composite_literal"]);
  const body = (keyed ?? element).parent;
  // A literal without its type inside another: its type is the element's.
  if (composite === undefined || composite.childForFieldName("body")?.id !== body?.id) return undefined;
  const type = composite.childForFieldName("type");
  if (type === null) return undefined;
  if (["slice_type", "array_type", "implicit_length_array_type"].includes(type.type)) return type.childForFieldName("element")?.text;
  if (type.type === "map_type") return type.childForFieldName("value")?.text;
  const field = keyed?.childForFieldName("key")?.text;
  if (type.type !== "type_identifier" || field === undefined) return undefined;
  return fieldType(type.text, field, source);
}

function fieldType(name: string, field: string, { pack }: GoSource): string | undefined {
  for (const { text } of pack.files) {
    const body = new RegExp(`^(?:type[ \\t]+|\\t)${name}[ \\t]+struct[ \\t]*\\{([\\s\\S]*?)^\\t?\\}`, "m").exec(text)?.[1];
    const type =
      body === undefined ? undefined : new RegExp(`^[ \\t]*(?:\\w+, *)*${field}(?:, *\\w+)*[ \\t]+([\\w.]+)`, "m").exec(body)?.[1];
    if (type !== undefined) return type;
  }
  return undefined;
}

function resultType(literal: Node, parent: Node): string | undefined {
  const owner = enclosing(parent, ["function_declaration", "method_declaration", "func_literal"]);
  const result = owner?.childForFieldName("result");
  if (result == null) return undefined;
  if (result.type !== "parameter_list") return result.text;
  const types = namedChildren(result).flatMap((each) => {
    const count = Math.max(1, each.childrenForFieldName("name").filter((name) => name?.isNamed === true).length);
    return Array.from({ length: count }, () => each.childForFieldName("type")?.text ?? "");
  });
  return types[namedChildren(parent).findIndex(({ id }) => id === literal.id)];
}

function parameterType(literal: Node, list: Node, { pack }: GoSource): string | undefined {
  const callee = list.parent?.childForFieldName("function");
  if (callee?.type !== "identifier") return undefined;
  const index = namedChildren(list).findIndex(({ id }) => id === literal.id);
  for (const { text } of pack.files) {
    const parameters = new RegExp(`^func ${callee.text}\\(([^()]*)\\)`, "m").exec(text)?.[1];
    if (parameters === undefined) continue;
    const parts = parameters.split(",").map((part) => part.trim());
    // `a, b string`: a name alone takes the type of the next that has one.
    const typed = parts.slice(index).find((part) => part.includes(" "));
    return typed?.replace(/^\w+[ \t]+/, "");
  }
  return undefined;
}

const FORMATTERS =
  /(?:^|\.)(?:Sprintf|Printf|Fprintf|Errorf|Fatalf|Panicf|Logf|Skipf|Infof|Debugf|Warnf|Warningf|Tracef|Appendf|Wrapf|Exitf|Noticef|Criticalf)$/;

/** In a format the secret becomes an argument of `%s`: joined to the text, its own percent signs would be read as verbs. */
export function insertIntoFormat(
  holder: Holder,
  codeOf: (target: Target) => string,
): { readonly edits: readonly Edit[] } | { readonly refused: string } | undefined {
  const [literal] = holder.leaves;
  if (literal === undefined) return undefined;
  const call = enclosing(literal, ["call_expression", "func_literal", "composite_literal"]);
  const name = call?.type === "call_expression" ? (call.childForFieldName("function")?.text ?? "") : "";
  const list = call?.childForFieldName("arguments");
  if (!FORMATTERS.test(name) || list == null) return undefined;
  const all = namedChildren(list).filter(({ type }) => type !== "comment");
  const at = all.findIndex(({ startIndex, endIndex }) => literal.startIndex >= startIndex && literal.endIndex <= endIndex);
  // The format is the first text: `Fprintf(w, format, …)`, `Wrapf(err, format, …)`.
  const format = all.findIndex(({ type }) => type.endsWith("string_literal") || type === "binary_expression");
  if (at !== format) return undefined;
  if (all[at]?.id !== literal.id || holder.leaves.length > 1) return { refused: "it is part of a format that is put together from pieces" };
  const text = literal.text;
  if (/%[^%\sA-Za-z]*[[*]/.test(text)) return { refused: "the format names its arguments by number" };
  const edits: Edit[] = [];
  for (const target of holder.targets) {
    if (target.value.includes("%")) return { refused: "the format's own signs are in the secret: the result would differ" };
    const before = verbsIn(text.slice(0, target.start - literal.startIndex));
    const after = all[at + before];
    if (after === undefined) return { refused: "the format has more verbs than arguments" };
    if (list.text.replace(/\)$/, "").trimEnd().endsWith("...") && all.length - 1 <= at + before)
      return { refused: "the arguments of the format are in a slice" };
    edits.push({ start: target.start, end: target.end, text: "%s" });
    const known = edits.findIndex(({ start, end }) => start === after.endIndex && end === start);
    const put = `, ${codeOf(target)}`;
    if (known === -1) edits.push({ start: after.endIndex, end: after.endIndex, text: put });
    else edits[known] = { start: after.endIndex, end: after.endIndex, text: `${edits[known]?.text ?? ""}${put}` };
  }
  return { edits };
}

function verbsIn(text: string): number {
  return [...text.matchAll(/%[-+# 0]*\d*(?:\.\d*)?([a-zA-Z%])/g)].filter(([, verb]) => verb !== "%").length;
}
