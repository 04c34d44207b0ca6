/** An expression of RE2, Rust's regex or Hyperscan as a tree: what they write alike and JavaScript writes in another way. */
export type Node =
  | { readonly kind: "text"; readonly text: string; readonly folds: boolean }
  | { readonly kind: "class"; readonly items: readonly ClassItem[]; readonly negated: boolean; readonly folds: boolean }
  | { readonly kind: "assert"; readonly source: string }
  | { readonly kind: "group"; readonly capture?: number; readonly name?: string; readonly look?: string; readonly body: Node }
  | { readonly kind: "repeat"; readonly body: Node; readonly least: number; readonly most: number; readonly lazy: boolean }
  | { readonly kind: "sequence"; readonly parts: readonly Node[] }
  | { readonly kind: "either"; readonly options: readonly Node[] };

/** A range of characters (codes), or a class of JavaScript such as `\w`. */
export type ClassItem = { readonly from: number; readonly to: number } | { readonly escape: string };

/** What cannot be said in JavaScript; `message` says why. */
export class PatternError extends Error {
  override readonly name = "PatternError";
}

interface Flags {
  readonly i: boolean;
  readonly s: boolean;
  readonly m: boolean;
  readonly x: boolean;
  readonly u: boolean;
}
const NO_FLAGS: Flags = { i: false, s: false, m: false, x: false, u: false };
const LONGEST = 20_000;
const DEEPEST = 100;

/** Throws PatternError. Groups are numbered from 1 in the order of their opening. */
export function parsePattern(source: string): Node {
  if (/\P{ASCII}/u.test(source)) throw new PatternError("it holds characters beyond ASCII, and the scanner reads bytes");
  if (source.length > LONGEST) throw new PatternError(`it is longer than ${LONGEST} characters`);
  return new Reader(source).read();
}

class Reader {
  readonly #source: string;
  #at = 0;
  #groups = 0;
  #depth = 0;
  #flags = NO_FLAGS;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Node {
    const node = this.#either();
    if (this.#at < this.#source.length) throw new PatternError("a parenthesis closes what none opened");
    return node;
  }

  get #char(): string {
    return this.#source[this.#at] ?? "";
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** Flags set inside a group end with it; those set between its options hold for the later ones. */
  #either(): Node {
    if (++this.#depth > DEEPEST) throw new PatternError("its groups are nested too deep");
    const outer = this.#flags;
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    this.#flags = outer;
    this.#depth--;
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "either", options };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#source.length && this.#char !== "|" && this.#char !== ")") {
      if (this.#skipped()) continue;
      const atom = this.#atom();
      if (atom !== undefined) parts.push(this.#repeated(atom));
    }
    return { kind: "sequence", parts };
  }

  /** Spaces and comments of the extended form, and comments in parentheses. */
  #skipped(): boolean {
    const rest = this.#flags.x ? /\s+|#[^\n]*/y : undefined;
    if (rest !== undefined) {
      rest.lastIndex = this.#at;
      const found = rest.exec(this.#source);
      if (found !== null) {
        this.#at += found[0].length;
        return true;
      }
    }
    if (!this.#source.startsWith("(?#", this.#at)) return false;
    const end = this.#source.indexOf(")", this.#at);
    this.#at = end < 0 ? this.#source.length : end + 1;
    return true;
  }

  #atom(): Node | undefined {
    const char = this.#char;
    if (char === "(") return this.#group();
    this.#at++;
    if (char === "[") return this.#class();
    if (char === "\\") return this.#escape();
    if (char === ".") return { kind: "class", items: this.#flags.s ? [{ from: 0, to: 0xff }] : [...LINE], negated: false, folds: false };
    if (char === "^") return { kind: "assert", source: this.#flags.m ? String.raw`(?<![^\n])` : "^" };
    if (char === "$") return { kind: "assert", source: this.#flags.m ? String.raw`(?![^\n])` : "$" };
    if (char === "*" || char === "+" || char === "?") throw new PatternError(`nothing stands before "${char}"`);
    return { kind: "text", text: char, folds: this.#flags.i };
  }

  #group(): Node | undefined {
    this.#at++;
    const flags = /\?([imsxuU]*)(?:-([imsxuU]+))?([:)])/y;
    flags.lastIndex = this.#at;
    const found = flags.exec(this.#source);
    if (found !== null) return this.#flagged(found);
    for (const look of ["?=", "?!", "?<=", "?<!"]) if (this.#take(look)) return this.#closed({ look });
    if (this.#take("?>")) return this.#closed({});
    const named = /\?P?<(\w+)>/y;
    named.lastIndex = this.#at;
    const name = named.exec(this.#source);
    if (name !== null) this.#at += name[0].length;
    else if (this.#char === "?")
      throw new PatternError(`it holds a group (${this.#source.slice(this.#at, this.#at + 3)}…) that JavaScript does not know`);
    return this.#closed({ capture: ++this.#groups, ...(name?.[1] === undefined ? {} : { name: name[1] }) });
  }

  #flagged([whole = "", on = "", off = "", end = ""]: RegExpExecArray): Node | undefined {
    this.#at += whole.length;
    if (on.includes("U") || off.includes("U")) throw new PatternError("its flag U turns greed around");
    const set = (name: keyof Flags): boolean => (on.includes(name) || this.#flags[name]) && !off.includes(name);
    const flags = { i: set("i"), s: set("s"), m: set("m"), x: set("x"), u: set("u") };
    if (end === ")") {
      this.#flags = flags;
      return undefined;
    }
    const outer = this.#flags;
    this.#flags = flags;
    const node = this.#closed({});
    this.#flags = outer;
    return node;
  }

  #closed(group: { capture?: number; name?: string; look?: string }): Node {
    const body = this.#either();
    if (!this.#take(")")) throw new PatternError("a parenthesis is not closed");
    return { kind: "group", ...group, body };
  }

  #repeated(body: Node): Node {
    while (this.#flags.x && this.#skipped()) continue;
    const found = /^(?:([*+?])|\{(\d{1,5})(?:(,)(\d{1,5})?)?\})([?+]?)/.exec(this.#source.slice(this.#at, this.#at + 16));
    if (found === null) return body;
    const [whole, sign, least = "0", comma, most, suffix] = found;
    this.#at += whole.length;
    const range: [number, number] =
      sign === undefined
        ? [Number(least), comma === undefined ? Number(least) : most === undefined ? Infinity : Number(most)]
        : [sign === "+" ? 1 : 0, sign === "?" ? 1 : Infinity];
    if (body.kind === "assert") return body;
    return this.#repeated({ kind: "repeat", body, least: range[0], most: range[1], lazy: suffix === "?" });
  }

  #escape(): Node {
    if (this.#take("Q")) {
      const end = this.#source.indexOf(String.raw`\E`, this.#at);
      const text = this.#source.slice(this.#at, end < 0 ? undefined : end);
      this.#at = end < 0 ? this.#source.length : end + 2;
      return { kind: "sequence", parts: text.split("").map((one) => ({ kind: "text", text: one, folds: this.#flags.i })) };
    }
    const asserted = ASSERTS[this.#char];
    if (asserted !== undefined) {
      this.#at++;
      return { kind: "assert", source: asserted };
    }
    const item = this.#escapedItem();
    if ("escape" in item) return { kind: "class", items: [item], negated: false, folds: false };
    return { kind: "text", text: String.fromCharCode(item.from), folds: this.#flags.i };
  }

  /** What stands behind a backslash, in a class or outside. */
  #escapedItem(): ClassItem {
    const char = this.#char;
    this.#at++;
    if (/[wWdDsS]/.test(char)) return { escape: `\\${char}` };
    if (char === "h") return { escape: String.raw` \t` };
    if (char === "p" || char === "P") throw new PatternError("it asks for classes of Unicode, and the scanner reads bytes");
    if (/[1-9]/.test(char)) throw new PatternError("it refers back to a group");
    const hex = /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(this.#source.slice(this.#at, this.#at + 9));
    if (char === "x" && hex !== null) {
      this.#at += hex[0].length;
      return single(Number.parseInt(hex[1] ?? hex[2] ?? "", 16));
    }
    const control = CONTROLS[char];
    if (control !== undefined) return single(control);
    if (/[A-Za-z]/.test(char)) throw new PatternError(`it holds \\${char}, which JavaScript does not know`);
    if (char === "") throw new PatternError("it ends in a backslash");
    return single(char.charCodeAt(0));
  }

  #class(): Node {
    const negated = this.#take("^");
    const items: ClassItem[] = [];
    for (let first = true; first || this.#char !== "]"; first = false) {
      if (this.#at >= this.#source.length) throw new PatternError("a class is not closed");
      const posix = /^\[:(\^?)(\w+):\]/.exec(this.#source.slice(this.#at, this.#at + 16));
      if (posix !== null) {
        const members = POSIX[posix[2] ?? ""];
        if (members === undefined || posix[1] === "^") throw new PatternError(`it holds the class ${posix[0]}`);
        items.push(...members);
        this.#at += posix[0].length;
        continue;
      }
      if (this.#source.startsWith("&&", this.#at) || (this.#char === "[" && this.#source[this.#at + 1] === "^"))
        throw new PatternError("it computes with classes");
      items.push(this.#range());
    }
    this.#at++;
    return { kind: "class", items, negated, folds: this.#flags.i };
  }

  #range(): ClassItem {
    const from = this.#member();
    if (this.#char !== "-" || this.#source[this.#at + 1] === "]" || "escape" in from) return from;
    this.#at++;
    const to = this.#member();
    if ("escape" in to || to.from < from.from) throw new PatternError("a range in a class runs backwards");
    return { from: from.from, to: to.from };
  }

  #member(): ClassItem {
    const char = this.#char;
    this.#at++;
    return char === "\\" ? this.#escapedItem() : single(char.charCodeAt(0));
  }
}

function single(code: number): ClassItem {
  if (!(code <= 0xff)) throw new PatternError("it holds characters beyond a byte");
  return { from: code, to: code };
}

const LINE: readonly ClassItem[] = [
  { from: 0, to: 9 },
  { from: 11, to: 0xff },
];
const ASSERTS: Readonly<Record<string, string>> = {
  b: String.raw`\b`,
  B: String.raw`\B`,
  A: String.raw`(?<![\s\S])`,
  z: String.raw`(?![\s\S])`,
  Z: String.raw`(?!\n?[\s\S])`,
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, a: 7, e: 27, "0": 0 };
const range = (from: string, to: string): ClassItem => ({ from: from.charCodeAt(0), to: to.charCodeAt(0) });
const LETTERS = [range("A", "Z"), range("a", "z")];
const DIGITS = [range("0", "9")];
const POSIX: Readonly<Record<string, readonly ClassItem[]>> = {
  alnum: [...LETTERS, ...DIGITS],
  alpha: LETTERS,
  digit: DIGITS,
  lower: [range("a", "z")],
  upper: [range("A", "Z")],
  xdigit: [...DIGITS, range("A", "F"), range("a", "f")],
  word: [...LETTERS, ...DIGITS, range("_", "_")],
  space: [{ escape: String.raw`\s` }],
  blank: [range(" ", " "), range("\t", "\t")],
  punct: [range("!", "/"), range(":", "@"), range("[", "`"), range("{", "~")],
  print: [range(" ", "~")],
  graph: [range("!", "~")],
};
