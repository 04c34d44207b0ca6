import { type RotationPlan, Secret } from "@stanch/model";
import { and, eq, sql } from "drizzle-orm";
import pg from "pg";
import type { Database } from "../database/connect.ts";
import { remediationEvents, remediationSignals, remediationValues, remediations } from "../database/tables/remediation.ts";
import { sealedValues } from "../database/tables/sealing.ts";
import { type Scope, type Tenancy, inWorkspace, systemActor } from "../database/tenancy.ts";
import type { KeyRing } from "../sealing/key-ring.ts";
import { keepSealed, openSealed, sealValue } from "../sealing/seal.ts";
import type { Mark, Records } from "./ports.ts";
import type { Ending, NewEvent, Signal } from "./types.ts";

/** A run and what waits for its people must fit: after that its sealed values are gone. */
export const KEPT_MS = 90 * 86_400_000;
/** Effects at once in one process: each holds a connection while it works. */
const EFFECTS_AT_ONCE = 8;

/** What all runs of a process share. */
export interface RecordsContext {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly locks: pg.Pool;
}

export function openRecords(database: Database, ring: KeyRing): RecordsContext {
  const locks = new pg.Pool({ ...database.pool.options, max: EFFECTS_AT_ONCE, statement_timeout: 0 });
  locks.on("error", () => undefined);
  // One that is lost while an effect goes on shows at the next statement; without a listener it would end the process.
  locks.on("connect", (client) => client.on("error", () => undefined));
  return { database, ring, locks };
}

export interface Found {
  readonly workspaceId: string;
  readonly id: string;
}

export class DatabaseRecords implements Records {
  readonly plan: RotationPlan;
  readonly startedBy: string;
  readonly #context: RecordsContext;
  readonly #found: Found;
  readonly #tenancy: Tenancy;

  constructor(context: RecordsContext, found: Found & { readonly plan: RotationPlan; readonly startedBy: string }) {
    this.#context = context;
    this.#found = found;
    this.plan = found.plan;
    this.startedBy = found.startedBy;
    this.#tenancy = { workspaceId: found.workspaceId, actor: systemActor(`remediation ${found.id}`) };
  }

  /** An advisory lock of the database, gone with the connection of a process that dies. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    const client = await this.#context.locks.connect();
    let isBroken = true;
    try {
      await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [this.#found.id]);
      const value = await work();
      await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [this.#found.id]);
      isBroken = false;
      return value;
    } finally {
      // A connection that may still hold the lock is closed, and the lock with it.
      client.release(isBroken);
    }
  }

  begin(mark: Mark): Promise<{ readonly signals: readonly Signal[]; readonly nowMs: number }> {
    return this.#in(async ({ tx }) => {
      await tx
        .update(remediations)
        .set({
          status: mark.status,
          step: mark.step,
          waitingFor: mark.waitingFor ?? null,
          gate: mark.gate ?? null,
          canUndo: mark.canUndo,
          updatedAt: new Date(),
        })
        .where(and(eq(remediations.workspaceId, this.#found.workspaceId), eq(remediations.id, this.#found.id)));
      if (mark.isEvent)
        await insertEvents(tx, this.#found, [{ key: mark.key, step: mark.step, kind: "intent", text: mark.text, facts: {} }]);
      const { rows } = await tx.execute<{ now_ms: string }>(sql`select extract(epoch from clock_timestamp()) * 1000 as now_ms`);
      return { signals: await signalsOf(tx, this.#found), nowMs: Math.round(Number(rows[0]?.now_ms)) };
    });
  }

  tell(...events: readonly NewEvent[]): Promise<void> {
    return this.#in(({ tx }) => insertEvents(tx, this.#found, events));
  }

  end(status: Ending, event: NewEvent): Promise<void> {
    return this.#in(async ({ tx, note }) => {
      await tx
        .update(remediations)
        .set({ status, waitingFor: null, gate: null, endedAt: new Date(), updatedAt: new Date() })
        .where(and(eq(remediations.workspaceId, this.#found.workspaceId), eq(remediations.id, this.#found.id)));
      await insertEvents(tx, this.#found, [event]);
      note({ action: "remediation.end", target: { kind: "remediation", id: this.#found.id }, details: { status } });
    });
  }

  async putSecret(name: string, clear: string): Promise<void> {
    const sealing = { secret: new Secret(clear), purpose: "rotate", expiresAt: new Date(Date.now() + KEPT_MS) };
    // The key ring may be a service over the network: before the transaction.
    const row = await sealValue(this.#context.ring, this.#found.workspaceId, sealing);
    await this.#in(async (scope) => {
      const id = await keepSealed(scope, row);
      await putValue(scope, this.#found, { name, sealedId: id });
    });
  }

  async secret(name: string, reason: string): Promise<string | undefined> {
    const held = await this.#value(name);
    if (held?.sealedId === undefined || held.sealedId === null) return undefined;
    const { database, ring } = this.#context;
    return (await openSealed(database, ring, { tenancy: this.#tenancy, id: held.sealedId, reason })).reveal();
  }

  async hasSecret(name: string): Promise<boolean> {
    return typeof (await this.#value(name))?.sealedId === "string";
  }

  putNote(name: string, note: unknown): Promise<void> {
    return this.#in((scope) => putValue(scope, this.#found, { name: `note:${name}`, note }));
  }

  async note(name: string): Promise<unknown> {
    return (await this.#value(`note:${name}`))?.note;
  }

  dropSecrets(): Promise<void> {
    return this.#in(async ({ tx, note }) => {
      const { workspaceId, id } = this.#found;
      const dropped = await tx
        .delete(remediationValues)
        .where(and(eq(remediationValues.workspaceId, workspaceId), eq(remediationValues.remediationId, id)))
        .returning({ sealedId: remediationValues.sealedId });
      for (const { sealedId } of dropped) {
        if (sealedId === null) continue;
        await tx.delete(sealedValues).where(and(eq(sealedValues.workspaceId, workspaceId), eq(sealedValues.id, sealedId)));
        note({ action: "sealed.discard", target: { kind: "sealed", id: sealedId }, details: { remediation: id } });
      }
    });
  }

  async #value(name: string): Promise<typeof remediationValues.$inferSelect | undefined> {
    const { workspaceId, id } = this.#found;
    const rows = await this.#in(({ tx }) =>
      tx
        .select()
        .from(remediationValues)
        .where(
          and(eq(remediationValues.workspaceId, workspaceId), eq(remediationValues.remediationId, id), eq(remediationValues.name, name)),
        ),
    );
    return rows[0];
  }

  #in<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
    return inWorkspace(this.#context.database, this.#tenancy, work);
  }
}

/** A second one under the same name takes its place: the sealed value of the first is destroyed. */
export async function putValue(
  { tx }: Pick<Scope, "tx">,
  { workspaceId, id }: Found,
  value: { readonly name: string; readonly sealedId?: string; readonly note?: unknown },
): Promise<void> {
  await tx
    .insert(remediationValues)
    .values({ workspaceId, remediationId: id, ...value })
    .onConflictDoUpdate({
      target: [remediationValues.workspaceId, remediationValues.remediationId, remediationValues.name],
      set: { sealedId: value.sealedId ?? null, note: value.note ?? null },
    });
}

export async function insertEvents(tx: Scope["tx"], { workspaceId, id }: Found, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insert(remediationEvents)
    .values(events.map((event) => ({ ...event, workspaceId, remediationId: id })))
    .onConflictDoNothing();
}

export async function signalsOf(tx: Scope["tx"], { workspaceId, id }: Found): Promise<readonly Signal[]> {
  const rows = await tx
    .select()
    .from(remediationSignals)
    .where(and(eq(remediationSignals.workspaceId, workspaceId), eq(remediationSignals.remediationId, id)))
    .orderBy(remediationSignals.seq);
  return rows.map(({ seq, kind, saidBy, at, subject, reason }) => ({
    seq,
    kind,
    by: saidBy,
    at: at.toISOString(),
    ...(subject === null ? {} : { subject }),
    ...(reason === null ? {} : { reason }),
  }));
}
