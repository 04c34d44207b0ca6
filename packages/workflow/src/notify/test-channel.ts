import { AppError } from "@stanch/model";
import { and, eq } from "drizzle-orm";
import type { Database } from "../database/connect.ts";
import { channels } from "../database/tables/notify.ts";
import { type Tenancy, inWorkspace } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";
import type { IncidentSummary } from "../incidents/schemas.ts";
import type { KeyRing } from "../sealing/key-ring.ts";
import { openSealed } from "../sealing/seal.ts";
import { kindOf } from "./channels.ts";
import type { DeliverOptions } from "./deliver.ts";
import { pinnedPost } from "./http.ts";

/**
 * Sends a message that says that it is a test, now and once. A channel of tickets gets a ticket, which is not kept. Throws
 * CHANNEL_INVALID, DELIVERY_FAILED or ADDRESS_REFUSED, as a real message would have it in its history.
 */
export async function testChannel(
  database: Database,
  ring: KeyRing,
  { tenancy, id, reach, publicUrl }: { tenancy: Tenancy; id: string } & DeliverOptions,
): Promise<void> {
  const channel = await inWorkspace(database, tenancy, async (scope) => {
    const [row] = isUuid(id)
      ? await scope.tx
          .select()
          .from(channels)
          .where(and(eq(channels.workspaceId, scope.workspaceId), eq(channels.id, id)))
      : [];
    if (row === undefined)
      throw new AppError("CHANNEL_INVALID", { what: "There is no such channel", where: "id", next: "Take an id that the list gives." });
    scope.note({ action: "channel.test", target: { kind: "channel", id } });
    return row;
  });
  const kind = kindOf(channel.kind);
  const secrets: unknown = JSON.parse(
    (await openSealed(database, ring, { tenancy, id: channel.sealedId, reason: `test of channel ${channel.name}` })).reveal(),
  );
  const at = new Date().toISOString();
  const told = { kind: "incident.triggered", at, incident: madeUp(at), url: publicUrl } as const;
  await kind.send(
    { id: uuidV7(), told: [told] },
    { settings: channel.settings, secrets, post: pinnedPost(reach), reach, attempt: 1, ticket: undefined },
  );
}

function madeUp(at: string): IncidentSummary {
  return {
    id: uuidV7(),
    fingerprint: "0".repeat(64),
    detector: "test",
    title: "Test message of stanch: no incident",
    provider: "none",
    category: "generic",
    masked: "…",
    state: "triggered",
    resolution: null,
    acceptedUntil: null,
    severity: "low",
    validity: "unchecked",
    exposure: "unknown",
    privilege: "unknown",
    ownerUser: null,
    ownerLabel: null,
    ownerFrom: null,
    assignee: null,
    occurrences: 0,
    firstPlace: "nowhere",
    firstSeenAt: at,
    lastSeenAt: at,
    openedAt: at,
    dueAt: null,
    resolvedAt: null,
    reopened: 0,
    version: 1,
  };
}
