/**
 * A value of the given shape, the same for the same seed, made at test time so that no scanner flags our own sources.
 * The shape is a small subset of regular expressions: literals, classes with ranges, `\d` `\w`, `{n}`, groups with `|`.
 */
export function fake(shape: string, seed: number): string {
  const next = randomFrom(seed, shape);
  const parser = new Shape(shape, next);
  const value = parser.alternatives();
  if (!parser.done) throw new SyntaxError(`fake: cannot read the shape at ${parser.rest}`);
  return value;
}

function randomFrom(seed: number, text: string): () => number {
  // mulberry32, seeded by both arguments: two shapes with one seed give unrelated values.
  let state = (seed * 0x9e3779b1) >>> 0;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Shape {
  #at = 0;
  readonly #shape: string;
  readonly #next: () => number;
  constructor(shape: string, next: () => number) {
    this.#shape = shape;
    this.#next = next;
  }
  get done(): boolean {
    return this.#at >= this.#shape.length;
  }
  get rest(): string {
    return this.#shape.slice(this.#at);
  }
  alternatives(): string {
    const options = [this.#sequence()];
    while (this.#shape[this.#at] === "|") {
      this.#at++;
      options.push(this.#sequence());
    }
    return options[Math.floor(this.#next() * options.length)] ?? "";
  }
  #sequence(): string {
    let out = "";
    while (!this.done && this.#shape[this.#at] !== "|" && this.#shape[this.#at] !== ")") {
      const start = this.#at;
      let piece = this.#atom();
      const end = this.#at;
      const count = this.#count();
      if (count === 0) piece = "";
      const after = this.#at;
      for (let i = 1; i < count; i++) {
        this.#at = start;
        piece += this.#atom();
      }
      this.#at = Math.max(after, end);
      out += piece;
    }
    return out;
  }
  #count(): number {
    const found = /^\{(\d+)\}/.exec(this.rest);
    if (found === null) return 1;
    this.#at += found[0].length;
    return Number(found[1]);
  }
  #atom(): string {
    const char = this.#shape[this.#at++] ?? "";
    if (char === "(") {
      if (this.rest.startsWith("?:")) this.#at += 2;
      const value = this.alternatives();
      if (this.#shape[this.#at++] !== ")") throw new SyntaxError("fake: a group is not closed");
      return value;
    }
    if (char === "[") return this.#pick(this.#class());
    if (char === "\\") {
      const escaped = this.#shape[this.#at++] ?? "";
      if (escaped === "d") return this.#pick("0123456789");
      if (escaped === "w") return this.#pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
      return escaped;
    }
    return char;
  }
  #class(): string {
    let members = "";
    while (!this.done && this.#shape[this.#at] !== "]") {
      let from = this.#shape[this.#at++] ?? "";
      if (from === "\\") from = this.#shape[this.#at++] ?? "";
      if (this.#shape[this.#at] === "-" && this.#shape[this.#at + 1] !== "]") {
        const to = this.#shape[this.#at + 1] ?? from;
        this.#at += 2;
        for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) members += String.fromCharCode(code);
      } else members += from;
    }
    this.#at++;
    return members;
  }
  #pick(members: string): string {
    return members[Math.floor(this.#next() * members.length)] ?? "";
  }
}
