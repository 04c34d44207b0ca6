import { type Node, namedChildren } from "../grammar.ts";
import type { Edit, Target } from "../types.ts";
import { valueNode } from "./_python-position.ts";
import type { Reader } from "./_python-reader.ts";
import { isOpenPlace } from "./_python-string.ts";
import type { PythonSource } from "./python.ts";

export interface DefaultEdits {
  readonly edits: readonly Edit[];
  /** Nothing is left to replace in the literal. */
  readonly isDone: boolean;
}

const NONE: DefaultEdits = { edits: [], isDone: false };

/**
 * A secret that stands in as the default of a variable: `os.environ.get("NAME", "…")`. As a default it would be read even when
 * NAME is set, and fail where only NAME is: the call becomes `os.environ.get("NAME") or …`. Of the secret's own variable the
 * default falls away.
 */
export function defaultEdits(
  literal: Node,
  { variable }: Target,
  isWhole: boolean,
  reader: Reader,
  source: PythonSource,
): DefaultEdits | string {
  const value = valueNode(literal);
  if (isWhole && isSetting(value, variable)) {
    const type = value.parent?.childForFieldName("type");
    return { edits: [{ start: type?.endIndex ?? value.startIndex, end: value.endIndex, text: "" }], isDone: true };
  }
  const argument = value.parent?.type === "keyword_argument" ? value.parent : value;
  const list = argument.parent;
  const call = list?.parent;
  if (list?.type !== "argument_list" || call?.type !== "call") return NONE;
  const callee = call.childForFieldName("function")?.text ?? "";
  const [name, second, ...more] = namedChildren(list).filter(({ type }) => type !== "comment");
  if (name?.type !== "string" || argument.id === name.id) return NONE;
  const keyword = argument.type === "keyword_argument" ? argument.childForFieldName("name")?.text : undefined;
  if (keyword !== undefined && keyword !== "default") return NONE;
  const isSame = isWhole && name.text.slice(1, -1) === variable;
  if (reader.library !== undefined && (callee === reader.library || callee === `${reader.library}.str`)) {
    const before = argument.previousNamedSibling ?? name;
    if (isSame) return { edits: [{ start: before.endIndex, end: argument.endIndex, text: "" }], isDone: true };
    if (!isWhole || /\bcast\s*=/.test(list.text)) return "it is the default of another variable, in a form that is not known";
    const quote = name.text.charAt(0);
    const edits = [
      { start: value.startIndex, end: value.endIndex, text: quote + quote },
      ...orEdits(call, ` or ${reader.read(variable, quote)}`),
    ];
    return { edits, isDone: true };
  }
  if (!/^(?:(?:\w+\.)?environ\.get|(?:\w+\.)?getenv)$/.test(callee)) return NONE;
  if (second?.id !== argument.id || more.length > 0) return "it is the default of a variable in a form that is not known";
  if (isSame)
    return { edits: [{ start: call.startIndex, end: call.endIndex, text: reader.read(variable, name.text.charAt(0)) }], isDone: true };
  const isOpen = isOpenPlace(call) && !source.file.text.slice(call.startIndex, call.endIndex).includes("\n");
  return {
    edits: [
      ...(isOpen ? [] : [{ start: call.startIndex, end: call.startIndex, text: "(" }]),
      { start: name.endIndex, end: value.startIndex, text: ") or " },
      { start: value.endIndex, end: call.endIndex, text: isOpen ? "" : ")" },
    ],
    isDone: false,
  };
}

/** A call that is followed by an operator; in parentheses where its place wants them. */
function orEdits(call: Node, text: string): readonly Edit[] {
  if (isOpenPlace(call)) return [{ start: call.endIndex, end: call.endIndex, text }];
  return [
    { start: call.startIndex, end: call.startIndex, text: "(" },
    { start: call.endIndex, end: call.endIndex, text: `${text})` },
  ];
}

/** `api_key: str = "…"` in a class of pydantic's settings, which reads API_KEY itself and wants it when nothing else is given. */
function isSetting(value: Node, variable: string): boolean {
  const assignment = value.parent;
  const owner = assignment?.parent?.parent?.parent;
  if (assignment?.type !== "assignment" || owner?.type !== "class_definition") return false;
  if (assignment.childForFieldName("type") === null || assignment.childForFieldName("left")?.text.toUpperCase() !== variable) return false;
  const above = owner.childForFieldName("superclasses")?.text ?? "";
  return /\bBaseSettings\b/.test(above) && !/\b(?:env_prefix|case_sensitive)\b/.test(owner.text);
}
