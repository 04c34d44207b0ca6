import { tell, waitFor } from "./effect.ts";
import type { Going } from "./memo.ts";
import type { Signal } from "./types.ts";
import { openAt } from "./windows.ts";

export interface Gate {
  readonly gate: string;
  readonly act: string;
  /** Cannot be undone: a second approval, by another person under the two-person rule. */
  readonly isFinal: boolean;
}

/** Waits for the approvals that the plan asks for, for its date, and for a maintenance window. */
export async function approved({ run, manner }: Pick<Going, "run" | "manner">, { gate, act, isFinal }: Gate): Promise<void> {
  const { plan } = run;
  if (plan.breakGlass !== undefined)
    return tell(run, {
      key: `gate.${gate}.broken`,
      step: manner.place,
      text: `BREAK-GLASS: ${act} without approvals, by ${plan.breakGlass.by}: ${plan.breakGlass.reason}`,
    });
  const needed = plan.approvals.deactivate === 0 ? 0 : Math.max(plan.approvals.deactivate, isFinal ? 2 : 1);
  await waitFor(run, manner, `gate.${gate}`, {
    waitingFor: `${act}${isFinal ? ", WHICH CANNOT BE UNDONE" : ""}: needs ${needed} approval${needed === 1 ? "" : "s"} of ${gate}${plan.approvals.twoPerson ? ", not of whoever started it" : ""}${plan.deactivateAt === undefined ? "" : `, not before ${plan.deactivateAt}`}.`,
    gate,
    decide: (signals, nowMs) => {
      const given = approvalsOf(signals, { gate, startedBy: run.records.startedBy, twoPerson: plan.approvals.twoPerson });
      if (given.length < needed) return {};
      const notBeforeMs = plan.deactivateAt === undefined ? nowMs : Date.parse(plan.deactivateAt);
      const opensMs = openAt(plan.windows, Math.max(nowMs, notBeforeMs));
      return opensMs <= nowMs ? { value: given } : { waitMs: Math.min(opensMs - nowMs, 600_000) };
    },
  });
}

/** Who approved. Under the two-person rule each person counts once, and whoever started it does not. */
export function approvalsOf(
  signals: readonly Signal[],
  { gate, startedBy, twoPerson }: { readonly gate: string; readonly startedBy: string; readonly twoPerson: boolean },
): readonly string[] {
  const given = signals.filter(({ kind, subject }) => kind === "approve" && subject === gate).map(({ by }) => by);
  return twoPerson ? [...new Set(given)].filter((by) => by !== startedBy) : given;
}
