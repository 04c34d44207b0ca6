import { randomBytes } from "node:crypto";
import { AppError, Secret } from "@stanch/model";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "../database/connect.ts";
import { scans } from "../database/tables/scans.ts";
import { sealedValues } from "../database/tables/sealing.ts";
import { hookDeliveries, watchedSources } from "../database/tables/watch.ts";
import { type Scope, type Tenancy, asSystem, inWorkspace, systemActor, workspaceIds } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";
import { Scan, queueScan, scansById } from "../scans/scans.ts";
import type { KeyRing } from "../sealing/key-ring.ts";
import { keepSealed, openSealed, sealValue } from "../sealing/seal.ts";
import { type HookKind, type Received, judge } from "./signature.ts";

const PLACE =
  /^(?:github:[\w.-]{1,100}(?:\/[\w.-]{1,100})?|gitlab:[\w.-]+(?:\/[\w.-]+){0,19}|bitbucket:[\w.~-]{1,100}(?:\/[\w.-]{1,100})?|image:[\w.:/@-]{1,500})$/;
const KEPT_DAYS = 30;

export const NewWatchedSource = z.object({
  target: z
    .string()
    .regex(PLACE)
    .describe("github:OWNER[/REPOSITORY], gitlab:GROUP[/PROJECT], bitbucket:WORKSPACE[/REPOSITORY] or image:REFERENCE"),
  host: z
    .string()
    .regex(/^(?:https:\/\/)?[\w.-]{1,253}(?::\d{1,5})?$/)
    .optional()
    .describe("Of a self-managed code host"),
  everyMinutes: z.int().min(5).max(43_200).default(60).describe("Looked at so often even when no webhook came"),
});
export type NewWatchedSource = z.infer<typeof NewWatchedSource>;

const time = z.iso.datetime().nullable();
export const WatchedSource = z.object({
  id: z.uuid(),
  target: z.string(),
  host: z.string().nullable(),
  everyMinutes: z.int(),
  isEnabled: z.boolean(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  nextAt: z.iso.datetime(),
  hintedAt: time.describe("When a webhook last said that there is something new"),
  startedAt: time,
  lastScanId: z.uuid().nullable(),
});
export type WatchedSource = z.infer<typeof WatchedSource>;

/** With what the last look at it came to. */
export const SourceState = WatchedSource.extend({ lastScan: Scan.nullable() });
export type SourceState = z.infer<typeof SourceState>;

export interface Watched {
  readonly source: WatchedSource;
  /** Shown once: what its webhooks are to be signed with. */
  readonly hookSecret: string;
}

/** Throws CONFLICT where this workspace watches it already. It is looked at at once. */
export async function watchSource(
  database: Database,
  ring: KeyRing,
  { tenancy, told }: { tenancy: Tenancy; told: NewWatchedSource },
): Promise<Watched> {
  const hookSecret = randomBytes(24).toString("base64url");
  const sealed = await sealValue(ring, tenancy.workspaceId, { secret: new Secret(hookSecret), purpose: "server:webhook" });
  const source = await inWorkspace(database, tenancy, async (scope) => {
    await keepSealed(scope, sealed);
    const [row] = await scope.tx
      .insert(watchedSources)
      .values({
        workspaceId: scope.workspaceId,
        id: uuidV7(),
        target: told.target,
        host: told.host ?? null,
        everyMinutes: told.everyMinutes,
        sealedId: sealed.id,
        createdBy: scope.actor.id,
      })
      .onConflictDoNothing()
      .returning();
    if (row === undefined)
      throw new AppError("CONFLICT", {
        what: "This is watched already",
        where: told.target,
        next: "Change that one, or take it away first.",
      });
    scope.note({ action: "source.watch", target: { kind: "source", id: row.id }, details: { target: told.target, host: told.host } });
    return shownOf(row);
  });
  return { source, hookSecret };
}

export async function listSources(scope: Scope): Promise<readonly SourceState[]> {
  const rows = await scope.tx
    .select()
    .from(watchedSources)
    .where(eq(watchedSources.workspaceId, scope.workspaceId))
    .orderBy(watchedSources.target);
  const looks = await scansById(
    scope,
    rows.flatMap(({ lastScanId }) => lastScanId ?? []),
  );
  const byId = new Map(looks.map((scan) => [scan.id, scan]));
  return rows.map((row) => ({ ...shownOf(row), lastScan: byId.get(row.lastScanId ?? "") ?? null }));
}

/** Throws NOT_FOUND. */
export async function changeSource(
  scope: Scope,
  id: string,
  change: { readonly everyMinutes?: number; readonly isEnabled?: boolean; readonly lookNow?: boolean },
): Promise<WatchedSource> {
  const { everyMinutes, isEnabled, lookNow } = change;
  const [row] = isUuid(id)
    ? await scope.tx
        .update(watchedSources)
        .set({
          everyMinutes: everyMinutes ?? sql`every_minutes`,
          ...(isEnabled === undefined ? {} : { isEnabled }),
          ...(lookNow === true ? { hintedAt: sql`clock_timestamp()` } : {}),
        })
        .where(and(eq(watchedSources.workspaceId, scope.workspaceId), eq(watchedSources.id, id)))
        .returning()
    : [];
  if (row === undefined) throw notWatched();
  scope.note({ action: "source.change", target: { kind: "source", id }, details: change });
  return shownOf(row);
}

/** Its incidents stay. Throws NOT_FOUND. */
export async function unwatchSource(scope: Scope, id: string): Promise<void> {
  const [row] = isUuid(id)
    ? await scope.tx
        .delete(watchedSources)
        .where(and(eq(watchedSources.workspaceId, scope.workspaceId), eq(watchedSources.id, id)))
        .returning({ sealedId: watchedSources.sealedId })
    : [];
  if (row === undefined) throw notWatched();
  await scope.tx.delete(sealedValues).where(and(eq(sealedValues.workspaceId, scope.workspaceId), eq(sealedValues.id, row.sealedId)));
  scope.note({ action: "source.unwatch", target: { kind: "source", id } });
}

export type HookOutcome = "taken" | "known" | "refused" | "unknown";

/**
 * A webhook: checked on its raw bytes, counted once, and taken as a hint that the place is to be looked at now. What it says is not
 * believed and not read: a lost one is made good by the next look, a doubled or reordered one changes nothing, a forged one is noted.
 */
export async function takeHook(
  database: Database,
  ring: KeyRing,
  { sourceId, received, now = new Date() }: { sourceId: string; received: Received; now?: Date },
): Promise<HookOutcome> {
  if (!isUuid(sourceId)) return "unknown";
  const [row] = await asSystem(database, (tx) => tx.select().from(watchedSources).where(eq(watchedSources.id, sourceId)));
  if (row === undefined) return "unknown";
  const tenancy = { workspaceId: row.workspaceId, actor: systemActor("webhook") };
  const secret = await openSealed(database, ring, { tenancy, id: row.sealedId, reason: "to check a webhook" });
  const judged = judge(kindOf(row.target), received, secret.reveal(), now);
  return inWorkspace(database, tenancy, async (scope) => {
    const target = { kind: "source", id: row.id };
    if ("refused" in judged) {
      scope.note({ action: "webhook.refused", target, details: { why: judged.refused } });
      return "refused";
    }
    const taken = await scope.tx
      .insert(hookDeliveries)
      .values({ workspaceId: row.workspaceId, sourceId: row.id, delivery: judged.delivery })
      .onConflictDoNothing()
      .returning({ delivery: hookDeliveries.delivery });
    if (taken.length === 0) return "known";
    await scope.tx
      .update(watchedSources)
      .set({ hintedAt: sql`clock_timestamp()` })
      .where(and(eq(watchedSources.workspaceId, row.workspaceId), eq(watchedSources.id, row.id)));
    return "taken";
  });
}

const kindOf = (target: string): HookKind => {
  const word = target.slice(0, target.indexOf(":"));
  return word === "github" || word === "gitlab" || word === "bitbucket" ? word : "registry";
};

/** A scan that is to be put into the queue. */
export interface DueScan {
  readonly workspaceId: string;
  readonly scanId: string;
}

/**
 * What is due, written down as queued scans: its time has come, or a hint came after the last look began. While a look is under way
 * no other begins, and a hint of that time is kept for the next. Several workers may ask at once: a row is one's at a time.
 */
export async function dueScans(database: Database): Promise<readonly DueScan[]> {
  const due: DueScan[] = [];
  for (const workspaceId of await workspaceIds(database))
    await inWorkspace(database, { workspaceId, actor: systemActor("watch") }, async (scope) => {
      const rows = await scope.tx
        .select()
        .from(watchedSources)
        .where(and(eq(watchedSources.workspaceId, workspaceId), eq(watchedSources.isEnabled, true), isDue, isIdle(workspaceId)))
        .for("update", { skipLocked: true });
      for (const row of rows) {
        const scan = await queueScan(scope, { path: pathOf(row), repository: row.target });
        await scope.tx
          .update(watchedSources)
          .set({ startedAt: sql`clock_timestamp()`, nextAt: sql`now() + make_interval(mins => ${row.everyMinutes})`, lastScanId: scan.id })
          .where(and(eq(watchedSources.workspaceId, workspaceId), eq(watchedSources.id, row.id)));
        due.push({ workspaceId, scanId: scan.id });
      }
    });
  return due;
}

const isDue = or(
  lt(watchedSources.nextAt, sql`now()`),
  and(sql`hinted_at is not null`, or(isNull(watchedSources.startedAt), sql`hinted_at > started_at`)),
);

const isIdle = (workspaceId: string) =>
  sql`not exists (select 1 from ${scans} s where s.workspace_id = ${workspaceId} and s.id = last_scan_id and s.finished_at is null)`;

/** Queued scans of watched places that never reached the queue: the process died between the two. */
export async function strandedScans(database: Database, olderThanMs = 60_000): Promise<readonly DueScan[]> {
  const found: DueScan[] = [];
  for (const workspaceId of await workspaceIds(database))
    await inWorkspace(database, { workspaceId, actor: systemActor("watch") }, async ({ tx }) => {
      const rows = await tx
        .select({ id: scans.id })
        .from(scans)
        .where(
          and(
            eq(scans.workspaceId, workspaceId),
            eq(scans.status, "queued"),
            lt(scans.createdAt, sql`now() - make_interval(secs => ${olderThanMs / 1000})`),
          ),
        );
      found.push(...rows.map(({ id }) => ({ workspaceId, scanId: id })));
    });
  return found;
}

/** For the worker, now and then. Gives how many. */
export async function forgetHookDeliveries(database: Database): Promise<number> {
  let count = 0;
  for (const workspaceId of await workspaceIds(database))
    count += await inWorkspace(database, { workspaceId, actor: systemActor("watch") }, async ({ tx }) => {
      const gone = await tx
        .delete(hookDeliveries)
        .where(
          and(eq(hookDeliveries.workspaceId, workspaceId), lt(hookDeliveries.receivedAt, sql`now() - make_interval(days => ${KEPT_DAYS})`)),
        )
        .returning({ delivery: hookDeliveries.delivery });
      return gone.length;
    });
  return count;
}

/** The target, and its host where it has one of its own, in one text: what a scan's row holds. */
const pathOf = ({ target, host }: { target: string; host: string | null }): string => (host === null ? target : `${target} on ${host}`);

function notWatched(): AppError {
  return new AppError("NOT_FOUND", { what: "There is no such source", where: "sources", next: "Take an id that the list gives." });
}

function shownOf(row: typeof watchedSources.$inferSelect): WatchedSource {
  const { workspaceId: _workspace, sealedId: _sealed, ...rest } = row;
  return {
    ...rest,
    createdAt: row.createdAt.toISOString(),
    nextAt: row.nextAt.toISOString(),
    hintedAt: row.hintedAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
  };
}
