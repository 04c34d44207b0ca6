import type { PatternVerdict } from "../regex-safety.ts";
import { type Attack, attacksOn, textOf } from "./attacks.ts";
import { Machine } from "./machine.ts";
import { type Program, compileProgram } from "./program.ts";
import { longestRepetition, mostSteps } from "./shape.ts";

/** What a scan lends one pattern, in steps a byte of a full window. About 10 µs a byte: 0.6 s for the widest window. */
const STEPS_A_BYTE = 10_000;
/** The engine's widest window. */
const WINDOW = 65_536;
/** Texts are tried in these sizes; only the worst of the attacks that grow faster than their text go on to the next. */
const TRIALS = [
  { size: 128, most: Infinity },
  { size: 512, most: 60 },
  { size: 2048, most: 12 },
  { size: 8192, most: 4 },
] as const;
/** For all attacks on one pattern together: bounds the check itself, to about two seconds. */
const ALL_STEPS = 250_000_000;

/** See `checkPattern`. */
export function judgePattern(source: string, flags: string): PatternVerdict {
  let program: Program;
  try {
    program = compileProgram(source, flags);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { ok: false, why: error.message, example: "" };
  }
  if (mostSteps(program.pattern) <= STEPS_A_BYTE) return { ok: true };
  return new Judge(program).verdict();
}

interface Suspect {
  readonly attack: Attack;
  /** Steps a byte at the last size, and how much that grew from the size before, for a text four times as long. */
  readonly aByte: number;
  readonly growth: number;
}

class Judge {
  readonly #machine: Machine;
  readonly #program: Program;
  readonly #reach: number;
  #left = ALL_STEPS;
  constructor(program: Program) {
    this.#program = program;
    this.#machine = new Machine(program);
    this.#reach = Math.min(WINDOW, longestRepetition(program.pattern));
  }

  verdict(): PatternVerdict {
    let suspects: Suspect[] = attacksOn(this.#program).map((attack) => ({ attack, aByte: 0, growth: 1 }));
    for (const { size, most } of TRIALS) {
      const next: Suspect[] = [];
      for (const suspect of suspects.toSorted((a, b) => b.aByte - a.aByte).slice(0, most)) {
        const tried = this.#try(suspect, size);
        if ("ok" in tried) return tried;
        // Growth below a fifth for a text four times as long is that of its edges.
        if (tried.growth > 1.2) next.push(tried);
      }
      suspects = next;
    }
    return { ok: true };
  }

  #try({ attack, aByte: before }: Suspect, size: number): Suspect | PatternVerdict {
    const text = textOf(attack, size);
    const limit = STEPS_A_BYTE * text.length;
    const { steps } = this.#machine.search(text, Math.min(limit, this.#left));
    if (steps > limit) return refuse(attack, text.length, steps);
    this.#left -= steps;
    if (this.#left <= 0) return { ok: false, why: "it is too costly to check: shorten its repetitions", example: "" };
    const aByte = steps / text.length;
    const growth = before === 0 ? 1.21 : aByte / before;
    // Repetitions that are at their bound have stopped growing; longer ones keep the pace of the last two doublings.
    const doublings = size >= 2048 && growth > 1.2 ? Math.max(0, Math.log2(this.#reach / size)) : 0;
    const inWindow = aByte * Math.sqrt(growth) ** doublings;
    return inWindow > STEPS_A_BYTE ? refuse(attack, WINDOW, inWindow * WINDOW) : { attack, aByte, growth };
  }
}

function refuse(attack: Attack, length: number, steps: number): PatternVerdict {
  const { prefix, pump, suffix } = attack;
  const parts = [prefix === "" ? undefined : quoted(prefix), `${quoted(pump)} over and over`, suffix === "" ? undefined : quoted(suffix)];
  return {
    ok: false,
    why: `on a text of ${length.toLocaleString("en")} characters it backtracks ${steps.toLocaleString("en", { maximumSignificantDigits: 2 })} steps or more: put an upper bound on its repetitions, and let no two that follow or hold each other take the same characters`,
    example: parts.filter((part) => part !== undefined).join(", then "),
  };
}

function quoted(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(shown).replace(/[\x7f-\xff]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
}
