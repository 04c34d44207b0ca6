/** What every match of a pattern must hold: at least `length` bytes in a row of [A-Za-z0-9_-] (`onlyWord`) or of those and [+/=.~%:]. */
export interface LeastRun {
  readonly length: number;
  readonly onlyWord: boolean;
  /** Every match is one such run from its first byte to its last. */
  readonly isWhole: boolean;
}

const WORD = /^[A-Za-z0-9_-]$/;
const TOKEN = /^[A-Za-z0-9_\-+/=.~%:]$/;

const cache = new WeakMap<RegExp, LeastRun | null>();

/**
 * Reads a pattern's source for the longest run that each of its matches must contain, so that the kernel can drop
 * keywords that stand in plain prose without asking the pattern. Undefined where nothing certain can be said: the parser
 * knows a subset of the syntax and gives up on the rest, which only costs speed.
 */
export function leastRun(pattern: RegExp): LeastRun | undefined {
  let run = cache.get(pattern);
  if (run === undefined) {
    run = read(pattern);
    cache.set(pattern, run);
  }
  return run ?? undefined;
}

function read(pattern: RegExp): LeastRun | null {
  let best: LeastRun | null = null;
  for (const [member, onlyWord] of [
    [WORD, true],
    [TOKEN, false],
  ] as const) {
    const reader = new Reader(pattern.source, member);
    const runs = reader.alternatives();
    if (!reader.complete) return null;
    // A narrow class is worth a somewhat shorter run: prose is full of dots and slashes.
    if (best === null || runs.inside > best.length * 1.5) best = { length: Math.min(runs.inside, 250), onlyWord, isWhole: false };
    if (!onlyWord && runs.whole) best = { ...best, isWhole: true };
  }
  return best === null || best.length === 0 ? null : best;
}

/**
 * Least runs of an expression: `prefix` at its left edge, `suffix` at its right edge, `inside` anywhere; `whole` when all
 * of it is of the class (then all three are its least length).
 */
interface Runs {
  prefix: number;
  suffix: number;
  inside: number;
  whole: boolean;
}

const EMPTY: Runs = { prefix: 0, suffix: 0, inside: 0, whole: true };

function join(a: Runs, b: Runs): Runs {
  return {
    prefix: a.whole ? a.prefix + b.prefix : a.prefix,
    suffix: b.whole ? a.suffix + b.suffix : b.suffix,
    inside: Math.max(a.inside, b.inside, a.suffix + b.prefix),
    whole: a.whole && b.whole,
  };
}

const either = (a: Runs, b: Runs): Runs => ({
  prefix: Math.min(a.prefix, b.prefix),
  suffix: Math.min(a.suffix, b.suffix),
  inside: Math.min(a.inside, b.inside),
  whole: a.whole && b.whole,
});

class Reader {
  #at = 0;
  complete = true;
  readonly #source: string;
  readonly #member: RegExp;
  constructor(source: string, member: RegExp) {
    this.#source = source;
    this.#member = member;
  }
  alternatives(): Runs {
    let runs = this.#sequence();
    while (this.#source[this.#at] === "|") {
      this.#at++;
      runs = either(runs, this.#sequence());
    }
    return runs;
  }
  #sequence(): Runs {
    let runs = EMPTY;
    while (this.#at < this.#source.length && this.#source[this.#at] !== "|" && this.#source[this.#at] !== ")") {
      const atom = this.#atom();
      const [least, most] = this.#quantifier();
      runs = join(runs, repeat(atom, least, most));
      if (!this.complete) return EMPTY;
    }
    return runs;
  }
  #quantifier(): [number, number] {
    const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.#source.slice(this.#at, this.#at + 24));
    if (found === null) return [1, 1];
    this.#at += found[0].length;
    if (found[1] === "*") return [0, Infinity];
    if (found[1] === "+") return [1, Infinity];
    if (found[1] === "?") return [0, 1];
    const least = Number(found[2]);
    return [least, found[3] === "" ? least : found[4] === "" ? Infinity : Number(found[4])];
  }
  #atom(): Runs {
    const char = this.#source[this.#at++] ?? "";
    if (char === "(") return this.#group();
    if (char === "[") return this.#class();
    if (char === "^" || char === "$") return EMPTY;
    if (char === ".") return { prefix: 0, suffix: 0, inside: 0, whole: false };
    if (char === "\\") return this.#escape();
    return this.#one(this.#member.test(char));
  }
  #one(isMember: boolean): Runs {
    return isMember ? { prefix: 1, suffix: 1, inside: 1, whole: true } : { prefix: 0, suffix: 0, inside: 0, whole: false };
  }
  #group(): Runs {
    const rest = this.#source.slice(this.#at, this.#at + 80);
    const look = /^\?<?[=!]/.exec(rest);
    const name = /^\?(?::|<[A-Za-z]\w*>)/.exec(rest);
    if (look !== null) this.#at += look[0].length;
    else if (name !== null) this.#at += name[0].length;
    else if (rest.startsWith("?")) this.complete = false;
    const runs = this.alternatives();
    this.#at++;
    // What a look-around sees is not part of the match.
    return look === null ? runs : EMPTY;
  }
  #escape(): Runs {
    const char = this.#source[this.#at++] ?? "";
    if (char === "b" || char === "B") return EMPTY;
    if (char === "d" || char === "w") return this.#one(true);
    if ("sSWDnrtfv0".includes(char)) return this.#one(false);
    if (/[A-Za-z1-9]/.test(char)) this.complete = false;
    return this.#one(this.#member.test(char));
  }
  /** A class counts as one of the run's when every character of it does, else a match could hold a foreign one. */
  #class(): Runs {
    let isMember = this.#source[this.#at] !== "^";
    let previous = "";
    for (;;) {
      const char = this.#source[this.#at++];
      if (char === "]" || char === undefined) break;
      if (char === "\\") {
        const escaped = this.#source[this.#at++] ?? "";
        previous = escaped;
        if (escaped === "d" || escaped === "w") previous = "";
        else if (/[A-Za-z0-9]/.test(escaped) || !this.#member.test(escaped)) isMember = false;
      } else if (char === "-" && previous !== "" && this.#source[this.#at] !== "]") {
        const next = this.#source[this.#at++] ?? "";
        if (
          !RANGES.has(`${previous}-${next}`) &&
          !(previous >= "0" && next <= "9") &&
          !(previous >= "a" && next <= "z") &&
          !(previous >= "A" && next <= "Z")
        )
          isMember = false;
        previous = "";
      } else {
        if (isMember && !this.#member.test(char)) isMember = false;
        previous = char;
      }
    }
    return this.#one(isMember);
  }
}

/** The ranges that nearly every class is made of. */
const RANGES = new Set(["A-Z", "a-z", "0-9", "a-f", "A-F"]);

function repeat(atom: Runs, least: number, most: number): Runs {
  if (most === 0) return EMPTY;
  if (atom.whole) {
    const length = atom.prefix * least;
    return { prefix: length, suffix: length, inside: length, whole: true };
  }
  if (least === 0) return { prefix: 0, suffix: 0, inside: 0, whole: false };
  return { ...atom, inside: least > 1 ? Math.max(atom.inside, atom.suffix + atom.prefix) : atom.inside };
}
