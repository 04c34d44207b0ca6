import {
  type Document,
  type Node as YamlNode,
  type Pair,
  type Scalar,
  type YAMLMap,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  visit,
} from "yaml";
import type { Replacement } from "../rewrite.ts";
import type { Edit, Target } from "../types.ts";
import { COMMENT, type Located, type Place, wholeLines, spanOf } from "./place.ts";

/** A scalar of a YAML file with the way to it. */
export interface YamlSpot {
  readonly scalar: Scalar;
  readonly start: number;
  readonly end: number;
  readonly keys: readonly string[];
  readonly isKey: boolean;
  readonly isFlow: boolean;
  /** Maps, lists and pairs above it, the document's root first. */
  readonly above: readonly (YamlNode | Pair)[];
  readonly document: Document;
}

/** A YAML file with offsets. Documents with errors are known as such. */
export class YamlText {
  readonly text: string;
  readonly #documents: readonly Document[];
  readonly targets: readonly Target[];

  constructor(text: string, targets: readonly Target[] = [], masked = text) {
    this.text = text;
    this.targets = targets;
    this.#documents = documentsOf(masked);
  }

  get isValid(): boolean {
    return this.#documents.every(({ errors }) => errors.length === 0) && (this.#documents.length > 0 || !/^[^#\s]/m.test(this.text));
  }

  get documents(): readonly Document[] {
    return this.#documents;
  }

  /** The scalar that covers a span, `"comment"`, or a sentence why there is none. */
  spotAt(start: number, end: number): YamlSpot | string {
    let found: YamlSpot | undefined;
    const document = this.#documents.findLast(({ range }) => (range?.[0] ?? 0) <= start) ?? this.#documents[0];
    if (document === undefined) return this.#isComment(start) ? COMMENT : "the file could not be read as YAML";
    if (/\r(?!\n)/.test(this.text)) return "the file has line ends that editors and readers understand differently";
    if (document.errors.length > 0) return "the YAML around it is not whole, so that its place cannot be told for sure";
    visit(document, {
      // What lies elsewhere is passed by with all that is in it.
      Collection: (_, { range }) => (range && (range[0] > start || range[2] < end) ? visit.SKIP : undefined),
      Scalar(key, node, path) {
        const range = node.range;
        if (!range || range[0] > start || range[1] < end) return undefined;
        const above = path.filter((each) => isPair(each) || isMap(each) || isSeq(each));
        found = {
          scalar: node,
          start: range[0],
          end: range[1],
          keys: keysOf(above, node, key),
          isKey: key === "key",
          isFlow: above.some((each) => (isMap(each) || isSeq(each)) && each.flow === true),
          above,
          document,
        };
        return visit.BREAK;
      },
    });
    if (found !== undefined) return found;
    return this.#isComment(start) ? COMMENT : "it stands in no plain value of the YAML file";
  }

  /** Of what is in no value: whether a sign of comments stands before it. */
  #isComment(start: number): boolean {
    return /(?:^|\s)#/.test(this.text.slice(this.text.lastIndexOf("\n", start - 1) + 1, start));
  }

  locate(target: Target): Located {
    const spot = this.spotAt(target.start, target.end);
    return typeof spot === "string" ? spot : this.placeOf(spot, target);
  }

  placeOf(spot: YamlSpot, target: Target): Place | string {
    if (spot.isKey) return "it is a key, and a key is a name that programs look for";
    if (spot.scalar.tag === "!unsafe") return "the value is marked as text that is never filled (!unsafe)";
    if (spot.scalar.tag === "!vault") return "the value is encrypted already (!vault)";
    const { rawStart, rawEnd } = rawOf(this.text, spot);
    return {
      keys: spot.keys,
      ...spanOf(this.text, target, rawStart, rawEnd),
      splice: (read) => this.#splice(spot, target, read),
      remove: () => this.removeEntry(spot),
      empty: () => ({ edits: [{ start: spot.start, end: spot.end, text: '""' }] }),
    };
  }

  #splice(spot: YamlSpot, target: Target, read: (quote: string) => string): Replacement {
    const { start, end, scalar } = spot;
    const put = (text: string): Edit => ({ start: target.start, end: target.end, text });
    if (scalar.type === "QUOTE_DOUBLE") return checked(read("'"), /["\\]/, (text) => [put(text)]);
    if (scalar.type === "QUOTE_SINGLE") return checked(read('"'), /'/, (text) => [put(text)]);
    if (scalar.type !== "PLAIN") return { edits: [put(read('"'))] };
    const inside = this.targets.filter((each) => each.start >= start && each.end <= end);
    const replaced = (text: string): string => {
      let made = this.text.slice(start, end);
      for (const each of inside.toSorted((a, b) => b.start - a.start))
        made = made.slice(0, each.start - start) + text + made.slice(each.end - start);
      return made;
    };
    if (isPlain(replaced(read('"')), spot.isFlow)) return { edits: [put(read('"'))] };
    const rest = replaced("");
    if (/["\\\n]/.test(rest) || /["\\]/.test(read("'"))) return { refused: "the value would need quotes, and holds some itself" };
    // One edit, not three, where the secret is all of it: nothing of the plan then depends on the order of edits at one place.
    if (rest === "") return { edits: [put(`"${read("'")}"`)] };
    return { edits: [{ start, end: start, text: '"' }, put(read("'")), { start: end, end, text: '"' }] };
  }

  /** Takes out the entry of a map with its lines; of a map that has no other, the map's own entry. */
  removeEntry(spot: Pick<YamlSpot, "above">): Replacement {
    for (let at = spot.above.length - 1; at > 0; at--) {
      const pair = spot.above[at];
      const map = spot.above[at - 1];
      if (!isPair(pair) || !isMap(map)) return { refused: "it is an entry of a list: take it out by hand" };
      if (map.items.length === 1 && at > 1) {
        at--;
        continue;
      }
      return this.#removePair(pair, map);
    }
    return { refused: "it is the only entry of the file: remove the file" };
  }

  #removePair(pair: Pair, map: YAMLMap): Replacement {
    const range = rangeOf(pair);
    if (range === undefined || map.flow === true) return { refused: "it is in a list in braces: take it out by hand" };
    const [start, end] = range;
    const before = this.text.slice(this.text.lastIndexOf("\n", start - 1) + 1, start);
    if (before.trim() !== "") return { refused: "the entry shares its line with another: take it out by hand" };
    if (/(?:^|\s)&[\w-]+/.test(this.text.slice(start, end))) return { refused: "other places refer to this entry by an anchor" };
    // The range of a block scalar ends after its line.
    return { edits: [wholeLines(this.text, start, this.text.charAt(end - 1) === "\n" ? end - 1 : end)] };
  }
}

/** None when the text is nested deeper than the parser's stack. */
function documentsOf(text: string): readonly Document[] {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent", strict: false, prettyErrors: false });
    return Array.isArray(documents) ? documents : [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function checked(text: string, forbidden: RegExp, edits: (text: string) => Edit[]): Replacement {
  return forbidden.test(text) ? { refused: "the quotes around it do not allow what reads the variable" } : { edits: edits(text) };
}

/** From the key to the end of the value, without a comment behind it. */
export function rangeOf(pair: Pair): readonly [number, number] | undefined {
  const key = isScalar(pair.key) ? pair.key.range : undefined;
  const value = pair.value;
  const end = isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value.range : undefined;
  if (!key) return undefined;
  return [key[0], end?.[1] ?? key[1]];
}

/** The entry of a map with this key. */
export function pairOf(map: unknown, name: string): Pair | undefined {
  return isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
}

/** Column of an offset in its line, counted from 0. */
export function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

function keysOf(above: readonly (YamlNode | Pair)[], node: YamlNode, key: unknown): readonly string[] {
  const keys: string[] = [];
  above.forEach((each, index) => {
    if (isPair(each)) keys.push(isScalar(each.key) ? String(each.key.value) : "");
    if (!isSeq(each)) return;
    const child: unknown = above[index + 1] ?? node;
    keys.push(String(typeof key === "number" && index === above.length - 1 ? key : each.items.findIndex((item) => item === child)));
  });
  return keys;
}

/** The scalar's text without quotes; of a block scalar the lines below its header. */
function rawOf(text: string, { scalar, start, end }: YamlSpot): { rawStart: number; rawEnd: number } {
  if (scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE") return { rawStart: start + 1, rawEnd: end - 1 };
  if (scalar.type !== "BLOCK_LITERAL" && scalar.type !== "BLOCK_FOLDED") return { rawStart: start, rawEnd: end };
  const head = text.indexOf("\n", start) + 1;
  const body = text.slice(head, end);
  return { rawStart: head + (/^\s*/.exec(body)?.[0].length ?? 0), rawEnd: head + body.trimEnd().length };
}

function isPlain(text: string, isFlow: boolean): boolean {
  if (/^[\s&*!|>'"%@`[\]{}#,]|^[-?:](?:\s|$)|:\s|:$|\s#|\s$/.test(text)) return false;
  return !(isFlow && /[[\]{},]/.test(text));
}
