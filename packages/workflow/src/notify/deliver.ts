import { AppError } from "@stanch/model";
import { and, eq, inArray, lte, sql } from "drizzle-orm";
import type { Database } from "../database/connect.ts";
import { incidents } from "../database/tables/incidents.ts";
import { channels, outbox, tickets } from "../database/tables/notify.ts";
import { type Tenancy, asSystem, inWorkspace, systemActor } from "../database/tenancy.ts";
import { HAPPENINGS, type HappeningKind } from "../incidents/happenings.ts";
import { SUMMARY_COLUMNS, asSummary } from "../incidents/shapes.ts";
import type { KeyRing } from "../sealing/key-ring.ts";
import { openSealed } from "../sealing/seal.ts";
import { kindOf } from "./channels.ts";
import { type Reach, pinnedPost } from "./http.ts";
import { type Ticket, Waiting } from "./kind.ts";
import type { Message, Told } from "./message.ts";

export interface DeliverOptions {
  readonly reach: Reach;
  /** Where people open the server, without a slash at the end: links begin with it. */
  readonly publicUrl: string;
  readonly now?: Date;
}

export interface Delivered {
  readonly sent: number;
  readonly failed: number;
  /** Given up after the last attempt. */
  readonly dead: number;
}

/** More at once are one message. */
const FLOOD = 5;
/** So many a channel and call. */
const MOST = 500;
const MOST_TICKETS = 20;
const MOST_ATTEMPTS = 12;
/** A worker that dies while it sends delays the next attempt by so much. */
const LEASE_MS = 5 * 60_000;

/**
 * For the worker, every few seconds: sends what is due. At least once: a receiver that answered into nothing gets the same
 * message id again. Several workers share the channels. A failure waits 15 s, 30 s, 1 min … up to 6 h, twelve times: about a day.
 */
export async function deliverDue(database: Database, ring: KeyRing, options: DeliverOptions): Promise<Delivered> {
  const now = options.now ?? new Date();
  const due = await asSystem(database, (tx) =>
    tx
      .selectDistinct({ workspaceId: outbox.workspaceId, channelId: outbox.channelId })
      .from(outbox)
      .where(and(eq(outbox.state, "pending"), lte(outbox.nextAt, now)))
      .limit(1000),
  );
  const total = { sent: 0, failed: 0, dead: 0 };
  for (const { workspaceId, channelId } of due) {
    const tenancy = { workspaceId, actor: systemActor("notify") };
    const one = await deliverChannel(database, ring, { ...options, tenancy, channelId, now });
    for (const name of ["sent", "failed", "dead"] as const) total[name] += one[name];
  }
  return total;
}

type Job = DeliverOptions & { readonly tenancy: Tenancy; readonly channelId: string; readonly now: Date };
type ChannelRow = typeof channels.$inferSelect;

async function deliverChannel(database: Database, ring: KeyRing, job: Job): Promise<Delivered> {
  const claimed = await claim(database, job);
  if (claimed === undefined) return { sent: 0, failed: 0, dead: 0 };
  const { channel, told } = claimed;
  const kind = kindOf(channel.kind);
  const parts = kind.isTicket === true || told.length <= FLOOD ? told.map((one) => [one] as const) : [told];
  const total = { sent: 0, failed: 0, dead: 0 };
  let secrets: unknown;
  for (const part of parts) {
    const [first] = part;
    if (first === undefined) continue;
    try {
      const reason = `channel ${channel.name}`;
      secrets ??= JSON.parse((await openSealed(database, ring, { tenancy: job.tenancy, id: channel.sealedId, reason })).reveal());
      const message = messageOf(part, job);
      const ticket = await kind.send(message, {
        settings: channel.settings,
        secrets,
        post: pinnedPost(job.reach),
        reach: job.reach,
        attempt: first.attempts,
        ticket: first.ticket,
      });
      await keepSent(database, job, { part, ticket });
      total.sent += part.length;
    } catch (error) {
      const dead = await keepFailed(database, job, { part, error });
      total.dead += dead;
      total.failed += part.length - dead;
    }
  }
  return total;
}

interface Pending extends Told {
  readonly id: number;
  /** With the one to come. */
  readonly attempts: number;
  readonly ticket: Ticket | undefined;
}

/** Takes what is due of a channel, for a while. Rows whose incident is gone, or that another worker has, are not among them. */
async function claim(
  database: Database,
  { tenancy, channelId, now, publicUrl }: Job,
): Promise<{ channel: ChannelRow; told: readonly Pending[] } | undefined> {
  return inWorkspace(database, tenancy, async ({ tx, workspaceId }) => {
    const [channel] = await tx
      .select()
      .from(channels)
      .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, channelId), channels.isEnabled));
    if (channel === undefined) return undefined;
    const most = kindOf(channel.kind).isTicket === true ? MOST_TICKETS : MOST;
    const rows = await tx
      .select({ id: outbox.id, kind: outbox.kind, at: outbox.at, attempts: outbox.attempts, incidentId: outbox.incidentId })
      .from(outbox)
      .where(
        and(eq(outbox.workspaceId, workspaceId), eq(outbox.channelId, channelId), eq(outbox.state, "pending"), lte(outbox.nextAt, now)),
      )
      .orderBy(outbox.id)
      .limit(most)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return undefined;
    const ids = rows.map(({ id }) => id);
    await tx
      .update(outbox)
      .set({ attempts: sql`${outbox.attempts} + 1`, nextAt: new Date(now.getTime() + LEASE_MS) })
      .where(and(eq(outbox.workspaceId, workspaceId), inArray(outbox.id, ids)));
    const incidentIds = [...new Set(rows.map(({ incidentId }) => incidentId))];
    const found = await tx
      .select(SUMMARY_COLUMNS)
      .from(incidents)
      .where(and(eq(incidents.workspaceId, workspaceId), inArray(incidents.id, incidentIds)));
    const known = await tx
      .select()
      .from(tickets)
      .where(and(eq(tickets.workspaceId, workspaceId), eq(tickets.channelId, channelId), inArray(tickets.incidentId, incidentIds)));
    const incidentOf = new Map(found.map((row) => [row.id, asSummary(row)]));
    const ticketOf = new Map(known.map(({ incidentId, key, url }) => [incidentId, { key, url }]));
    const told = rows.flatMap(({ id, kind, at, attempts, incidentId }): Pending[] => {
      const incident = incidentOf.get(incidentId);
      if (incident === undefined || !isHappening(kind)) return [];
      const url = `${publicUrl}/incidents/${incidentId}`;
      return [{ id, kind, at: at.toISOString(), incident, url, attempts: attempts + 1, ticket: ticketOf.get(incidentId) }];
    });
    return { channel, told };
  });
}

function isHappening(kind: string): kind is HappeningKind {
  return HAPPENINGS.some((one) => one === kind);
}

function messageOf(part: readonly Pending[], { channelId }: Job): Message {
  const [first, ...rest] = part;
  if (first === undefined) throw new Error("a message of nothing");
  return { id: `msg_${channelId}_${first.id}${rest.length === 0 ? "" : `_${rest.at(-1)?.id}`}`, told: [first, ...rest] };
}

async function keepSent(
  database: Database,
  { tenancy, channelId, now }: Job,
  { part, ticket }: { part: readonly Pending[]; ticket: Ticket | undefined },
): Promise<void> {
  await inWorkspace(database, tenancy, async ({ tx, workspaceId }) => {
    const ids = part.map(({ id }) => id);
    await tx
      .update(outbox)
      .set({ state: "sent", sentAt: now, lastError: null })
      .where(and(eq(outbox.workspaceId, workspaceId), inArray(outbox.id, ids)));
    await tx
      .update(channels)
      .set({ lastSentAt: now, lastError: null, failedAt: null })
      .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, channelId)));
    const [first] = part;
    if (ticket !== undefined && first !== undefined)
      await tx
        .insert(tickets)
        .values({ workspaceId, channelId, incidentId: first.incident.id, ...ticket, createdAt: now })
        .onConflictDoNothing();
  });
}

/** Gives how many were given up. */
async function keepFailed(
  database: Database,
  { tenancy, channelId, now }: Job,
  { part, error }: { part: readonly Pending[]; error: unknown },
): Promise<number> {
  // Of what is no AppError nothing is kept: it may quote what was sent.
  const lastError = error instanceof AppError ? error.message.slice(0, 500) : "It failed in a way that was not foreseen";
  const attempts = Math.max(...part.map((one) => one.attempts));
  const isDead = attempts >= MOST_ATTEMPTS || (error instanceof AppError && error.code === "ADDRESS_REFUSED");
  const nextAt = new Date(now.getTime() + waitMs(attempts, error instanceof Waiting ? error.retryAfterS : undefined));
  await inWorkspace(database, tenancy, async ({ tx, workspaceId, note }) => {
    const ids = part.map(({ id }) => id);
    await tx
      .update(outbox)
      .set({ lastError, nextAt, ...(isDead ? { state: "dead" as const } : {}) })
      .where(and(eq(outbox.workspaceId, workspaceId), inArray(outbox.id, ids)));
    await tx
      .update(channels)
      .set({ lastError, failedAt: now })
      .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, channelId)));
    if (isDead) note({ action: "channel.gave-up", target: { kind: "channel", id: channelId }, details: { count: ids.length, lastError } });
  });
  return isDead ? part.length : 0;
}

/** Doubles from 15 s to 6 h; the other side's own wish counts where it is longer, up to a day. */
export function waitMs(attempts: number, retryAfterS: number | undefined): number {
  const own = Math.min(15_000 * 2 ** (attempts - 1), 6 * 3_600_000);
  return Math.max(own, Math.min((retryAfterS ?? 0) * 1000, 86_400_000));
}

/** For the worker, once a day: what was sent or given up more than `days` ago leaves the outbox. Gives how many. */
export async function forgetDeliveries(
  database: Database,
  { days = 30, now = new Date() }: { days?: number; now?: Date } = {},
): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  const due = await asSystem(database, (tx) =>
    tx.selectDistinct({ workspaceId: outbox.workspaceId }).from(outbox).where(lte(outbox.at, before)),
  );
  let count = 0;
  for (const { workspaceId } of due)
    count += await inWorkspace(database, { workspaceId, actor: systemActor("notify") }, async ({ tx }) => {
      const gone = await tx
        .delete(outbox)
        .where(and(eq(outbox.workspaceId, workspaceId), lte(outbox.at, before), inArray(outbox.state, ["sent", "dead"])))
        .returning({ id: outbox.id });
      return gone.length;
    });
  return count;
}
