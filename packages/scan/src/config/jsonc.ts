/** A value of a JSON text and the offset at which it stands. */
export type JsonNode =
  | {
      readonly kind: "object";
      readonly at: number;
      readonly members: ReadonlyMap<string, { readonly keyAt: number; readonly node: JsonNode }>;
    }
  | { readonly kind: "array"; readonly at: number; readonly items: readonly JsonNode[] }
  | { readonly kind: "scalar"; readonly at: number; readonly value: string | number | boolean | null };

/** What is wrong with a text, and at which offset. Quotes nothing of it: a configuration may hold anything. */
export class JsoncError extends Error {
  override readonly name = "JsoncError";
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** More says that somebody is trying to make the reader recurse. */
const MOST_NESTING = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\w$+.-]+/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\x7f)*"/uy;

/**
 * Reads JSON with comments (both kinds) and trailing commas. Our own reader, since errors and the schema's complaints need
 * exact places, a member that is set twice is a mistake here, and `__proto__` is a name like any other. Throws JsoncError.
 */
export function parseJsonc(text: string): JsonNode {
  return new Reader(text).document();
}

class Reader {
  readonly #text: string;
  #at: number;
  #depth = 0;
  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  document(): JsonNode {
    this.#space();
    if (this.#at >= this.#text.length) throw new JsoncError("The file is empty: at least {} is needed", 0);
    const node = this.#value();
    this.#space();
    if (this.#at < this.#text.length) throw new JsoncError("Something stands behind the end", this.#at);
    return node;
  }

  #value(): JsonNode {
    const at = this.#at;
    const char = this.#text[at];
    if (char === "{" || char === "[") {
      if (++this.#depth > MOST_NESTING) throw new JsoncError(`Nested more than ${MOST_NESTING} deep`, at);
      const node = char === "{" ? this.#object() : this.#array();
      this.#depth--;
      return node;
    }
    if (char === '"') return { kind: "scalar", at, value: this.#string() };
    const number = this.#take(NUMBER);
    // `1x` and `01` are one wrong word, not a number and something else.
    const word = this.#take(WORD);
    if (number !== "" && word === "") return { kind: "scalar", at, value: Number(number) };
    if (number === "" && word === "true") return { kind: "scalar", at, value: true };
    if (number === "" && word === "false") return { kind: "scalar", at, value: false };
    if (number === "" && word === "null") return { kind: "scalar", at, value: null };
    if (char === "'") throw new JsoncError("Texts stand in double quotes", at);
    throw new JsoncError(number + word === "" ? "A value is missing" : number === "" ? "Texts stand in double quotes" : "Not a number", at);
  }

  #object(): JsonNode {
    const at = this.#at++;
    const members = new Map<string, { keyAt: number; node: JsonNode }>();
    for (this.#space(); this.#text[this.#at] !== "}"; this.#space()) {
      const keyAt = this.#at;
      if (this.#text[keyAt] !== '"')
        throw new JsoncError(
          this.#atEnd() ? "A } is missing: this { is not closed" : "A name in double quotes is missing",
          this.#atEnd() ? at : keyAt,
        );
      const key = this.#string();
      if (members.has(key)) throw new JsoncError("This name is set twice: keep one of the two", keyAt);
      this.#space();
      if (this.#text[this.#at] !== ":") throw new JsoncError("A colon is missing", this.#at);
      this.#at++;
      this.#space();
      members.set(key, { keyAt, node: this.#value() });
      this.#comma("}", at);
    }
    this.#at++;
    return { kind: "object", at, members };
  }

  #array(): JsonNode {
    const at = this.#at++;
    const items: JsonNode[] = [];
    for (this.#space(); this.#text[this.#at] !== "]"; this.#space()) {
      if (this.#atEnd()) throw new JsoncError("A ] is missing: this [ is not closed", at);
      items.push(this.#value());
      this.#comma("]", at);
    }
    this.#at++;
    return { kind: "array", at, items };
  }

  #comma(closer: string, opened: number): void {
    const end = this.#at;
    this.#space();
    if (this.#text[this.#at] === ",") this.#at++;
    else if (this.#atEnd()) throw new JsoncError(`A ${closer} is missing: this bracket is not closed`, opened);
    else if (this.#text[this.#at] !== closer) throw new JsoncError("A comma is missing here", end);
  }

  #string(): string {
    const start = this.#at;
    const raw = this.#take(STRING);
    if (raw === "") throw this.#brokenString(start);
    return String(JSON.parse(raw));
  }

  #brokenString(start: number): JsoncError {
    for (let at = start + 1; at < this.#text.length; at++) {
      const char = this.#text[at] ?? "";
      if (char === "\n" || char === "\r" || char === '"') break;
      if (char < " ") return new JsoncError("A control character in a text: write it as \\uXXXX", at);
      if (char !== "\\") continue;
      if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(this.#text.slice(at, at + 6)))
        return new JsoncError("No such escape: in JSON a backslash of an expression is written twice", at);
      at++;
    }
    return new JsoncError("A text is not closed", start);
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }
  #atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  #space(): void {
    for (;;) {
      while (/^[ \t\r\n]$/.test(this.#text[this.#at] ?? "")) this.#at++;
      const two = this.#text.slice(this.#at, this.#at + 2);
      if (two !== "//" && two !== "/*") return;
      const end = this.#text.indexOf(two === "//" ? "\n" : "*/", this.#at + 2);
      if (end < 0 && two === "/*") throw new JsoncError("A comment is not closed", this.#at);
      this.#at = end < 0 ? this.#text.length : end + (two === "//" ? 1 : 2);
    }
  }
}

/** The value alone. Members are own properties whatever their name. */
export function jsonValue(node: JsonNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(jsonValue);
  const out: Record<string, unknown> = {};
  for (const [key, { node: member }] of node.members)
    Object.defineProperty(out, key, { value: jsonValue(member), enumerable: true, configurable: true, writable: true });
  return out;
}
