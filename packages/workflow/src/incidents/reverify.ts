import { type Credential, Secret, type Validity, type ValidityAnswer } from "@stanch/model";
import { and, eq, inArray, lte } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "../database/connect.ts";
import { incidents } from "../database/tables/incidents.ts";
import { type Scope, type Tenancy, inWorkspace, systemActor, workspaceIds } from "../database/tenancy.ts";
import type { KeyRing } from "../sealing/key-ring.ts";
import { type SealedRow, discardSealed, keepSealed, openSealed, sealValue, sealedOf } from "../sealing/seal.ts";
import { recordValidity } from "./change.ts";
import { getIncident } from "./detail.ts";

/** Asks the issuer. Of the package `providers`, which the workflow does not know. */
export type Check = (credential: Credential & { readonly detector: string }) => Promise<ValidityAnswer>;

const PURPOSE = "verify";
const Sealed = z.object({ secret: z.string(), companions: z.record(z.string(), z.string()) });

/** Seals what is needed to ask the issuer again: the secret with its other halves. Until `expiresAt`, no longer. */
export async function sealCredential(
  ring: KeyRing,
  workspaceId: string,
  told: { readonly fingerprint: string; readonly credential: Credential; readonly expiresAt: Date },
): Promise<SealedRow> {
  const { secret, companions } = told.credential;
  const halves = Object.entries(companions).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]);
  const text = JSON.stringify({ secret: secret.reveal(), companions: Object.fromEntries(halves) });
  return sealValue(ring, workspaceId, {
    secret: new Secret(text),
    purpose: PURPOSE,
    fingerprint: told.fingerprint,
    expiresAt: told.expiresAt,
  });
}

/** The credential that `sealCredential` sealed, or undefined when none is kept (any more). The use is in the audit log. */
export async function openCredential(
  database: Database,
  ring: KeyRing,
  { tenancy, fingerprint, reason }: { readonly tenancy: Tenancy; readonly fingerprint: string; readonly reason: string },
): Promise<Credential | undefined> {
  const [id] = await inWorkspace(database, tenancy, (scope) => sealedOf(scope, fingerprint, PURPOSE));
  if (id === undefined) return undefined;
  const opened = await openSealed(database, ring, { tenancy, id, reason });
  const { secret, companions } = Sealed.parse(JSON.parse(opened.reveal()));
  return { secret: new Secret(secret), companions };
}

/** Keeps a credential for an incident that exists, and has its issuer asked at the next turn. Throws INCIDENT_NOT_FOUND. */
export async function keepCredential(scope: Scope, incidentId: string, row: SealedRow): Promise<void> {
  const { fingerprint } = await getIncident(scope, incidentId);
  if (row.fingerprint !== fingerprint) throw new TypeError("sealed for another secret");
  await discardSealed(scope, fingerprint);
  await keepSealed(scope, row);
  await scope.tx
    .update(incidents)
    .set({ nextCheckAt: new Date() })
    .where(and(eq(incidents.workspaceId, scope.workspaceId), eq(incidents.id, incidentId)));
}

/** Throws it away before its time. Gives how many there were. Throws INCIDENT_NOT_FOUND. */
export async function dropCredential(scope: Scope, incidentId: string): Promise<number> {
  const { fingerprint } = await getIncident(scope, incidentId);
  return discardSealed(scope, fingerprint);
}

const HOUR_MS = 3_600_000;
/** While nobody answers it is asked often, a dead one seldom: some issuers let a key be switched on again. */
const AGAIN_AFTER_MS: Readonly<Record<Validity, number>> = {
  valid: 24 * HOUR_MS,
  unknown: 6 * HOUR_MS,
  unchecked: 24 * HOUR_MS,
  invalid: 7 * 24 * HOUR_MS,
};
/** A worker that dies between claim and answer delays the next question by so much. */
const LEASE_MS = HOUR_MS;

/**
 * For the worker, every minute: asks the issuers of what is due, and keeps what they say. Several workers share the work.
 * `limit` a workspace and call. Gives how many were asked, and how many could not be.
 */
export async function reverifyDue(
  database: Database,
  ring: KeyRing,
  { check, limit = 20, now = new Date() }: { readonly check: Check; readonly limit?: number; readonly now?: Date },
): Promise<{ readonly asked: number; readonly failed: number }> {
  let [asked, failed] = [0, 0];
  for (const workspaceId of await workspaceIds(database)) {
    const tenancy = { workspaceId, actor: systemActor("reverify") };
    for (const due of await claim(database, tenancy, { limit, now })) {
      if (await askAgain(database, ring, { tenancy, due, check, now })) asked++;
      else failed++;
    }
  }
  return { asked, failed };
}

interface Due {
  readonly id: string;
  readonly fingerprint: string;
  readonly detector: string;
}

async function claim(database: Database, tenancy: Tenancy, { limit, now }: { limit: number; now: Date }): Promise<readonly Due[]> {
  return inWorkspace(database, tenancy, async ({ tx, workspaceId }) => {
    const due = await tx
      .select({ id: incidents.id, fingerprint: incidents.fingerprint, detector: incidents.detector })
      .from(incidents)
      .where(and(eq(incidents.workspaceId, workspaceId), lte(incidents.nextCheckAt, now)))
      .orderBy(incidents.nextCheckAt)
      .limit(limit)
      .for("update", { skipLocked: true });
    if (due.length > 0)
      await tx
        .update(incidents)
        .set({ nextCheckAt: new Date(now.getTime() + LEASE_MS) })
        .where(
          and(
            eq(incidents.workspaceId, workspaceId),
            inArray(
              incidents.id,
              due.map(({ id }) => id),
            ),
          ),
        );
    return due;
  });
}

interface Asking {
  readonly tenancy: Tenancy;
  readonly due: Due;
  readonly check: Check;
  readonly now: Date;
}

/** False when the issuer could not be asked: the lease ends, and it is tried again. */
async function askAgain(database: Database, ring: KeyRing, { tenancy, due, check, now }: Asking): Promise<boolean> {
  const reason = "regular re-verification";
  try {
    const credential = await openCredential(database, ring, { tenancy, fingerprint: due.fingerprint, reason });
    if (credential === undefined) {
      await inWorkspace(database, tenancy, ({ tx, workspaceId }) =>
        tx
          .update(incidents)
          .set({ nextCheckAt: null })
          .where(and(eq(incidents.workspaceId, workspaceId), eq(incidents.id, due.id))),
      );
      return true;
    }
    const answer = await check({ ...credential, detector: due.detector });
    const nextCheckAt = new Date(now.getTime() + AGAIN_AFTER_MS[answer.validity]);
    await inWorkspace(database, tenancy, (scope) => recordValidity(scope, due.id, { ...answer, nextCheckAt }));
    return true;
  } catch (error) {
    await inWorkspace(database, tenancy, async (scope) =>
      scope.note({
        action: "incident.reverify-failed",
        target: { kind: "incident", id: due.id },
        details: { code: error instanceof Error && "code" in error ? error.code : "unknown" }, // no message: it may quote what was asked
      }),
    );
    return false;
  }
}
