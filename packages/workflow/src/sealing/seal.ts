import { randomBytes } from "node:crypto";
import { AppError, Secret } from "@stanch/model";
import { and, eq, gt, isNull, lte, ne, or, sql } from "drizzle-orm";
import type { Database } from "../database/connect.ts";
import { sealedValues } from "../database/tables/sealing.ts";
import { type Scope, type Tenancy, inWorkspace, systemActor, workspaceIds } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";
import { decrypt, encrypt } from "./cipher.ts";
import type { KeyRing, WrappedKey } from "./key-ring.ts";

export interface Sealing {
  readonly secret: Secret;
  /** What it is kept for: `verify`, `revoke`, `rotate`; with `server:` before it, the server's own credentials. */
  readonly purpose: string;
  /** Of a leaked secret: how it is found again. */
  readonly fingerprint?: string;
  /** When it is thrown away. Only purposes that begin with `server:` may have none. */
  readonly expiresAt?: Date;
}

/** A sealed value before it is written; holds nothing in clear. */
export type SealedRow = typeof sealedValues.$inferInsert;

/** Encrypts; the key ring may be a service over the network, so this is done before a transaction. */
export async function sealValue(
  ring: KeyRing,
  workspaceId: string,
  { secret, purpose, fingerprint, expiresAt }: Sealing,
): Promise<SealedRow> {
  const id = uuidV7();
  const dataKey = randomBytes(32);
  const context = contextOf({ workspaceId, id, purpose });
  const { keyId, wrapped } = await ring.wrap(dataKey, context);
  const { nonce, ciphertext } = encrypt(dataKey, Buffer.from(secret.reveal()), context);
  dataKey.fill(0);
  return {
    workspaceId,
    id,
    purpose,
    fingerprint: fingerprint ?? null,
    keyId,
    wrappedKey: wrapped,
    nonce,
    ciphertext,
    expiresAt: expiresAt ?? null,
  };
}

/** Writes what `sealValue` gave, and notes it. Gives the id. */
export async function keepSealed(scope: Scope, row: SealedRow): Promise<string> {
  await scope.tx.insert(sealedValues).values(row);
  const details = { purpose: row.purpose, fingerprint: row.fingerprint, expiresAt: row.expiresAt?.toISOString() };
  scope.note({ action: "sealed.keep", target: { kind: "sealed", id: row.id }, details });
  return row.id;
}

/** Both at once, for a single value. */
export async function seal(
  database: Database,
  ring: KeyRing,
  { tenancy, sealing }: { tenancy: Tenancy; sealing: Sealing },
): Promise<string> {
  const row = await sealValue(ring, tenancy.workspaceId, sealing);
  return inWorkspace(database, tenancy, (scope) => keepSealed(scope, row));
}

export interface SealedUse {
  readonly tenancy: Tenancy;
  readonly id: string;
  /** A sentence or step for the audit log: why the value is needed now. */
  readonly reason: string;
}

/**
 * The clear value. That it is used, by whom and why is in the audit log before the value is there.
 * Throws SEALED_NOT_FOUND, SEALED_EXPIRED, SEALING_KEY_ABSENT, SEALING_BROKEN.
 */
export async function openSealed(database: Database, ring: KeyRing, { tenancy, id, reason }: SealedUse): Promise<Secret> {
  const row = await inWorkspace(database, tenancy, async (scope) => {
    const [found] = isUuid(id)
      ? await scope.tx
          .update(sealedValues)
          .set({ uses: sql`${sealedValues.uses} + 1`, usedAt: new Date() })
          .where(and(eq(sealedValues.workspaceId, tenancy.workspaceId), eq(sealedValues.id, id)))
          .returning()
      : [];
    const isUsable = found !== undefined && (found.expiresAt === null || found.expiresAt.getTime() > Date.now());
    const action = isUsable ? "sealed.use" : "sealed.refused";
    scope.note({ action, target: { kind: "sealed", id }, details: { reason, purpose: found?.purpose, fingerprint: found?.fingerprint } });
    return { found, isUsable };
  });
  if (row.found === undefined) throw gone("SEALED_NOT_FOUND", "There is no such sealed value", id);
  if (!row.isUsable) throw gone("SEALED_EXPIRED", "The time for which this value was kept is over", id);
  const context = contextOf(row.found);
  const dataKey = await ring.unwrap({ keyId: row.found.keyId, wrapped: row.found.wrappedKey }, context);
  return new Secret(decrypt(dataKey, row.found, context).toString());
}

/** Ids of what is still kept for this secret, the newest first. */
export async function sealedOf(scope: Scope, fingerprint: string, purpose?: string): Promise<readonly string[]> {
  const rows = await scope.tx
    .select({ id: sealedValues.id })
    .from(sealedValues)
    .where(
      and(
        eq(sealedValues.workspaceId, scope.workspaceId),
        eq(sealedValues.fingerprint, fingerprint),
        purpose === undefined ? undefined : eq(sealedValues.purpose, purpose),
        or(isNull(sealedValues.expiresAt), gt(sealedValues.expiresAt, new Date())),
      ),
    )
    .orderBy(sql`${sealedValues.createdAt} desc`);
  return rows.map(({ id }) => id);
}

/** Throws values away before their time: the incident is closed. Gives how many. */
export async function discardSealed(scope: Scope, fingerprint: string): Promise<number> {
  const gone = await scope.tx
    .delete(sealedValues)
    .where(and(eq(sealedValues.workspaceId, scope.workspaceId), eq(sealedValues.fingerprint, fingerprint)))
    .returning({ id: sealedValues.id });
  for (const { id } of gone) scope.note({ action: "sealed.discard", target: { kind: "sealed", id }, details: { fingerprint } });
  return gone.length;
}

/** For the worker, every few minutes: what is over its time leaves the database. Gives how many. */
export async function expireSealed(database: Database): Promise<number> {
  let count = 0;
  for (const workspaceId of await workspaceIds(database))
    count += await inWorkspace(database, { workspaceId, actor: systemActor("sealing") }, async (scope) => {
      const gone = await scope.tx
        .delete(sealedValues)
        .where(and(eq(sealedValues.workspaceId, workspaceId), lte(sealedValues.expiresAt, new Date())))
        .returning({ id: sealedValues.id });
      for (const { id } of gone) scope.note({ action: "sealed.expire", target: { kind: "sealed", id } });
      return gone.length;
    });
  return count;
}

/**
 * Key rotation: every value's own key is encrypted anew with the ring's current key; the values stay as they are. Can be cut
 * off and run again. Gives how many were changed.
 */
export async function rewrapSealed(database: Database, ring: KeyRing): Promise<number> {
  const { keyId: current } = await ring.wrap(randomBytes(32), "which key is current");
  let count = 0;
  for (const workspaceId of await workspaceIds(database)) {
    const tenancy = { workspaceId, actor: systemActor("sealing") };
    for (;;) {
      const rows = await inWorkspace(database, tenancy, ({ tx }) =>
        tx
          .select()
          .from(sealedValues)
          .where(and(eq(sealedValues.workspaceId, workspaceId), ne(sealedValues.keyId, current)))
          .limit(100),
      );
      if (rows.length === 0) break;
      const renewed: (WrappedKey & { readonly row: (typeof rows)[number] })[] = [];
      for (const row of rows) {
        const context = contextOf(row);
        const dataKey = await ring.unwrap({ keyId: row.keyId, wrapped: row.wrappedKey }, context);
        renewed.push({ row, ...(await ring.wrap(dataKey, context)) });
      }
      await inWorkspace(database, tenancy, async (scope) => {
        for (const { row, keyId, wrapped } of renewed)
          await scope.tx
            .update(sealedValues)
            .set({ keyId, wrappedKey: wrapped })
            .where(and(eq(sealedValues.workspaceId, workspaceId), eq(sealedValues.id, row.id), eq(sealedValues.keyId, row.keyId)));
        scope.note({ action: "sealed.rewrap", details: { count: renewed.length, keyId: current } });
      });
      count += renewed.length;
    }
  }
  return count;
}

/** Bound to its place: a row that somebody copies into another workspace, or gives another purpose, does not open. */
function contextOf({ workspaceId, id, purpose }: { workspaceId: string; id: string; purpose: string }): string {
  return `stanch/1/${workspaceId}/${id}/${purpose}`;
}

function gone(code: "SEALED_NOT_FOUND" | "SEALED_EXPIRED", what: string, id: string): AppError {
  const where = id.slice(0, 40).replace(/[^\w-]/g, "?");
  return new AppError(code, { what, where, next: "Scan again, or take the secret from where it was found." });
}
