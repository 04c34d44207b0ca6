import { AppError, type Credential, Secret } from "@stanch/model";
import type { Bound, Run } from "./ports.ts";

/** One text of a credential, to be sealed. Clear secrets are in it: it goes to `seal` and nowhere else. */
export function packed({ secret, companions }: Credential): string {
  const halves = Object.entries(companions).map(([name, value]) =>
    value instanceof Secret ? { name, secret: value.reveal() } : { name, text: value },
  );
  return JSON.stringify({ secret: secret.reveal(), halves });
}

export function unpacked(text: string): Credential {
  // Our own text, sealed and authenticated: its shape is that of `packed`.
  const { secret, halves } = JSON.parse(text) as { secret: string; halves: { name: string; secret?: string; text?: string }[] };
  return {
    secret: new Secret(secret),
    companions: Object.fromEntries(
      halves.map((half) => [half.name, half.secret === undefined ? (half.text ?? "") : new Secret(half.secret)]),
    ),
  };
}

/** A sealed credential of this run. Throws REMEDIATION_CONFLICT where it is gone. */
export async function credentialOf({ records }: Run, name: string): Promise<Credential> {
  const clear = await records.secret(name, "a step of the remediation");
  if (clear === undefined)
    throw new AppError("REMEDIATION_CONFLICT", {
      what: "A sealed value of this remediation is gone",
      where: name,
      next: "Roll back, or abandon this remediation and start a new one.",
    });
  return unpacked(clear);
}

/** The issuer, with the managing credential where one was given. */
export async function boundOf(run: Run): Promise<Bound> {
  const admin = await run.records.secret("admin", "to ask the issuer");
  return run.ports.rotator(run.plan, admin === undefined ? await credentialOf(run, "old") : unpacked(admin));
}

/** The clear text of one part; only for a store's `write` and a probe's environment. Throws REMEDIATION_INVALID for no such part. */
export function partOf(credential: Credential, part: string | undefined): Secret {
  if (part === undefined || part === "secret") return credential.secret;
  const half = credential.companions[part];
  if (half === undefined)
    throw new AppError("REMEDIATION_INVALID", {
      what: "The credential has no such part",
      where: part,
      next: `Write secret or one of: ${Object.keys(credential.companions).join(", ")}.`,
    });
  return half instanceof Secret ? half : new Secret(half);
}

/** Unique for the remediation, in every issuer's alphabet: what we made is found again by it. */
export function labelOf(run: Run): string {
  return `stanch-${run.id.replaceAll("-", "").slice(-20)}`;
}
