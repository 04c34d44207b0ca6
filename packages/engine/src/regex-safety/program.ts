import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { canBeEmpty, leadOf } from "./shape.ts";

/** Instructions of the counting machine: one number for the kind, up to four operands. */
export const OP = {
  /** set: one byte that is a member. */
  SET: 0,
  /** first, second: tries `first`, on failure `second`. */
  SPLIT: 1,
  JUMP: 2,
  /** counter register: a loop begins. */
  BEGIN: 3,
  /** counter register, index into `loops`: one round is done. */
  ROUND: 4,
  /** kind (0 start, 1 end, 2 word boundary, 3 none), 1 when lines count. */
  EDGE: 5,
  /** first instruction, one after the look-around, 1 when negated. */
  LOOK: 6,
  /** slot. */
  SAVE: 7,
  /** group, 1 when case is ignored, direction. */
  BACK: 8,
  DONE: 9,
  /** set, index into `loops`, direction: a repetition of a single byte, by far the most frequent one. */
  REPEAT: 10,
} as const;

export interface Loop {
  readonly min: number;
  readonly max: number;
  readonly greedy: boolean;
  readonly body: number;
  readonly exit: number;
}

/** An expression for the machine. Bytes only: one character is one byte, as the scanner runs them. */
export interface Program {
  /** Five numbers an instruction: kind and operands. */
  readonly code: Int32Array;
  readonly sets: readonly Uint8Array[];
  readonly loops: readonly Loop[];
  /** Registers: capture slots first, then two a loop (rounds, place where the round began). */
  readonly registers: number;
  readonly pattern: AST.Pattern;
  /** What the first bytes of a match can be, as far as that is certain, at most eight. */
  readonly lead: readonly Uint8Array[];
  /** Members of a one-byte node, by node. */
  readonly setOf: ReadonlyMap<AST.Node, Uint8Array>;
}

/** More is no pattern for a secret; it also bounds what the attacks cost. */
const MOST_SOURCE = 20_000;
const MOST_INSTRUCTIONS = 20_000;

/** Throws SyntaxError for what V8 refuses, RangeError for what is too large or not understood here. */
export function compileProgram(source: string, flags: string): Program {
  if (source.length > MOST_SOURCE) throw new RangeError(`it is longer than ${MOST_SOURCE} characters`);
  RegExp(source, flags); // V8's own opinion first: its messages are those that people know
  const unicode = flags.includes("u");
  const unicodeSets = flags.includes("v");
  const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, { unicode, unicodeSets });
  return new Compiler(pattern, flags).program();
}

type ByteNode = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass;

function isByte(node: AST.Element): node is ByteNode {
  return (
    node.type === "Character" || node.type === "CharacterSet" || node.type === "CharacterClass" || node.type === "ExpressionCharacterClass"
  );
}

interface Mode {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly backwards: boolean;
}

class Compiler {
  readonly #code: number[] = [];
  readonly #sets: Uint8Array[] = [];
  readonly #setIndex = new Map<string, number>();
  readonly #setOf = new Map<AST.Node, Uint8Array>();
  readonly #loops: Loop[] = [];
  readonly #groups = new Map<AST.CapturingGroup, number>();
  #loopRegisters = 0;
  readonly #pattern: AST.Pattern;
  readonly #flags: string;

  constructor(pattern: AST.Pattern, flags: string) {
    this.#pattern = pattern;
    this.#flags = flags.replace(/[^uv]/g, "");
    this.#mode = { ignoreCase: flags.includes("i"), multiline: flags.includes("m"), dotAll: flags.includes("s"), backwards: false };
  }
  readonly #mode: Mode;

  program(): Program {
    this.#alternatives(this.#pattern.alternatives, this.#mode);
    this.#emit(OP.DONE);
    const slots = this.#groups.size * 2;
    const code = Int32Array.from(this.#code);
    // Loop registers stand after the capture slots, whose number is known only now.
    for (let at = 0; at < code.length; at += 5) {
      if (code[at] === OP.BEGIN || code[at] === OP.ROUND) code[at + 1] = (code[at + 1] ?? 0) + slots;
    }
    return {
      code,
      sets: this.#sets,
      loops: this.#loops,
      registers: slots + this.#loopRegisters,
      pattern: this.#pattern,
      lead: leadOf(this.#pattern, this.#setOf),
      setOf: this.#setOf,
    };
  }

  get #here(): number {
    return this.#code.length / 5;
  }
  #emit(op: number, a = 0, b = 0, c = 0): number {
    if (this.#here >= MOST_INSTRUCTIONS) throw new RangeError("it is too large");
    return this.#code.push(op, a, b, c, 0) / 5 - 1;
  }
  #patch(instruction: number, operand: number, value: number): void {
    this.#code[instruction * 5 + operand] = value;
  }

  #alternatives(alternatives: readonly AST.Alternative[], mode: Mode): void {
    const ends: number[] = [];
    for (const [index, alternative] of alternatives.entries()) {
      const last = index === alternatives.length - 1;
      const split = last ? -1 : this.#emit(OP.SPLIT);
      if (!last) this.#patch(split, 1, this.#here);
      for (const element of mode.backwards ? alternative.elements.toReversed() : alternative.elements) this.#element(element, mode);
      if (last) continue;
      ends.push(this.#emit(OP.JUMP));
      this.#patch(split, 2, this.#here);
    }
    for (const end of ends) this.#patch(end, 1, this.#here);
  }

  #element(node: AST.Element, mode: Mode): void {
    switch (node.type) {
      case "Quantifier":
        return this.#quantifier(node, mode);
      case "Group":
        return this.#alternatives(node.alternatives, withModifiers(mode, node.modifiers));
      case "CapturingGroup":
        return this.#group(node, mode);
      case "Assertion":
        return this.#assertion(node, mode);
      case "Backreference":
        return this.#backreference(node, mode);
      case "Character":
      case "CharacterSet":
      case "CharacterClass":
      case "ExpressionCharacterClass":
        this.#emit(OP.SET, this.#set(node, mode), mode.backwards ? -1 : 1);
    }
  }

  /** Membership of all 256 bytes, asked of V8 itself: no second reading of classes, escapes and case folding. */
  #set(node: ByteNode, mode: Mode): number {
    const flags = `${this.#flags}${mode.ignoreCase ? "i" : ""}${mode.dotAll ? "s" : ""}`;
    const key = `${flags}/${node.raw}`;
    let index = this.#setIndex.get(key);
    if (index === undefined) {
      const one = new RegExp(`^(?:${node.raw})$`, flags);
      index = this.#sets.push(Uint8Array.from({ length: 256 }, (_, byte) => (one.test(String.fromCharCode(byte)) ? 1 : 0))) - 1;
      this.#setIndex.set(key, index);
    }
    const set = this.#sets[index];
    if (set !== undefined) this.#setOf.set(node, set);
    return index;
  }

  #quantifier(node: AST.Quantifier, mode: Mode): void {
    const { min, max, greedy } = node;
    if (max === 0) return;
    // The short form knows no rule against rounds that take nothing.
    if (max === 1 && !canBeEmpty(node.element)) {
      if (min === 1) return this.#element(node.element, mode);
      const split = this.#emit(OP.SPLIT);
      this.#patch(split, greedy ? 1 : 2, this.#here);
      this.#element(node.element, mode);
      this.#patch(split, greedy ? 2 : 1, this.#here);
      return;
    }
    if (isByte(node.element)) {
      const loop = this.#loops.push({ min, max, greedy, body: 0, exit: 0 }) - 1;
      this.#emit(OP.REPEAT, this.#set(node.element, mode), loop, mode.backwards ? -1 : 1);
      return;
    }
    const register = this.#loopRegisters;
    this.#loopRegisters += 2;
    const loop = this.#loops.length;
    this.#loops.push({ min, max, greedy, body: 0, exit: 0 });
    this.#emit(OP.BEGIN, register);
    // The first ROUND decides whether to go in at all: a loop of no rounds yet is like one between two.
    const first = this.#emit(OP.JUMP);
    const body = this.#here;
    this.#element(node.element, mode);
    this.#patch(first, 1, this.#here);
    this.#emit(OP.ROUND, register, loop);
    this.#loops[loop] = { min, max, greedy, body, exit: this.#here };
  }

  #group(node: AST.CapturingGroup, mode: Mode): void {
    if (node.references.length === 0) return this.#alternatives(node.alternatives, mode);
    const group = this.#groupIndex(node);
    this.#emit(OP.SAVE, group * 2 + (mode.backwards ? 1 : 0));
    this.#alternatives(node.alternatives, mode);
    this.#emit(OP.SAVE, group * 2 + (mode.backwards ? 0 : 1));
  }
  #groupIndex(node: AST.CapturingGroup): number {
    const known = this.#groups.get(node) ?? this.#groups.size;
    this.#groups.set(node, known);
    return known;
  }
  #backreference(node: AST.Backreference, mode: Mode): void {
    const groups = Array.isArray(node.resolved) ? node.resolved : [node.resolved];
    // Of several groups with one name (in different alternatives) at most one has a value; the first will do for a count.
    const group = groups[0];
    if (group !== undefined) this.#emit(OP.BACK, this.#groupIndex(group), mode.ignoreCase ? 1 : 0, mode.backwards ? -1 : 1);
  }

  #assertion(node: AST.Assertion, mode: Mode): void {
    if (node.kind === "lookahead" || node.kind === "lookbehind") {
      const look = this.#emit(OP.LOOK);
      this.#patch(look, 1, this.#here);
      this.#alternatives(node.alternatives, { ...mode, backwards: node.kind === "lookbehind" });
      this.#emit(OP.DONE);
      this.#patch(look, 2, this.#here);
      this.#patch(look, 3, node.negate ? 1 : 0);
    } else if (node.kind === "word") this.#emit(OP.EDGE, node.negate ? 3 : 2);
    else this.#emit(OP.EDGE, node.kind === "start" ? 0 : 1, mode.multiline ? 1 : 0);
  }
}

function withModifiers(mode: Mode, modifiers: AST.Modifiers | null): Mode {
  if (modifiers === null) return mode;
  const { add, remove } = modifiers;
  const on = (name: "ignoreCase" | "multiline" | "dotAll"): boolean => (mode[name] || add?.[name] === true) && remove?.[name] !== true;
  return { ...mode, ignoreCase: on("ignoreCase"), multiline: on("multiline"), dotAll: on("dotAll") };
}
