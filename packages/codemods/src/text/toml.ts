import type { Edit, Target } from "../types.ts";
import { COMMENT, type Located, spanOf, wholeLines } from "./place.ts";

interface TomlSpot {
  readonly start: number;
  readonly end: number;
  /** Quotes of the value: `"`, `'`, `"""`, `'''`; empty for a bare one. */
  readonly quote: string;
  readonly keys: readonly string[];
  /** Where the entry begins when it has its lines to itself; undefined inside `[ ]` and `{ }`. */
  readonly entry?: number;
}

const BLANK = /[ \t]*/y;
const KEY = /(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)(?:[ \t]*\.[ \t]*(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+))*/y;
const VALUE = /"""(?:[^\\]|\\[\s\S])*?"""(?!")|'''[\s\S]*?'''(?!')|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s,[\]{}#"'=]+(?: \d\d:[^\s,\]}#]+)?/y;
const DEEPEST = 200;

/** Reads TOML with offsets: tables, keys, strings of all four kinds, arrays and inline tables. */
export class TomlText {
  readonly text: string;
  readonly spots: TomlSpot[] = [];
  readonly comments: { readonly start: number; readonly end: number }[] = [];
  readonly isValid: boolean;
  #at = 0;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith("\uFEFF")) this.#at = 1;
    this.isValid = this.#document();
  }

  #take(form: RegExp): string | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** Blanks, line ends and comments. */
  #space(): void {
    for (;;) {
      const from = this.#at;
      this.#take(/\s*/y);
      const at = this.#at;
      if (this.#take(/#[^\n]*/y) !== undefined) this.comments.push({ start: at, end: this.#at });
      if (this.#at === from) return;
    }
  }

  #document(): boolean {
    let table: readonly string[] = [];
    for (this.#space(); this.#at < this.text.length; this.#space()) {
      const entry = this.#at;
      if (this.#take(/\[\[?/y) !== undefined) {
        this.#take(BLANK);
        table = partsOf(this.#take(KEY));
        this.#take(BLANK);
        if (table.length === 0 || this.#take(/\]\]?/y) === undefined) return false;
      } else if (!this.#pair(table, entry)) return false;
      // Only a comment may follow on the line.
      this.#take(BLANK);
      if (!/[\r\n#]/.test(this.text.charAt(this.#at) || "\n")) return false;
    }
    return true;
  }

  #pair(table: readonly string[], entry?: number): boolean {
    const key = partsOf(this.#take(KEY));
    this.#take(BLANK);
    if (key.length === 0 || this.#take(/=/y) === undefined) return false;
    this.#take(BLANK);
    return this.#value([...table, ...key], entry);
  }

  #value(keys: readonly string[], entry?: number): boolean {
    if (keys.length > DEEPEST) return false;
    if (this.#take(/\[/y) !== undefined) return this.#list(keys);
    if (this.#take(/\{/y) !== undefined) return this.#inline(keys);
    const start = this.#at;
    const found = this.#take(VALUE);
    if (found === undefined) return false;
    const quote = /^(?:"""|'''|"|')?/.exec(found)?.[0] ?? "";
    this.spots.push({ start, end: this.#at, quote, keys, ...(entry === undefined ? {} : { entry }) });
    return true;
  }

  #list(keys: readonly string[]): boolean {
    for (let index = 0; ; index++) {
      this.#space();
      if (this.#take(/\]/y) !== undefined) return true;
      if (!this.#value([...keys, String(index)])) return false;
      this.#space();
      if (this.#take(/,/y) === undefined && this.text[this.#at] !== "]") return false;
    }
  }

  #inline(keys: readonly string[]): boolean {
    for (;;) {
      this.#space();
      if (this.#take(/\}/y) !== undefined) return true;
      if (!this.#pair(keys)) return false;
      this.#space();
      if (this.#take(/,/y) === undefined && this.text[this.#at] !== "}") return false;
    }
  }

  locate(target: Target): Located {
    if (this.comments.some(({ start, end }) => start <= target.start && end >= target.end)) return COMMENT;
    const spot = this.spots.find(({ start, end }) => start <= target.start && end >= target.end);
    if (spot === undefined) return this.isValid ? "it stands in no value of the TOML" : "the file is not whole as TOML";
    if (!this.isValid) return "the file is not whole as TOML, so that its place cannot be told for sure";
    if (spot.quote === "") return "the value is no string";
    const [rawStart, rawEnd] = [spot.start + spot.quote.length, spot.end - spot.quote.length];
    const edit = (text: string): Edit => ({ start: target.start, end: target.end, text });
    return {
      keys: spot.keys,
      ...spanOf(this.text, target, rawStart, rawEnd),
      splice: (read) => ({ edits: [edit(read(spot.quote.startsWith('"') ? "'" : '"'))] }),
      remove: () =>
        spot.entry === undefined
          ? { refused: "it is in a list or table on one line: take it out by hand" }
          : { edits: [wholeLines(this.text, spot.entry, spot.end)] },
      empty: () => ({ edits: [{ start: spot.start, end: spot.end, text: '""' }] }),
    };
  }
}

function partsOf(key: string | undefined): readonly string[] {
  return [...(key ?? "").matchAll(/"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
}
