import type { Edit, Target } from "../types.ts";
import { COMMENT, type Located, wholeLines, spanOf } from "./place.ts";

/** How entries of a line-based file look. */
export interface LineStyle {
  /** Signs that a comment's line begins with. */
  readonly comment: RegExp;
  readonly separator: RegExp;
  /** Sections in brackets. */
  readonly sections: boolean;
  /** A backslash at the line's end, or a deeper line, goes on with the value. */
  readonly continues: "backslash" | "indent" | "none";
  /** Quotes around a whole value are none of it. */
  readonly quotes: boolean;
}

export const PROPERTIES: LineStyle = {
  comment: /^\s*[#!]/,
  separator: /[ \t]*[=:][ \t]*|[ \t]+/,
  sections: false,
  continues: "backslash",
  quotes: false,
};
export const INI: LineStyle = {
  comment: /^\s*[#;]/,
  separator: /[ \t]*[=:][ \t]*/,
  sections: true,
  continues: "indent",
  quotes: true,
};

interface Entry {
  readonly section: string;
  readonly key: string;
  readonly start: number;
  readonly valueStart: number;
  end: number;
  comment: boolean;
}

/** Key and value a line, with sections where the style has them. */
export class LinesText {
  readonly text: string;
  readonly #style: LineStyle;
  readonly #entries: Entry[] = [];

  constructor(text: string, style: LineStyle) {
    this.text = text;
    this.#style = style;
    this.#read();
  }

  #read(): void {
    let section = "";
    let goesOn = false;
    let at = this.text.startsWith("\uFEFF") ? 1 : 0;
    while (at < this.text.length) {
      const stop = this.text.indexOf("\n", at);
      const next = stop === -1 ? this.text.length : stop + 1;
      const line = this.text.slice(at, next).replace(/\r?\n$/, "");
      const last = this.#entries.at(-1);
      const header = this.#style.sections ? /^\s*\[([^\]]*)\]/.exec(line) : null;
      if (goesOn && last !== undefined) last.end = at + line.length;
      else if (this.#style.comment.test(line)) this.#add(section, "", at, at, at + line.length, true);
      else if (header !== null) section = header[1]?.trim() ?? "";
      else if (this.#style.continues === "indent" && /^[ \t]+\S/.test(line) && last !== undefined && !last.comment)
        last.end = at + line.trimEnd().length;
      else if (line.trim() !== "") this.#entry(section, line, at);
      goesOn = this.#style.continues === "backslash" && !this.#isComment(at) && /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
      at = next;
    }
  }

  #isComment(at: number): boolean {
    const last = this.#entries.at(-1);
    return last !== undefined && last.comment && last.start === at;
  }

  #entry(section: string, line: string, at: number): void {
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const body = line.slice(indent);
    const found = /^(?:\\.|[^\\=:\s])+/.exec(body);
    const key = this.#style.sections ? (/^[^=]+(?==)|^[^=:]+/.exec(body)?.[0].trimEnd() ?? "") : (found?.[0] ?? "");
    const rest = body.slice(key.length);
    const separator = new RegExp(`^(?:${this.#style.separator.source})`).exec(rest)?.[0] ?? "";
    const valueStart = at + indent + key.length + separator.length;
    this.#add(section, key, at, separator === "" ? at + line.length : valueStart, at + line.trimEnd().length, false);
  }

  #add(section: string, key: string, start: number, valueStart: number, end: number, comment: boolean): void {
    this.#entries.push({ section, key, start, valueStart: Math.min(valueStart, end), end, comment });
  }

  locate(target: Target): Located {
    const entry = this.#entries.find(({ start, end }) => start <= target.start && end >= target.end);
    if (entry === undefined) return "it stands in no entry of the file";
    if (entry.comment) return COMMENT;
    if (target.start < entry.valueStart) return "it stands in a key or name, not in a value";
    const value = this.text.slice(entry.valueStart, entry.end);
    const quote = this.#style.quotes ? (/^(["'])[^\n]*\1$/.exec(value)?.[1] ?? "") : "";
    const [rawStart, rawEnd] = [entry.valueStart + quote.length, entry.end - quote.length];
    const edit = (text: string): Edit => ({ start: target.start, end: target.end, text });
    return {
      keys: entry.section === "" ? [entry.key] : [entry.section, entry.key],
      ...spanOf(this.text, target, rawStart, rawEnd),
      splice: (read) => ({ edits: [edit(read(quote === '"' ? "'" : '"'))] }),
      remove: () => ({ edits: [wholeLines(this.text, entry.start, entry.end)] }),
      empty: () => ({ edits: [{ start: entry.valueStart, end: entry.end, text: "" }] }),
    };
  }
}
