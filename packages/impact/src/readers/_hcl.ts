import { Unreadable } from "../tree.ts";

/** One block of HCL: `resource "a" "b" { … }`. Attributes stay text: references are all that is looked for in them. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  readonly attributes: ReadonlyMap<string, { readonly text: string; readonly line: number }>;
  readonly blocks: readonly Block[];
}

const MOST_DEPTH = 64;
const MOST_BLOCKS = 50_000;

/** The blocks of a file. Lexical; a text that does not close its brackets ends where it ends. Throws Unreadable for one that nests too deep. */
export function parseHcl(text: string): readonly Block[] {
  return new Hcl(text).body(0).blocks;
}

/** Attributes of the whole file, as `*.tfvars` are. */
export function parseVariables(text: string): Block["attributes"] {
  return new Hcl(text).body(0).attributes;
}

class Hcl {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #count = 0;
  constructor(text: string) {
    this.#text = text;
  }

  body(depth: number): { readonly attributes: Block["attributes"]; readonly blocks: readonly Block[] } {
    if (depth > MOST_DEPTH) throw new Unreadable("too-deep");
    const attributes = new Map<string, { text: string; line: number }>();
    const blocks: Block[] = [];
    for (;;) {
      this.#blank();
      const char = this.#text[this.#at];
      if (char === undefined) break;
      if (char === "}") {
        this.#at++;
        break;
      }
      const name = /[A-Za-z_][\w-]*|"(?:[^"\\\n]|\\.)*"/y;
      name.lastIndex = this.#at;
      const found = name.exec(this.#text);
      if (found === null) {
        this.#at++;
        continue;
      }
      const line = this.#line;
      this.#at += found[0].length;
      const labels: string[] = [];
      for (;;) {
        this.#spaces();
        const label = /"((?:[^"\\\n]|\\.)*)"|[A-Za-z_][\w-]*/y;
        label.lastIndex = this.#at;
        const more = label.exec(this.#text);
        if (more === null) break;
        labels.push(more[1] ?? more[0]);
        this.#at += more[0].length;
      }
      const next = this.#text[this.#at];
      if (next === "{") {
        this.#at++;
        if (++this.#count > MOST_BLOCKS) throw new Unreadable("too-large");
        blocks.push({ type: found[0], labels, line, ...this.body(depth + 1) });
      } else if (next === "=" && this.#text[this.#at + 1] !== "=") {
        this.#at++;
        attributes.set(found[0].replace(/^"|"$/g, ""), { text: this.#value(), line });
      }
    }
    return { attributes, blocks };
  }

  /** To the end of the line, or of the bracket that is open there. */
  #value(): string {
    const start = this.#at;
    let depth = 0;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) break;
      if (char === '"') this.#string();
      else if (char === "<" && /^<<[-~]?\w/.test(this.#text.slice(this.#at, this.#at + 4))) this.#heredoc();
      else if (char === "#" || this.#text.startsWith("//", this.#at) || this.#text.startsWith("/*", this.#at)) {
        if (depth === 0 && char !== "/") break;
        this.#comment();
      } else {
        if ("{[(".includes(char)) depth++;
        if ("}])".includes(char)) {
          if (depth === 0) break;
          depth--;
        }
        if (char === "\n") {
          if (depth === 0) break;
          this.#line++;
        }
        this.#at++;
      }
    }
    return this.#text.slice(start, this.#at).trim();
  }

  #string(): void {
    let depth = 0;
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at];
      if (char === "\\") this.#at++;
      else if (char === "\n") {
        if (depth === 0) return; // not closed: the next line is no part of it
        this.#line++;
      } else if (char === "$" && this.#text[this.#at + 1] === "{") {
        depth++;
        this.#at++;
      } else if (char === "}" && depth > 0) depth--;
      else if (char === '"' && depth === 0) break;
    }
    this.#at++;
  }

  #heredoc(): void {
    const head = /<<[-~]?(\w+)[^\n]*\n/y;
    head.lastIndex = this.#at;
    const found = head.exec(this.#text);
    if (found === null) {
      this.#at += 2;
      return;
    }
    const end = new RegExp(`^[ \\t]*${found[1]}[ \\t]*$`, "gm");
    end.lastIndex = this.#at + found[0].length;
    const closed = end.exec(this.#text);
    const stop = closed === null ? this.#text.length : closed.index + closed[0].length;
    for (; this.#at < stop; this.#at++) if (this.#text[this.#at] === "\n") this.#line++;
  }

  #spaces(): void {
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at++;
  }

  #blank(): void {
    for (;;) {
      const char = this.#text[this.#at];
      if (char === "\n") this.#line++;
      else if (char === "#" || this.#text.startsWith("//", this.#at) || this.#text.startsWith("/*", this.#at)) {
        this.#comment();
        continue;
      } else if (char !== " " && char !== "\t" && char !== "\r" && char !== "," && char !== ";") return;
      this.#at++;
    }
  }

  #comment(): void {
    const isBlock = this.#text.startsWith("/*", this.#at);
    const end = isBlock ? this.#text.indexOf("*/", this.#at + 2) : this.#text.indexOf("\n", this.#at);
    const stop = end < 0 ? this.#text.length : isBlock ? end + 2 : end;
    for (; this.#at < stop; this.#at++) if (this.#text[this.#at] === "\n") this.#line++;
  }
}
