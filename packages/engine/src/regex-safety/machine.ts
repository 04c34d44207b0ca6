import { OP, type Program } from "./program.ts";

/** Matches of one text, for comparison with V8, and the work they took. */
export interface Run {
  /** Instructions executed; `limit` + 1 when it was stopped. */
  readonly steps: number;
  /** Start and end of each match in order, as a global search gives them. */
  readonly matches: readonly (readonly [start: number, end: number])[];
}

/**
 * Kinds of entries of the stack, four numbers each. CHOICE: instruction and place to take up again. GREEDY: a repetition
 * of one byte that can give one back: instruction behind it, place, last place to give back to. LAZY: one that can take one
 * more: its own instruction, place, rounds left. Any other kind is a register, with the value to restore.
 */
const CHOICE = -1;
const GREEDY = -2;
const LAZY = -3;
const ENTRY = 4;
const MOST_STACK = ENTRY * 2 ** 21;

/**
 * Backtracks as V8 does (same order of choices, same results) and counts. Of V8's shortcuts it has the most important one:
 * places where the first bytes cannot be those of a match are passed over for nothing.
 */
export class Machine {
  readonly #program: Program;
  readonly #registers: Int32Array;
  #stack = new Int32Array(ENTRY * 1024);
  #top = 0;
  #steps = 0;
  #limit = 0;
  #text: Uint8Array = new Uint8Array();

  constructor(program: Program) {
    this.#program = program;
    this.#registers = new Int32Array(program.registers);
  }

  /** A global search over the whole text, given up after `limit` steps. */
  search(text: Uint8Array, limit: number): Run {
    this.#text = text;
    this.#limit = limit;
    this.#steps = 0;
    const matches: [number, number][] = [];
    for (let at = 0; at <= text.length;) {
      if (!this.#mayStart(at)) {
        at++;
        continue;
      }
      this.#top = 0;
      this.#registers.fill(-1);
      const end = this.#run(0, at);
      if (this.#steps > limit) break;
      if (end >= 0) matches.push([at, end]);
      at = end > at ? end : at + 1;
    }
    return { steps: this.#steps, matches };
  }

  #mayStart(at: number): boolean {
    const { lead } = this.#program;
    for (let k = 0; k < lead.length; k++) if (lead[k]?.[this.#text[at + k] ?? 256] !== 1) return false;
    return true;
  }

  #push(kind: number, a: number, b: number, c = 0): void {
    if (this.#top + ENTRY > this.#stack.length) {
      if (this.#stack.length >= MOST_STACK) {
        this.#steps = this.#limit + 1; // V8 would fail with its own stack full
        return;
      }
      const grown = new Int32Array(this.#stack.length * 2);
      grown.set(this.#stack);
      this.#stack = grown;
    }
    this.#stack[this.#top] = kind;
    this.#stack[this.#top + 1] = a;
    this.#stack[this.#top + 2] = b;
    this.#stack[this.#top + 3] = c;
    this.#top += ENTRY;
  }
  #set(register: number, value: number): void {
    this.#push(register, this.#registers[register] ?? -1, 0);
    this.#registers[register] = value;
  }

  /** Runs from instruction `pc`; gives the place where the match ends, or -1. What it pushed stays below on success. */
  #run(start: number, from: number): number {
    const { code, sets, loops } = this.#program;
    const text = this.#text;
    const registers = this.#registers;
    const base = this.#top;
    let pc = start;
    let at = from;
    for (;;) {
      if (++this.#steps > this.#limit) return -1;
      const i = pc * 5;
      const a = code[i + 1] ?? 0;
      let failed = false;
      switch (code[i] ?? OP.DONE) {
        case OP.SET: {
          const forward = code[i + 2] === 1;
          const place = forward ? at : at - 1;
          if (place >= 0 && place < text.length && sets[a]?.[text[place] ?? 0] === 1) {
            at = forward ? at + 1 : at - 1;
            pc++;
          } else failed = true;
          break;
        }
        case OP.SPLIT:
          this.#push(CHOICE, code[i + 2] ?? 0, at);
          pc = a;
          break;
        case OP.REPEAT: {
          const next = this.#repeat(pc, at);
          failed = next < 0;
          at = next;
          pc++;
          break;
        }
        case OP.JUMP:
          pc = a;
          break;
        case OP.BEGIN:
          this.#set(a, -1);
          this.#set(a + 1, -1);
          pc++;
          break;
        case OP.ROUND: {
          const loop = loops[code[i + 2] ?? 0];
          if (loop === undefined) return -1;
          const rounds = (registers[a] ?? -1) + 1;
          // A round that took nothing ends an optional repetition, as the standard has it.
          if (rounds > loop.min && registers[a + 1] === at) {
            failed = true;
            break;
          }
          this.#set(a, rounds);
          this.#set(a + 1, at);
          if (rounds < loop.min) pc = loop.body;
          else if (rounds >= loop.max) pc = loop.exit;
          else if (loop.greedy) {
            this.#push(CHOICE, loop.exit, at);
            pc = loop.body;
          } else {
            this.#push(CHOICE, loop.body, at);
            pc = loop.exit;
          }
          break;
        }
        case OP.EDGE:
          failed = !this.#edge(a, code[i + 2] === 1, at);
          pc++;
          break;
        case OP.LOOK: {
          const mark = this.#top;
          const found = this.#run(a, at) >= 0;
          if (this.#steps > this.#limit) return -1;
          const negated = code[i + 3] === 1;
          if (negated && found) this.#unwind(mark);
          else if (found) this.#forgetChoices(mark);
          failed = found === negated;
          pc = code[i + 2] ?? 0;
          break;
        }
        case OP.SAVE:
          this.#set(a, at);
          pc++;
          break;
        case OP.BACK: {
          const next = this.#back(a, code[i + 2] === 1, code[i + 3] === -1, at);
          failed = next < 0;
          at = next;
          pc++;
          break;
        }
        default:
          return at;
      }
      if (!failed) continue;
      for (;;) {
        if (this.#top === base) return -1;
        this.#top -= ENTRY;
        const kind = this.#stack[this.#top] ?? 0;
        if (kind >= 0) {
          registers[kind] = this.#stack[this.#top + 1] ?? -1;
          continue;
        }
        pc = this.#stack[this.#top + 1] ?? 0;
        at = this.#stack[this.#top + 2] ?? 0;
        if (kind === CHOICE) break;
        const more = kind === GREEDY ? this.#giveBack(pc, at) : this.#takeMore(pc, at);
        if (more < 0) continue;
        at = more;
        if (kind === LAZY) pc++;
        break;
      }
    }
  }

  /** A repetition of one byte, first try: all that it can take or as little as it must. Gives the place behind, or -1. */
  #repeat(pc: number, from: number): number {
    const { code, sets, loops } = this.#program;
    const set = sets[code[pc * 5 + 1] ?? 0];
    const loop = loops[code[pc * 5 + 2] ?? 0];
    const direction = code[pc * 5 + 3] ?? 1;
    if (set === undefined || loop === undefined) return -1;
    const most = loop.greedy ? loop.max : loop.min;
    const text = this.#text;
    let rounds = 0;
    let at = from;
    while (rounds < most) {
      const byte = text[direction === 1 ? at : at - 1];
      if (byte === undefined || set[byte] !== 1) break;
      at += direction;
      rounds++;
    }
    this.#steps += rounds;
    if (rounds < loop.min) return -1;
    if (!loop.greedy) {
      if (loop.max > loop.min) this.#push(LAZY, pc, at, Math.min(loop.max - loop.min, 0x7fffffff));
    } else if (rounds > loop.min) this.#push(GREEDY, pc + 1, at, from + loop.min * direction);
    return at;
  }
  #giveBack(pc: number, at: number): number {
    const least = this.#stack[this.#top + 3] ?? at;
    const next = at > least ? at - 1 : at + 1;
    if (next !== least) this.#push(GREEDY, pc, next, least);
    return next;
  }
  #takeMore(pc: number, at: number): number {
    const { code, sets } = this.#program;
    const left = (this.#stack[this.#top + 3] ?? 0) - 1;
    const direction = code[pc * 5 + 3] ?? 1;
    const byte = this.#text[direction === 1 ? at : at - 1];
    if (byte === undefined || sets[code[pc * 5 + 1] ?? 0]?.[byte] !== 1) return -1;
    if (left > 0) this.#push(LAZY, pc, at + direction, left);
    return at + direction;
  }

  #edge(kind: number, lines: boolean, at: number): boolean {
    const text = this.#text;
    const breaks = (place: number): boolean => text[place] === 10 || text[place] === 13;
    if (kind === 0) return at === 0 || (lines && breaks(at - 1));
    if (kind === 1) return at === text.length || (lines && breaks(at));
    const boundary = isWord(text[at - 1]) !== isWord(text[at]);
    return kind === 2 ? boundary : !boundary;
  }

  #back(group: number, anyCase: boolean, backwards: boolean, at: number): number {
    const from = this.#registers[group * 2] ?? -1;
    const to = this.#registers[group * 2 + 1] ?? -1;
    if (from < 0 || to < from) return at;
    const length = to - from;
    const begin = backwards ? at - length : at;
    if (begin < 0 || begin + length > this.#text.length) return -1;
    this.#steps += length;
    for (let k = 0; k < length; k++) {
      const x = this.#text[from + k] ?? 0;
      const y = this.#text[begin + k] ?? 0;
      if (x !== y && !(anyCase && lower(x) === lower(y))) return -1;
    }
    return backwards ? begin : at + length;
  }

  #unwind(mark: number): void {
    while (this.#top > mark) {
      this.#top -= ENTRY;
      const kind = this.#stack[this.#top] ?? 0;
      if (kind >= 0) this.#registers[kind] = this.#stack[this.#top + 1] ?? -1;
    }
  }
  /** What a look-around found stands: its choices go, the registers that they would restore stay restorable. */
  #forgetChoices(mark: number): void {
    let keep = mark;
    for (let entry = mark; entry < this.#top; entry += ENTRY) {
      if ((this.#stack[entry] ?? CHOICE) < 0) continue;
      this.#stack.copyWithin(keep, entry, entry + ENTRY);
      keep += ENTRY;
    }
    this.#top = keep;
  }
}

function isWord(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 97 && byte <= 122));
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte;
}
