import { AppError, Secret, fingerprint } from "@stanch/model";
import { type Held, type SecretStore, SecretBytes, openStore } from "@stanch/stores";
import type { Plan, PlannedSecret } from "./plan.ts";

/** A planned secret's place in its store. */
export interface Placed {
  readonly store: SecretStore;
  readonly reference: string;
}

/** Relative files of a store are meant from the project's root: the plan means the same wherever it is applied from. */
export async function placeOf(plan: Pick<Plan, "root">, uri: string): Promise<Placed> {
  return openStore(uri, { env: process.env, folder: plan.root });
}

/** What the store holds there now, or undefined. Other failures pass. */
export async function heldAt({ store, reference }: Placed): Promise<Held | undefined> {
  try {
    return await store.get(reference);
  } catch (error) {
    if (error instanceof AppError && error.code === "STORE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Whether a value is the planned one, by its keyed fingerprint. */
export function isValueOf(secret: PlannedSecret, value: string, key: Uint8Array): boolean {
  // Findings carry their secrets as Latin-1, a character a byte; so does the fingerprint.
  return fingerprint(new Secret(Buffer.from(value, "utf8").toString("latin1")), key) === secret.fingerprint;
}

export function bytesOf(value: string): SecretBytes {
  return new SecretBytes(value);
}
