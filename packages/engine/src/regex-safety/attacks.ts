import type { AST } from "@eslint-community/regexpp";
import type { Program } from "./program.ts";
import { children } from "./shape.ts";

/** A text in three parts: what leads to a repetition, what feeds it, what makes the match fail after all. */
export interface Attack {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

/** Longer pieces are cut: the attack repeats them anyway. */
const LONGEST_PIECE = 512;
const MOST_ATTACKS = 400;

/**
 * Texts that make a backtracking matcher work: for each repetition, something that leads to it, then what it can take in
 * as many ways as we can think of. Ambiguity lies where two parts of a pattern take the same byte, so each kind of byte
 * that the pattern tells apart is preferred in turn wherever it is allowed.
 */
export function attacksOn(program: Program): Attack[] {
  const kinds = kindsOfBytes(program);
  const writer = new Writer(program, kinds);
  const found = new Map<string, Attack>();
  const add = (prefix: string, pump: string, suffixes: readonly string[]): void => {
    if (pump === "") return;
    for (const suffix of suffixes) found.set(`${prefix}\0\0${pump}\0\0${suffix}`, { prefix, pump, suffix });
  };
  const suffixesFor = (pump: string): string[] => {
    const stranger = kinds.find((kind) => !pump.includes(kind)) ?? "\0";
    return [...new Set([stranger, "\0", ""])];
  };
  const whole = pieces(writer, (prefer) => writer.disjunction(program.pattern.alternatives, prefer));
  for (const pump of whole) add("", pump.slice(0, -1), [""]);
  for (const pump of kinds) add("", pump, suffixesFor(pump));
  for (const node of repetitions(program.pattern)) {
    const lead = pieces(writer, (prefer) => writer.before(node, prefer));
    const pumps = new Set(pieces(writer, (prefer) => writer.element(node.element, prefer)));
    for (const choice of choices(node.element))
      for (const pump of pieces(writer, (prefer) => writer.sequence(choice, prefer))) pumps.add(pump);
    for (const prefix of lead.slice(0, 2)) {
      add("", prefix, suffixesFor(prefix));
      for (const pump of pumps) {
        add(prefix, pump, suffixesFor(pump));
        add("", prefix + pump, [""]);
      }
      for (const kind of kinds) if (writer.takes(node, kind)) add(prefix, kind, suffixesFor(kind));
    }
  }
  // Round by round over the pattern rather than its first part only, should there be too many.
  const all = [...found.values()];
  const step = Math.max(1, all.length / MOST_ATTACKS);
  return Array.from({ length: Math.min(all.length, MOST_ATTACKS) }, (_, index) => all[Math.floor(index * step)]).filter(
    (attack) => attack !== undefined,
  );
}

/** The text of an attack, about `length` bytes long. */
export function textOf(attack: Attack, length: number): Uint8Array {
  const room = Math.max(1, Math.floor((length - attack.prefix.length - attack.suffix.length) / attack.pump.length));
  return Buffer.from(attack.prefix + attack.pump.repeat(room) + attack.suffix, "latin1");
}

/** One byte of each kind that the pattern tells apart; printable ones where there is a choice. */
function kindsOfBytes(program: Program): string[] {
  const bySignature = new Map<string, number>();
  const order = [
    ...range(0x61, 0x7a),
    ...range(0x30, 0x39),
    ...range(0x20, 0x60),
    ...range(0x7b, 0x7e),
    ...range(0, 0x1f),
    ...range(0x7f, 0xff),
  ];
  for (const byte of order) {
    const signature = program.sets.map((set) => set[byte] ?? 0).join("");
    if (!bySignature.has(signature)) bySignature.set(signature, byte);
  }
  // A pattern of many literals has many kinds, most of one letter each; those that many sets share are worth trying first.
  const shared = (byte: number): number => program.sets.reduce((sum, set) => sum + (set[byte] ?? 0), 0);
  return [...bySignature.values()]
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, 12)
    .map((byte) => String.fromCharCode(byte));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function pieces(writer: Writer, make: (prefer: string) => string): string[] {
  return [...new Set(["", ...writer.kinds].map((prefer) => make(prefer).slice(0, LONGEST_PIECE)))];
}

/** Writes shortest texts that parts of a pattern match, taking a preferred byte wherever it is allowed. */
class Writer {
  readonly kinds: readonly string[];
  readonly #program: Program;
  constructor(program: Program, kinds: readonly string[]) {
    this.#program = program;
    this.kinds = kinds;
  }
  disjunction(alternatives: readonly AST.Alternative[], prefer: string): string {
    const first = alternatives[0];
    return first === undefined ? "" : this.sequence(first, prefer);
  }
  sequence(alternative: AST.Alternative, prefer: string): string {
    let out = "";
    for (const element of alternative.elements) {
      out += this.element(element, prefer);
      if (out.length > LONGEST_PIECE) break;
    }
    return out;
  }
  element(node: AST.Element, prefer: string): string {
    if (node.type === "Quantifier") {
      // One round where none would do: an optional part that stays empty feeds nothing.
      const rounds = Math.max(node.min, Math.min(1, node.max));
      const one = rounds === 0 ? "" : this.element(node.element, prefer);
      return one.repeat(Math.min(rounds, Math.ceil(LONGEST_PIECE / Math.max(1, one.length))));
    }
    if (node.type === "Group" || node.type === "CapturingGroup") return this.disjunction(node.alternatives, prefer);
    return node.type === "Assertion" || node.type === "Backreference" ? "" : this.#byte(node, prefer);
  }
  /** What stands before a node in its alternative and those around it. */
  before(node: AST.Element, prefer: string): string {
    let out = "";
    for (let at: AST.Node = node; at.parent !== null; at = at.parent) {
      const { parent }: AST.Node = at;
      if (parent?.type !== "Alternative") continue;
      for (const element of parent.elements
        .slice(
          0,
          parent.elements.findIndex((one) => one === at),
        )
        .reverse()) {
        out = this.element(element, prefer) + out;
        if (out.length > LONGEST_PIECE) return out.slice(-LONGEST_PIECE);
      }
    }
    return out;
  }
  takes(node: AST.Quantifier, byte: string): boolean {
    return leaves(node.element).some((leaf) => this.#program.setOf.get(leaf)?.[byte.charCodeAt(0)] === 1);
  }
  #byte(node: AST.Node, prefer: string): string {
    const set = this.#program.setOf.get(node);
    if (set === undefined) return "";
    if (prefer !== "" && set[prefer.charCodeAt(0)] === 1) return prefer;
    const kind = this.kinds.find((one) => set[one.charCodeAt(0)] === 1);
    if (kind !== undefined) return kind;
    const any = set.indexOf(1);
    return any < 0 ? "" : String.fromCharCode(any);
  }
}

/** Repetitions of more than one round, outer ones first. */
function repetitions(node: AST.Node): AST.Quantifier[] {
  const own = node.type === "Quantifier" && node.max > 1 ? [node] : [];
  return [...own, ...children(node).flatMap(repetitions)];
}

/** Every alternative inside a repetition's body: each is a way to feed it. */
function choices(node: AST.Node): AST.Alternative[] {
  const own = node.type === "Alternative" ? [node] : [];
  return [...own, ...children(node).flatMap(choices)];
}

function leaves(node: AST.Node): AST.Node[] {
  const below = children(node);
  return below.length === 0 ? [node] : below.flatMap(leaves);
}
