import type { Edit, Target } from "../types.ts";
import { COMMENT, type Located, spanOf } from "./place.ts";

interface XmlSpot {
  readonly start: number;
  readonly end: number;
  readonly keys: readonly string[];
  readonly kind: "comment" | "text" | "cdata" | "attribute";
  readonly quote: string;
}

/** One token of XML: a comment, CDATA, an instruction, a document type, a tag, or text up to the next tag. */
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>|<\/?[^\s<>/]+(?:"[^"]*"|'[^']*'|[^"'<>])*>|[^<]+/y;
const ATTRIBUTE = /([^\s=/<>"']+)(\s*=\s*)(?:"([^"]*)"|'([^']*)')/g;

/** Reads XML with offsets, and whether its tags are in balance. */
export class XmlText {
  readonly text: string;
  readonly isValid: boolean;
  readonly #spots: XmlSpot[] = [];
  readonly #open: string[] = [];

  constructor(text: string) {
    this.text = text;
    this.isValid = this.#read();
  }

  #read(): boolean {
    let at = 0;
    while (at < this.text.length) {
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(this.text)?.[0];
      if (token === undefined) return false;
      const end = at + token.length;
      if (token.startsWith("<!--")) this.#add(at, end, "comment");
      else if (token.startsWith("<![CDATA[")) this.#add(at + 9, end - 3, "cdata");
      else if (token.startsWith("</")) {
        if (this.#open.pop() !== token.slice(2, -1).trim()) return false;
      } else if (token.startsWith("<?") || token.startsWith("<!")) {
        // holds no value of ours
      } else if (token.startsWith("<")) this.#tag(token, at);
      else this.#add(at, end, "text");
      at = end;
    }
    return this.#open.length === 0;
  }

  #tag(token: string, at: number): void {
    const name = /^<([^\s>/]+)/.exec(token)?.[1] ?? "";
    this.#open.push(name);
    for (const found of token.matchAll(ATTRIBUTE)) {
      const start = at + found.index + (found[1]?.length ?? 0) + (found[2]?.length ?? 0) + 1;
      const value = found[3] ?? found[4] ?? "";
      this.#spots.push({
        start,
        end: start + value.length,
        keys: [...this.#open, `@${found[1] ?? ""}`],
        kind: "attribute",
        quote: found[3] === undefined ? "'" : '"',
      });
    }
    if (token.endsWith("/>")) this.#open.pop();
  }

  #add(start: number, end: number, kind: XmlSpot["kind"]): void {
    this.#spots.push({ start, end, keys: [...this.#open], kind, quote: "" });
  }

  locate(target: Target): Located {
    const spot = this.#spots.find(({ start, end }) => start <= target.start && end >= target.end);
    if (spot === undefined) return this.isValid ? "it stands in no value of the XML" : "the file is not whole as XML";
    if (spot.kind === "comment") return COMMENT;
    if (!this.isValid) return "the file is not whole as XML, so that its place cannot be told for sure";
    const whole = this.text.slice(spot.start, spot.end);
    const rawStart = spot.start + (whole.length - whole.trimStart().length);
    const rawEnd = spot.end - (whole.length - whole.trimEnd().length);
    const edit = (text: string): Edit => ({ start: target.start, end: target.end, text });
    return {
      keys: spot.keys,
      ...spanOf(this.text, target, rawStart, rawEnd),
      splice: (read) => ({ edits: [edit(read(spot.quote === '"' ? "'" : '"'))] }),
      remove: () => ({ edits: [{ start: rawStart, end: rawEnd, text: "" }] }),
      empty: () => ({ edits: [{ start: rawStart, end: rawEnd, text: "" }] }),
    };
  }
}
