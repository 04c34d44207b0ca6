/** A block such as `variable "x" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly start: number;
  readonly attributes: HclAttribute[];
}

/** `name = expression`; `end` is where the expression ends. */
export interface HclAttribute {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  end: number;
}

/** A quoted string or a heredoc, also one inside another's `${ }`. */
export interface HclString {
  readonly start: number;
  readonly end: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly isHeredoc: boolean;
  readonly blocks: readonly HclBlock[];
  /** Undefined for a label of a block. */
  readonly attribute: HclAttribute | undefined;
}

const IDENTIFIER = /[A-Za-z_][\w-]*/y;
const DEEPEST = 200;

/** Reads the configuration language of Terraform, Packer and Terragrunt with offsets. */
export class HclText {
  readonly text: string;
  readonly strings: HclString[] = [];
  readonly comments: { readonly start: number; readonly end: number }[] = [];
  readonly blocks: HclBlock[] = [];
  readonly isValid: boolean;
  #at = 0;
  #depth = 0;
  /** After the last letter of an expression that is neither blank nor comment. */
  #last = 0;
  #path: readonly HclBlock[] = [];
  #attribute: HclAttribute | undefined;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith("\uFEFF")) this.#at = 1;
    this.isValid = this.#body() && this.#at >= text.length;
  }

  /** The innermost string that covers a span. */
  stringAt(start: number, end: number): HclString | undefined {
    return this.strings.filter((each) => each.start <= start && each.end >= end).toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
  }

  #take(form: RegExp): string | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #comment(): boolean {
    const start = this.#at;
    // Without an end none of them is one; to look again at each would take its time.
    if (this.text.startsWith("/*", start) && this.text.lastIndexOf("*/") < start) return false;
    if (this.#take(/(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\//y) === undefined) return false;
    this.comments.push({ start, end: this.#at });
    return true;
  }

  #space(): void {
    do this.#take(/\s+/y);
    while (this.#comment());
  }

  /** Attributes and blocks up to `}` or the end. */
  #body(): boolean {
    if (++this.#depth > DEEPEST) return false;
    for (this.#space(); this.#at < this.text.length && this.text[this.#at] !== "}"; this.#space()) {
      const start = this.#at;
      const name = this.#take(IDENTIFIER);
      if (name === undefined) return false;
      this.#take(/[ \t]*/y);
      if (!(this.#take(/=(?!=)/y) === undefined ? this.#block(name, start) : this.#attributeOf(name, start))) return false;
    }
    this.#depth--;
    return true;
  }

  #attributeOf(name: string, start: number): boolean {
    this.#take(/[ \t]*/y);
    const attribute = { name, start, valueStart: this.#at, end: this.#at };
    this.#path.at(-1)?.attributes.push(attribute);
    this.#attribute = attribute;
    const isWhole = this.#expression(false);
    attribute.end = this.#last;
    this.#attribute = undefined;
    return isWhole;
  }

  #block(type: string, start: number): boolean {
    const labels: string[] = [];
    while (this.text[this.#at] !== "{") {
      const from = this.#at;
      if (this.text[from] === '"') {
        if (!this.#string()) return false;
        labels.push(this.text.slice(from + 1, this.#at - 1));
      } else {
        const label = this.#take(IDENTIFIER);
        if (label === undefined) return false;
        labels.push(label);
      }
      this.#take(/[ \t]*/y);
    }
    this.#at++;
    const block = { type, labels, start, attributes: [] };
    this.blocks.push(block);
    const outer = this.#path;
    this.#path = [...outer, block];
    const isWhole = this.#body() && this.#take(/\}/y) !== undefined;
    this.#path = outer;
    return isWhole;
  }

  /** To the line's end, or to the bracket that closes what is around it. */
  #expression(isNested: boolean): boolean {
    if (++this.#depth > DEEPEST) return false;
    let open = 0;
    while (this.#at < this.text.length) {
      const char = this.text.charAt(this.#at);
      if (char === "\n" && open === 0 && !isNested) break;
      if (char === '"') {
        if (!this.#string()) return false;
      } else if (this.text.startsWith("<<", this.#at) && /^<<-?[A-Za-z_]\w*\r?\n/.test(this.text.slice(this.#at, this.#at + 200))) {
        if (!this.#heredoc()) return false;
      } else if (this.#comment()) {
        continue;
      } else {
        if (/\s/.test(char)) {
          this.#at++;
          continue;
        }
        if ("([{".includes(char)) open++;
        else if (")]}".includes(char) && --open < 0) break;
        this.#at++;
      }
      this.#last = this.#at;
    }
    this.#depth--;
    return open <= 0;
  }

  #string(): boolean {
    const start = this.#at++;
    for (;;) {
      const char = this.text[this.#at];
      if (char === undefined || char === "\n") return false;
      if (char === '"') break;
      if (char === "\\") this.#at += 2;
      else if (!this.#template()) return false;
    }
    this.#at++;
    this.#add({ start, end: this.#at, bodyStart: start + 1, bodyEnd: this.#at - 1, isHeredoc: false });
    return true;
  }

  /** One letter of a text, an escaped `$${`, or `${ … }` with an expression in it. */
  #template(): boolean {
    if (this.#take(/\$\$\{|%%\{/y) !== undefined) return true;
    if (this.#take(/[$%]\{/y) === undefined) {
      this.#at++;
      return true;
    }
    return this.#expression(true) && this.#take(/\}/y) !== undefined;
  }

  #heredoc(): boolean {
    const start = this.#at;
    const mark = /^<<-?(\w+)/.exec(this.#take(/<<-?\w+\r?\n/y) ?? "")?.[1] ?? "";
    const bodyStart = this.#at;
    const closing = new RegExp(`^[ \\t]*${mark}[ \\t]*\\r?$`, "m").exec(this.text.slice(bodyStart));
    if (closing === null) return false;
    const bodyEnd = bodyStart + closing.index;
    while (this.#at < bodyEnd) if (!this.#template()) return false;
    this.#at = bodyEnd + closing[0].trimEnd().length;
    this.#add({ start, end: this.#at, bodyStart, bodyEnd, isHeredoc: true });
    return true;
  }

  #add(string: Omit<HclString, "blocks" | "attribute">): void {
    this.strings.push({ ...string, blocks: this.#path, attribute: this.#attribute });
  }
}
