import { type Node, enclosing, nodeAt } from "../grammar.ts";
import type { Edit, Project, Target } from "../types.ts";
import type { GoSource } from "./go.ts";

/** A secret that is a list of byte numbers, `[]byte{0x4c, 125}`: the literal, and what a slice of bytes is converted to. */
export interface ByteList {
  readonly target: Target;
  readonly literal: Node;
  /** `[32]byte`; undefined where a slice of bytes fits as it is. */
  readonly type?: string;
}

const TEXTS = ["interpreted_string_literal", "raw_string_literal", "rune_literal", "comment"];

/** Undefined where no list holds the target; a sentence where one does that cannot be replaced. */
export function byteListOf(target: Target, source: GoSource): ByteList | string | undefined {
  const node = nodeAt(source.root, target.start, target.end);
  const body = enclosing(node, ["literal_value", "call_expression", "func_literal", ...TEXTS]);
  if (body?.type !== "literal_value" || !/^[\da-fA-FxXob_,\s]+$/.test(target.value)) return undefined;
  const text = source.file.text;
  if (text.slice(target.start, target.end) !== target.value) return undefined;
  const numbers = target.value.split(/[\s,]+/).filter((number) => number !== "");
  if (numbers.length < 2 || numbers.some((number) => !isByte(number))) return undefined;
  const around = text.slice(body.startIndex, target.start) + text.slice(target.end, body.endIndex);
  if (!/^\{\s*,?\s*\}$/.test(around)) return "it is a part of a list, or a comment stands in the list";
  const literal = body.parent?.type === "composite_literal" ? body.parent : body;
  const type = literal === body ? elidedType(body) : literal.childForFieldName("type")?.text;
  if (type === undefined) return "it is a list whose type stands elsewhere";
  if (literal.parent?.type === "unary_expression") return "the address of a list is taken, which what a function returns does not have";
  return fitting(type.replace(/\s+/g, ""), numbers.length, source, { target, literal });
}

function isByte(number: string): boolean {
  // With a leading zero it is octal, to the compiler and to strconv alike.
  const value = /^0[0-7]+$/.test(number) ? Number.parseInt(number, 8) : Number(number.replaceAll("_", ""));
  return Number.isInteger(value) && value >= 0 && value <= 255;
}

/** Of `{1, 2}` in `[][]byte{{1, 2}}` and in `map[string][]byte{"a": {1, 2}}`. */
function elidedType(body: Node): string | undefined {
  const element = body.parent?.type === "literal_element" ? body.parent : undefined;
  const keyed = element?.parent?.type === "keyed_element" ? element.parent : undefined;
  if (element === undefined || (keyed !== undefined && keyed.childForFieldName("key")?.id === element.id)) return undefined;
  const composite = (keyed ?? element).parent?.parent;
  const type = composite?.type === "composite_literal" ? composite.childForFieldName("type") : undefined;
  return (type?.childForFieldName("element") ?? type?.childForFieldName("value"))?.text;
}

const SLICES = /^(?:ed25519\.(?:PrivateKey|PublicKey)|json\.RawMessage|net\.IP)$/;

function fitting(type: string, count: number, { file, project, pack }: GoSource, list: ByteList): ByteList | string {
  if (/^\[\](?:byte|uint8)$/.test(type)) return list;
  const length = /^\[(\.{3}|\d+)\](?:byte|uint8)$/.exec(type)?.[1];
  if (length !== undefined) {
    if (length !== "..." && Number(length) !== count) return "the list is shorter than its array, which zeros fill";
    return isSliceToArray(file.path, project)
      ? { ...list, type: `[${count}]byte` }
      : "an array is made of bytes only since Go 1.20, and the module is older";
  }
  const isOwn =
    /^\w+$/.test(type) &&
    pack.files.some(({ text }) => new RegExp(`^(?:type |\\t)${type}[ \\t]+\\[\\](?:byte|uint8)\\r?$`, "m").test(text));
  return isOwn || SLICES.test(type) ? { ...list, type } : `it is a list of the type ${type}, which may not be one of bytes`;
}

function isSliceToArray(path: string, project: Project): boolean {
  for (let folder = path; folder !== "";) {
    folder = folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : "";
    const text = project.read(folder === "" ? "go.mod" : `${folder}/go.mod`);
    const minor = text === undefined ? undefined : /^go 1\.(\d+)/m.exec(text)?.[1];
    if (text !== undefined) return minor !== undefined && Number(minor) >= 20;
  }
  return false;
}

/** `read`: the text that holds the numbers; `parse`: the function that makes bytes of it. */
export function byteListEdits({ literal, type }: ByteList, read: string, parse: string): readonly Edit[] {
  const code = `${parse}(${read})`;
  return [{ start: literal.startIndex, end: literal.endIndex, text: type === undefined ? code : `${type}(${code})` }];
}
