import { AppError, type StoreTarget } from "@stanch/model";
import { credentialOf, partOf } from "../credentials.ts";
import { type Manner, effect } from "../effect.ts";
import type { Going, Memo, Written } from "../memo.ts";
import type { Run, StorePort } from "../ports.ts";

export async function store({ run, memo, manner }: Going): Promise<void> {
  if (memo.made === undefined) return;
  for (const target of run.plan.stores) await writeTo({ run, memo, manner }, target, `store.${target.uri}`);
}

/** Reads what stands there, keeps what is needed to put it back, and only then writes. */
export async function writeTo({ run, memo, manner }: Going, target: StoreTarget, name: string): Promise<void> {
  const before = await effect(
    run,
    manner,
    `${name}.read`,
    { text: `Reading ${target.uri}`, told: ({ before: what }) => ({ text: `${target.uri} holds ${WORDS[what]}` }) },
    () => lookAt(run, target, name),
  );
  memo.written.push(before);
  await effect(
    run,
    manner,
    `${name}.write`,
    {
      text: `Writing the new value to ${target.uri}`,
      told: ({ version }) => ({ text: `${target.uri} holds the new value`, facts: { version } }),
    },
    () => writeOnce(run, target),
  );
}

const WORDS = { old: "the old value", other: "another value", nothing: "no value yet", unseen: "a value that cannot be read" } as const;

async function lookAt(run: Run, target: StoreTarget, name: string): Promise<Written> {
  const port = await run.ports.store(target.uri);
  const { versions, writeOnly } = await port.abilities();
  const common = { uri: target.uri, part: target.part, hasVersions: versions };
  if (writeOnly) return { ...common, hasVersions: false, before: "unseen", versionBefore: undefined };
  const held = await port.read();
  if (held === undefined) return { ...common, before: "nothing", versionBefore: undefined };
  const isOld = held.value === partOf(await credentialOf(run, "old"), target.part).reveal();
  // A store that forgets: what was there is sealed, or it could not be put back.
  if (!isOld && !versions) await run.records.putSecret(`${name}.before`, held.value);
  return { ...common, before: isOld ? "old" : "other", versionBefore: held.version };
}

async function writeOnce(run: Run, target: StoreTarget): Promise<{ readonly version: string }> {
  const port = await run.ports.store(target.uri);
  const value = partOf(await credentialOf(run, "new"), target.part).reveal();
  if ((await port.abilities()).writeOnly) return port.write(value);
  const held = await port.read();
  if (held?.value === value) return { version: held.version };
  return port.write(value, held?.version ?? null);
}

/** Whether every place still holds the new value: looked at right before the old one ends. */
export async function assertHeld(run: Run, memo: Memo): Promise<void> {
  const credential = await credentialOf(run, "new");
  for (const { uri, part } of memo.written) {
    const port = await run.ports.store(uri);
    if ((await port.abilities()).writeOnly) continue;
    const held = await port.read();
    if (held?.value !== partOf(credential, part).reveal())
      throw new AppError("REMEDIATION_CONFLICT", {
        what: "Somebody wrote another value since: it does not hold the new one",
        where: uri,
        next: "Put the new version back and say retry, or roll back.",
      });
  }
}

/** Puts back what stood there, unless somebody else wrote since. */
export async function putBack(run: Run, manner: Manner, written: Written, name: string): Promise<void> {
  await effect(
    run,
    manner,
    `rollback.${name}`,
    { text: `Putting back what ${written.uri} held`, told: (text) => ({ text: `${written.uri}: ${text}` }) },
    async () => {
      const port = await run.ports.store(written.uri);
      if (written.before === "unseen") {
        await port.write(partOf(await credentialOf(run, "old"), written.part).reveal());
        return "the old value is written again";
      }
      const held = await port.read();
      const isMade = await run.records.hasSecret("new");
      const fresh = isMade ? partOf(await credentialOf(run, "new"), written.part).reveal() : undefined;
      if (held?.value !== fresh) return held === undefined ? "nothing is there" : "it does not hold our value: left as it is";
      return restoreValue(run, port, written, { name, version: held?.version });
    },
  );
}

async function restoreValue(
  run: Run,
  port: StorePort,
  written: Written,
  { name, version }: { readonly name: string; readonly version: string | undefined },
): Promise<string> {
  if (written.before === "nothing") {
    await port.remove();
    return "our value is taken away";
  }
  if (written.hasVersions && written.versionBefore !== undefined) {
    await port.makeCurrent(written.versionBefore);
    return `version ${written.versionBefore} is current again`;
  }
  const before = await run.records.secret(`${name}.before`, "to put it back");
  const value = before ?? partOf(await credentialOf(run, "old"), written.part).reveal();
  await port.write(value, version);
  return "what stood there is written again";
}
