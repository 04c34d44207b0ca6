import { DAY_MS } from "../hours.ts";
import { judge } from "../judge.ts";
import type { Judgement, Signal, SignalKind } from "../judgement.ts";
import { type SyntheticAccount, syntheticAccount } from "./account.ts";
import { ATTACKS, type AttackKind } from "./kinds.ts";

/** The figures of docs/misuse.md. */
export interface Score {
  readonly seeds: { readonly first: number; readonly clean: number; readonly each: number };
  readonly attacks: Readonly<
    Record<AttackKind, { readonly planted: number; readonly flagged: number; readonly misused: number; readonly missed: readonly number[] }>
  >;
  readonly recall: number;
  /** Alarms a month an account, over accounts without a thief: strong signals, those within a day of each other counted once. */
  readonly falseAlarmsPerMonth: number;
  /** Share of accounts without a thief that had more than one alarm in their month. */
  readonly accountsOverOne: number;
  /** Share of accounts without a thief that were judged suspicious or misused. */
  readonly cleanFlagged: number;
  readonly cleanMisused: number;
  readonly falseKinds: Readonly<Partial<Record<SignalKind, number>>>;
  readonly records: number;
}

/** Judges `clean` accounts without a thief and `each` of every kind of attack, with seeds from `first` on. */
export async function score(
  first: number,
  { clean, each }: { readonly clean: number; readonly each: number },
  progress: (text: string) => void = () => undefined,
): Promise<Score> {
  let seed = first;
  let records = 0;
  const falseKinds: Partial<Record<SignalKind, number>> = {};
  let [alarms, over, flagged, misused] = [0, 0, 0, 0];
  for (let i = 0; i < clean; i++) {
    const account = syntheticAccount(seed++);
    const judged = await judgeAccount(account);
    records += account.records.length;
    const events = eventsOf(judged);
    alarms += events;
    if (events > 1) over++;
    if (judged.verdict !== "no sign in the records read") flagged++;
    if (judged.verdict === "misused") misused++;
    for (const { kind, level } of judged.signals)
      if (level === "strong" || level === "decisive") falseKinds[kind] = (falseKinds[kind] ?? 0) + 1;
    progress(`${i + 1} of ${clean} accounts without a thief`);
  }
  const attacks = Object.fromEntries(
    ATTACKS.map((kind) => [kind, { planted: 0, flagged: 0, misused: 0, missed: [] as number[] }]),
  ) as Record<AttackKind, { planted: number; flagged: number; misused: number; missed: number[] }>; // one entry a kind
  for (const kind of ATTACKS) {
    const row = attacks[kind];
    for (let i = 0; i < each; i++) {
      const account = syntheticAccount(seed++, kind);
      const judged = await judgeAccount(account);
      records += account.records.length;
      row.planted++;
      if (isFlagged(account, judged)) row.flagged++;
      else row.missed.push(account.seed);
      if (judged.verdict === "misused") row.misused++;
      progress(`${kind}: ${i + 1} of ${each}`);
    }
  }
  const rows = Object.values(attacks);
  const sum = (of: "planted" | "flagged"): number => rows.reduce((all, row) => all + row[of], 0);
  return {
    seeds: { first, clean, each },
    attacks,
    recall: sum("flagged") / Math.max(1, sum("planted")),
    falseAlarmsPerMonth: alarms / Math.max(1, clean),
    accountsOverOne: over / Math.max(1, clean),
    cleanFlagged: flagged / Math.max(1, clean),
    cleanMisused: misused / Math.max(1, clean),
    falseKinds,
    records,
  };
}

async function judgeAccount({ records, context }: SyntheticAccount): Promise<Judgement> {
  return judge([records], context);
}

/** Events that somebody would be woken for: one for all that was raised within a day. */
function eventsOf({ signals, verdict }: Judgement): number {
  if (verdict === "no sign in the records read") return 0;
  const raised = signals
    .filter(isRaised)
    .map(({ from }) => Date.parse(from))
    .toSorted((a, b) => a - b);
  // Raised by two weak signals together.
  if (raised.length === 0) return 1;
  return raised.filter((time, index) => index === 0 || time - (raised[index - 1] ?? 0) > DAY_MS).length;
}

const isRaised = ({ level }: Signal): boolean => level === "strong" || level === "decisive";

/** Luck does not count: the account was flagged, and a signal that is raised covers a time in which the thief was there. */
function isFlagged({ attack }: SyntheticAccount, { verdict, signals }: Judgement): boolean {
  if (attack === undefined || verdict === "no sign in the records read") return false;
  const there = signals.filter(({ from, until }) => Date.parse(from) <= attack.until && Date.parse(until) >= attack.from);
  // As the verdict has it: one that is raised, or two weak ones of different families.
  return there.some(isRaised) || new Set(there.filter(({ level }) => level === "notable").map(({ family }) => family)).size > 1;
}
