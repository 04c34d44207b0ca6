import { AppError, SEVERITIES, Secret, severityRank } from "@stanch/model";
import { and, desc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "../database/connect.ts";
import { channels, outbox } from "../database/tables/notify.ts";
import { type Scope, type Tenancy, inWorkspace } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";
import { HAPPENINGS } from "../incidents/happenings.ts";
import { iso, severityAt } from "../incidents/shapes.ts";
import { sealedValues } from "../database/tables/sealing.ts";
import type { KeyRing } from "../sealing/key-ring.ts";
import { keepSealed, sealValue } from "../sealing/seal.ts";
import type { ChannelKind } from "./kind.ts";
import { CHANNEL_KINDS } from "./kinds/index.ts";

/** What a channel is asked to be. `settings` and `secrets` have the shapes of its kind. */
export const NewChannel = z.object({
  name: z.string().min(1).max(200),
  kind: z.string(),
  settings: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), z.unknown()),
  events: z.array(z.enum(HAPPENINGS)).min(1),
  minSeverity: z.enum(SEVERITIES).default("low"),
});
export type NewChannel = z.infer<typeof NewChannel>;

/** What is shown of one: its secrets are not. */
export const Channel = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string(),
  settings: z.record(z.string(), z.unknown()),
  events: z.array(z.string()),
  minSeverity: z.enum(SEVERITIES),
  isEnabled: z.boolean(),
  lastSentAt: z.string().nullable(),
  lastError: z.string().nullable(),
  failedAt: z.string().nullable(),
});
export type Channel = z.infer<typeof Channel>;

/** Throws CHANNEL_INVALID, which names the member and not its value. */
export async function createChannel(
  database: Database,
  ring: KeyRing,
  { tenancy, channel }: { tenancy: Tenancy; channel: NewChannel },
): Promise<Channel> {
  const kind = kindOf(channel.kind);
  const settings = z.record(z.string(), z.unknown()).parse(checked(kind.settings, channel.settings, "settings"));
  const secrets = JSON.stringify(checked(kind.secrets, channel.secrets, "secrets"));
  const row = await sealValue(ring, tenancy.workspaceId, { secret: new Secret(secrets), purpose: "server:channel" });
  return inWorkspace(database, tenancy, async (scope) => {
    await keepSealed(scope, row);
    const id = uuidV7();
    const [made] = await scope.tx
      .insert(channels)
      .values({
        workspaceId: scope.workspaceId,
        id,
        name: channel.name,
        kind: channel.kind,
        settings,
        sealedId: row.id,
        events: channel.events,
        minSeverity: severityRank(channel.minSeverity),
      })
      .onConflictDoNothing()
      .returning();
    if (made === undefined) throw invalid("There is a channel of this name already", "name");
    scope.note({ action: "channel.create", target: { kind: "channel", id }, details: { name: channel.name, channel: channel.kind } });
    return asChannel(made);
  });
}

function checked(shape: z.ZodType, value: unknown, where: string): unknown {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid("The channel's description is not right", [where, ...(issue?.path ?? [])].join("."));
}

export async function listChannels(scope: Scope): Promise<readonly Channel[]> {
  const rows = await scope.tx.select().from(channels).where(eq(channels.workspaceId, scope.workspaceId)).orderBy(channels.name);
  return rows.map(asChannel);
}

export async function setChannelEnabled(scope: Scope, id: string, isEnabled: boolean): Promise<Channel> {
  const [row] = isUuid(id)
    ? await scope.tx
        .update(channels)
        .set({ isEnabled, ...(isEnabled ? { lastError: null, failedAt: null } : {}) })
        .where(and(eq(channels.workspaceId, scope.workspaceId), eq(channels.id, id)))
        .returning()
    : [];
  if (row === undefined) throw invalid("There is no such channel", "id");
  scope.note({ action: isEnabled ? "channel.enable" : "channel.disable", target: { kind: "channel", id } });
  return asChannel(row);
}

/** With its credentials and what it had still to send. */
export async function deleteChannel(scope: Scope, id: string): Promise<void> {
  const [row] = isUuid(id)
    ? await scope.tx
        .delete(channels)
        .where(and(eq(channels.workspaceId, scope.workspaceId), eq(channels.id, id)))
        .returning({ sealedId: channels.sealedId })
    : [];
  if (row === undefined) throw invalid("There is no such channel", "id");
  await scope.tx.delete(sealedValues).where(and(eq(sealedValues.workspaceId, scope.workspaceId), eq(sealedValues.id, row.sealedId)));
  scope.note({ action: "channel.delete", target: { kind: "channel", id } });
}

export interface Delivery {
  readonly id: number;
  readonly incidentId: string;
  readonly kind: string;
  readonly at: string;
  readonly state: "pending" | "sent" | "dead";
  readonly attempts: number;
  readonly lastError: string | null;
  readonly sentAt: string | null;
}

/** The newest 100 of a channel. */
export async function listDeliveries(scope: Scope, channelId: string): Promise<readonly Delivery[]> {
  if (!isUuid(channelId)) throw invalid("There is no such channel", "id");
  const rows = await scope.tx
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspaceId, scope.workspaceId), eq(outbox.channelId, channelId)))
    .orderBy(desc(outbox.id))
    .limit(100);
  return rows.map(({ id, incidentId, kind, at, state, attempts, lastError, sentAt }) => ({
    id,
    incidentId,
    kind,
    at: at.toISOString(),
    state,
    attempts,
    lastError,
    sentAt: iso(sentAt),
  }));
}

/** Tries again what was given up. Gives how many. */
export async function retryDead(scope: Scope, channelId: string): Promise<number> {
  if (!isUuid(channelId)) throw invalid("There is no such channel", "id");
  const rows = await scope.tx
    .update(outbox)
    .set({ state: "pending", attempts: 0, nextAt: sql`now()` })
    .where(and(eq(outbox.workspaceId, scope.workspaceId), eq(outbox.channelId, channelId), eq(outbox.state, "dead")))
    .returning({ id: outbox.id });
  scope.note({ action: "channel.retry", target: { kind: "channel", id: channelId }, details: { count: rows.length } });
  return rows.length;
}

export function kindOf(name: string): ChannelKind {
  const kind = CHANNEL_KINDS.get(name);
  if (kind === undefined) throw invalid(`Channels are of the kinds ${[...CHANNEL_KINDS.keys()].join(", ")}`, "kind");
  return kind;
}

function asChannel(row: typeof channels.$inferSelect): Channel {
  const { id, name, kind, settings, events, isEnabled, lastError } = row;
  return {
    id,
    name,
    kind,
    settings,
    events,
    minSeverity: severityAt(row.minSeverity),
    isEnabled,
    lastError,
    lastSentAt: iso(row.lastSentAt),
    failedAt: iso(row.failedAt),
  };
}

function invalid(what: string, where: string): AppError {
  return new AppError("CHANNEL_INVALID", { what, where, next: "See the documentation of the channel's kind." });
}
