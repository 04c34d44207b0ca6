/**
 * A value of the given shape, the same for the same seed, made at test time so that no scanner flags our own sources.
 * The shape is a small subset of regular expressions: literals, classes with ranges, `\d` `\w`, `{n}`, groups with `|`.
 */
export function fake(shape: string, seed: number): string {
  let make = SHAPES.get(shape);
  if (make === undefined) SHAPES.set(shape, (make = new Shape(shape).read()));
  return make(randomFrom(seed, shape));
}

type Random = () => number;
type Make = (next: Random) => string;

// Detectors ask for the same few shapes again and again, at every start from sources.
const SHAPES = new Map<string, Make>();

function randomFrom(seed: number, text: string): Random {
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

/** Reads a shape once into a function that makes values. */
class Shape {
  #at = 0;
  readonly #shape: string;
  constructor(shape: string) {
    this.#shape = shape;
  }
  read(): Make {
    const make = this.#alternatives();
    if (this.#at < this.#shape.length) throw new SyntaxError(`fake: cannot read the shape at ${this.#shape.slice(this.#at)}`);
    return make;
  }
  #alternatives(): Make {
    const options = [this.#sequence()];
    while (this.#shape[this.#at] === "|") {
      this.#at++;
      options.push(this.#sequence());
    }
    return (next) => {
      const values = options.map((make) => make(next));
      return values[Math.floor(next() * values.length)] ?? "";
    };
  }
  #sequence(): Make {
    const parts: Make[] = [];
    while (this.#at < this.#shape.length && this.#shape[this.#at] !== "|" && this.#shape[this.#at] !== ")") {
      const atom = this.#atom();
      const count = this.#count();
      parts.push(
        count === 1
          ? atom
          : (next) => {
              let out = "";
              for (let i = 0; i < count; i++) out += atom(next);
              return out;
            },
      );
    }
    return (next) => {
      let out = "";
      for (const part of parts) out += part(next);
      return out;
    };
  }
  #count(): number {
    if (this.#shape[this.#at] !== "{") return 1;
    const found = /^\{(\d+)\}/.exec(this.#shape.slice(this.#at, this.#at + 12));
    if (found === null) return 1;
    this.#at += found[0].length;
    return Number(found[1]);
  }
  #atom(): Make {
    const char = this.#shape[this.#at++] ?? "";
    if (char === "(") {
      if (this.#shape.startsWith("?:", this.#at)) this.#at += 2;
      const make = this.#alternatives();
      if (this.#shape[this.#at++] !== ")") throw new SyntaxError("fake: a group is not closed");
      return make;
    }
    if (char === "[") return pick(this.#class());
    if (char === "\\") {
      const escaped = this.#shape[this.#at++] ?? "";
      if (escaped === "d") return pick("0123456789");
      if (escaped === "w") return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
      return () => escaped;
    }
    return () => char;
  }
  #class(): string {
    let members = "";
    while (this.#at < this.#shape.length && this.#shape[this.#at] !== "]") {
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
}

function pick(members: string): Make {
  return (next) => members[Math.floor(next() * members.length)] ?? "";
}
