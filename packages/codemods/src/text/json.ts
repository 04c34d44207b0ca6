import type { Edit, Target } from "../types.ts";
import { COMMENT, type Located, spanOf } from "./place.ts";

/** A string or bare value of a JSON text with the way to it. Offsets include a string's quotes. */
export interface JsonSpot {
  readonly start: number;
  readonly end: number;
  readonly keys: readonly string[];
  readonly isKey: boolean;
  readonly isString: boolean;
}

const DEEPEST = 500;

/** Reads JSON, with comments and commas at ends as editors allow them. Numbers and names are spots too. */
export class JsonText {
  readonly text: string;
  readonly spots: JsonSpot[] = [];
  readonly comments: { readonly start: number; readonly end: number }[] = [];
  readonly isValid: boolean;
  #at = 0;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith("\uFEFF")) this.#at = 1;
    this.isValid = this.#value([]) && this.#isAtEnd();
  }

  #isAtEnd(): boolean {
    this.#blank();
    return this.#at >= this.text.length;
  }

  #blank(): void {
    for (;;) {
      const found = /[\s]*/y;
      found.lastIndex = this.#at;
      this.#at += found.exec(this.text)?.[0].length ?? 0;
      const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
      comment.lastIndex = this.#at;
      const length = comment.exec(this.text)?.[0].length ?? 0;
      if (length === 0) return;
      this.comments.push({ start: this.#at, end: this.#at + length });
      this.#at += length;
    }
  }

  #takes(char: string): boolean {
    this.#blank();
    if (this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #value(keys: readonly string[]): boolean {
    if (keys.length > DEEPEST) return false;
    if (this.#takes("{")) return this.#members(keys);
    if (this.#takes("[")) return this.#items(keys);
    return this.#scalar(keys, false) !== undefined;
  }

  #scalar(keys: readonly string[], isKey: boolean): string | undefined {
    this.#blank();
    const isString = this.text[this.#at] === '"';
    const form = isString ? /"(?:[^"\\\n]|\\.)*"/y : /[-+\w.]+/y;
    form.lastIndex = this.#at;
    const found = form.exec(this.text)?.[0];
    if (found === undefined || (isKey && !isString)) return undefined;
    this.spots.push({ start: this.#at, end: this.#at + found.length, keys, isKey, isString });
    this.#at += found.length;
    return found;
  }

  #members(keys: readonly string[]): boolean {
    while (!this.#takes("}")) {
      const name = this.#scalar(keys, true);
      if (name === undefined || !this.#takes(":") || !this.#value([...keys, decode(name)])) return false;
      if (!this.#takes(",") && this.text[this.#at] !== "}") return false;
    }
    return true;
  }

  #items(keys: readonly string[]): boolean {
    for (let index = 0; !this.#takes("]"); index++) {
      if (!this.#value([...keys, String(index)])) return false;
      if (!this.#takes(",") && this.text[this.#at] !== "]") return false;
    }
    return true;
  }

  spotAt(start: number, end: number): JsonSpot | string {
    if (this.comments.some((comment) => comment.start <= start && comment.end >= end)) return COMMENT;
    const spot = this.spots.find((each) => each.start <= start && each.end >= end);
    if (spot !== undefined) return spot;
    return this.isValid ? "it stands in no value of the JSON" : "the file is not whole as JSON";
  }

  locate(target: Target): Located {
    const spot = this.spotAt(target.start, target.end);
    if (typeof spot === "string") return spot;
    if (!this.isValid) return "the file is not whole as JSON, so that its place cannot be told for sure";
    if (spot.isKey) return "it is a key, and a key is a name that programs look for";
    if (!spot.isString) return "the value is no string";
    const [rawStart, rawEnd] = [spot.start + 1, spot.end - 1];
    const edit = (text: string): Edit => ({ start: target.start, end: target.end, text });
    return {
      keys: spot.keys,
      ...spanOf(this.text, target, rawStart, rawEnd),
      splice: (read) => ({ edits: [edit(read("'").replaceAll("\\", "\\\\").replaceAll('"', '\\"'))] }),
      remove: () => ({ edits: [{ start: spot.start, end: spot.end, text: '""' }] }),
      empty: () => ({ edits: [{ start: spot.start, end: spot.end, text: '""' }] }),
    };
  }
}

export function decode(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}
