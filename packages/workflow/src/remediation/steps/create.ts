import { AppError, type Credential, type CredentialState } from "@stanch/model";
import { boundOf, credentialOf, labelOf, packed } from "../credentials.ts";
import { effect, stuck, tell, waitFor } from "../effect.ts";
import type { Going } from "../memo.ts";
import type { Bound, Run } from "../ports.ts";
import { approved } from "../gates.ts";
import { unclear } from "../unclear.ts";

export async function create(going: Going): Promise<void> {
  const { memo } = going;
  if (memo.facts.creation === "none") return;
  if (!memo.facts.overlap)
    await approved(going, { gate: "create", act: "Making the new credential ends the old one at once", isFinal: true });
  memo.mayHaveMade = true;
  if (!memo.facts.overlap) memo.isFinal = true;
  memo.made = memo.facts.creation === "guided" ? await guided(going) : await byCall(going);
  if (!memo.facts.overlap) memo.oldLives = false;
}

function byCall({ run, memo, manner }: Going): Promise<CredentialState> {
  const label = labelOf(run);
  return effect(
    run,
    manner,
    "create.do",
    {
      text: `Making a new credential, labelled ${label}`,
      told: (made) => ({ text: `${made.id} is made, its value sealed`, facts: { ...made, label } }),
    },
    () => makeOnce(run, memo.old, label),
  );
}

/**
 * Looks before it makes: for a value that was sealed before a crash, then for what bears our label at the issuer. What bears
 * it and whose value nobody has any more is ended; there are never two of ours.
 */
async function makeOnce(run: Run, like: CredentialState, label: string): Promise<CredentialState> {
  const bound = await boundOf(run);
  const { rotator, context } = bound;
  if (await run.records.hasSecret("new")) return stateOf(run);
  const found = (await rotator.findMade?.(label, context)) ?? [];
  const usable = found.find(({ credential }) => credential !== undefined);
  for (const orphan of found) if (orphan !== usable) await endOrphan(run, bound, orphan.state);
  const made =
    usable?.credential === undefined
      ? await rotator.create?.(
          {
            like,
            label,
            credential: await credentialOf(run, "old"),
            ...(run.plan.privileges === undefined ? {} : { privileges: run.plan.privileges }),
          },
          context,
        )
      : { state: usable.state, credential: usable.credential };
  if (made === undefined)
    throw new AppError("ROTATION_CANNOT", {
      what: "The issuer's API makes none",
      where: rotator.id,
      next: "Abandon this remediation and replace it by hand.",
    });
  await keep(run, made.state, made.credential);
  return made.state;
}

/** Sealed before it is used any further: state first, so that a value never stands there without it. */
async function keep(run: Run, state: CredentialState, credential: Credential): Promise<void> {
  await run.records.putNote("new", state);
  await run.records.putSecret("new", packed(credential));
}

async function stateOf(run: Run): Promise<CredentialState> {
  // Written by `keep`, of this shape.
  return (await run.records.note("new")) as CredentialState;
}

/** Told before: after a crash nothing would be left to tell of. */
async function endOrphan(run: Run, { rotator, context }: Bound, state: CredentialState): Promise<void> {
  await run.records.tell({
    key: `create.orphan.${state.id}`,
    step: "create",
    kind: "told",
    text: `${state.id} bears our label and is not the one in use (a crash or a lost answer left it): it is ended`,
    facts: { id: state.id },
  });
  await rotator.deactivate?.({ state }, context);
  await rotator.remove?.({ state }, context);
}

/** Everything of ours at the issuer but the one in use is ended: answers that came late cannot leave a second key behind. */
export async function census({ run, memo, manner }: Going, name: string): Promise<void> {
  if (memo.facts.creation !== "api" || memo.made === undefined) return;
  const { id } = memo.made;
  await effect(
    run,
    manner,
    name,
    {
      text: "Counting what bears our label at the issuer",
      told: (ended) => ({ text: ended.length === 0 ? "There is only the one in use" : `Ended: ${ended.join(", ")}` }),
    },
    async () => {
      const bound = await boundOf(run);
      const found = (await bound.rotator.findMade?.(labelOf(run), bound.context)) ?? [];
      const orphans = found.filter(({ state }) => state.id !== id && state.status !== "absent" && state.status !== "disabled");
      for (const { state } of orphans) await endOrphan(run, bound, state);
      return orphans.map(({ state }) => state.id);
    },
  );
}

async function guided({ run, memo, manner }: Going): Promise<CredentialState> {
  const { steps } = await effect(run, manner, "create.guide", { text: "Asking the issuer's guide" }, async () => ({
    steps: (await boundOf(run)).rotator.guided?.create ?? [],
  }));
  let lastSeq = 0;
  for (let turn = 1; ; turn++) {
    const given = await waitFor(run, manner, `create.provide${turn}`, {
      waitingFor: `Make the new one by hand: ${steps.join(" → ")}. Then give it to this remediation.`,
      gate: "provide",
      decide: (signals) => {
        const signal = signals.findLast(({ kind, seq }) => kind === "provide" && seq > lastSeq);
        return signal?.subject === undefined ? {} : { value: { name: signal.subject, seq: signal.seq } };
      },
    });
    lastSeq = given.seq;
    const checked = await effect(
      run,
      manner,
      `create.check${turn}`,
      { text: "Checking what was given", told: ({ text }) => ({ text }) },
      () => checkGiven(run, memo.old, given.name),
    );
    if (checked.state !== undefined) {
      memo.oldLives = checked.oldLives;
      return checked.state;
    }
  }
}

interface Checked {
  readonly text: string;
  readonly state?: CredentialState;
  readonly oldLives: boolean;
}

async function checkGiven(run: Run, like: CredentialState, name: string): Promise<Checked> {
  const { rotator, context } = await boundOf(run);
  const old = await credentialOf(run, "old");
  const given = await credentialOf(run, name);
  const isSame = run.ports.fingerprint(given.secret) === run.ports.fingerprint(old.secret);
  if (isSame) return { text: "What was given is the old value. Give the new one.", oldLives: true };
  const taken = await rotator.confirm(given, context);
  if (taken.answer === "unknown") throw unclear(rotator.id, taken.reason);
  if (taken.answer === "refused") return { text: `The issuer refuses what was given (${taken.reason}). Give the new one.`, oldLives: true };
  const before = await rotator.confirm(old, context);
  if (before.answer === "unknown") throw unclear(rotator.id, before.reason);
  const state = { ...(await rotator.describe(given, context)), details: { ...like.details } };
  await keep(run, state, given);
  const oldLives = before.answer === "accepted";
  return {
    state,
    oldLives,
    text: oldLives
      ? "The new one is accepted, and the old one too: nothing breaks until the dependants are moved"
      : "The new one is accepted. The OLD ONE IS REFUSED ALREADY: what still uses it fails now, go on at once",
  };
}

export async function verify(going: Going): Promise<void> {
  const { run, memo, manner } = going;
  if (memo.made === undefined) return;
  const checked = await effect(
    run,
    manner,
    "verify.do",
    { text: "Checking that the new one works, and may no more than the old one", told: ({ text, more }) => ({ text, facts: { more } }) },
    async () => {
      const { rotator, context } = await boundOf(run);
      const credential = await credentialOf(run, "new");
      const taken = await rotator.confirm(credential, context);
      // Issuers take seconds until a new key is known everywhere: a refusal now is no verdict.
      if (taken.answer !== "accepted") throw unclear(rotator.id, `the new one is not accepted yet (${taken.reason})`);
      const { privileges } = await rotator.describe(credential, context);
      const more = privileges.filter((one) => !(run.plan.privileges ?? memo.old.privileges).includes(one));
      return {
        more,
        text:
          more.length === 0
            ? "The new one works, with the same privileges or fewer"
            : `The new one may more than agreed: ${more.join(", ")}`,
      };
    },
  );
  await tell(run, {
    key: "verify.proposal",
    step: "verify",
    text:
      (memo.old.unused ?? []).length === 0
        ? "No privilege is known to be unused."
        : `Never used, could be left out next time: ${memo.old.unused?.join(", ")}.`,
    facts: { unused: memo.old.unused ?? [] },
  });
  if (checked.more.length > 0) await stuck(run, manner, { key: "verify.more", text: checked.text });
  await census(going, "verify.census");
}
