import { SEVERITIES, type Validity, severityRank } from "@stanch/model";
import { and, eq, inArray, sql } from "drizzle-orm";
import { incidentEvents, incidents } from "../database/tables/incidents.ts";
import type { Scope } from "../database/tenancy.ts";
import { uuidV7 } from "../database/uuid.ts";
import type { FoundPlace, FoundSecret } from "./batch.ts";
import type { RepositoryFacts } from "./ownership.ts";
import { wordsOf } from "./search-words.ts";
import { type SlaHours, dueAt, mostExposed, weigh } from "./severity.ts";
import { reasonToReopen, reopened } from "./states.ts";

const COLUMNS = {
  id: incidents.id,
  fingerprint: incidents.fingerprint,
  state: incidents.state,
  resolution: incidents.resolution,
  acceptedUntil: incidents.acceptedUntil,
  resolvedAt: incidents.resolvedAt,
  assignee: incidents.assignee,
  baseSeverity: incidents.baseSeverity,
  setSeverity: incidents.setSeverity,
  severity: incidents.severity,
  validity: incidents.validity,
  validityAt: incidents.validityAt,
  expiresAt: incidents.expiresAt,
  exposure: incidents.exposure,
  readers: incidents.readers,
  privilege: incidents.privilege,
  datedAt: incidents.datedAt,
  lastSeenAt: incidents.lastSeenAt,
  ownerFrom: incidents.ownerFrom,
};

/** What an ingest must know of an incident that is there already. */
export type Known = Pick<typeof incidents.$inferSelect, keyof typeof COLUMNS>;

export async function knownSecrets(scope: Scope, fingerprints: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  const rows = await scope.tx
    .select(COLUMNS)
    .from(incidents)
    .where(and(eq(incidents.workspaceId, scope.workspaceId), inArray(incidents.fingerprint, [...fingerprints])))
    .orderBy(incidents.fingerprint)
    .for("update");
  return new Map(rows.map((row) => [row.fingerprint, row]));
}

interface Updating {
  readonly secrets: readonly FoundSecret[];
  readonly known: ReadonlyMap<string, Known>;
  /** New places by incident. */
  readonly added: ReadonlyMap<string, readonly string[]>;
  readonly facts: RepositoryFacts;
  readonly hours: SlaHours;
  readonly seenAt: Date;
}

/** Brings known incidents up to date with what was found. Gives the ids of those that were reopened. */
export async function updateKnown(scope: Scope, updating: Updating): Promise<ReadonlySet<string>> {
  const { secrets, known, added } = updating;
  const paths = await pathsBefore(scope, updating);
  const news = secrets.flatMap((secret) => {
    const before = known.get(secret.finding.fingerprint);
    if (before === undefined) return [];
    const places = new Set(added.get(before.id));
    return [newsOf(secret, before, { updating, places: secret.places.filter(({ id }) => places.has(id)), paths: paths.get(before.id) })];
  });
  const changes = news.filter((one) => one !== undefined);
  await writeNews(scope, changes);
  const reopening = changes.filter(({ reason }) => reason !== null);
  await insertEvents(scope, reopening, updating.seenAt);
  return new Set(reopening.map(({ id }) => id));
}

/** Files (repository and path) in which a resolved incident was found before: asked only where something new came. */
async function pathsBefore(scope: Scope, { known, added }: Updating): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const resolved = [...known.values()].filter(({ id, state }) => state === "resolved" && added.has(id));
  if (resolved.length === 0) return new Map();
  const incidentIds = resolved.map(({ id }) => id);
  const newIds = resolved.flatMap(({ id }) => added.get(id) ?? []);
  const { rows } = await scope.tx.execute<{ incident_id: string; file: string }>(sql`
    select distinct incident_id, repository || chr(10) || path as file from occurrences
    where workspace_id = ${scope.workspaceId} and incident_id = any(${sql.param(incidentIds)}::uuid[]) and id <> all(${sql.param(newIds)}::uuid[])`);
  return new Map([...Map.groupBy(rows, (row) => row.incident_id)].map(([id, found]) => [id, new Set(found.map(({ file }) => file))]));
}

interface Seen {
  readonly updating: Updating;
  /** New ones only. */
  readonly places: readonly FoundPlace[];
  readonly paths: ReadonlySet<string> | undefined;
}

function newsOf(secret: FoundSecret, before: Known, { updating: { facts, hours, seenAt }, places, paths }: Seen) {
  const { finding } = secret;
  const isLater = seenAt > before.lastSeenAt;
  const wasAsked = finding.validity !== "unchecked" && seenAt > (before.validityAt ?? new Date(0));
  if (!isLater && !wasAsked && places.length === 0) return undefined;
  const validity: Validity = wasAsked ? finding.validity : before.validity;
  const exposure = mostExposed(before.exposure, facts.exposure);
  const datedAt = places.reduce((oldest, { authored_at }) => earlier(oldest, authored_at), before.datedAt);
  const base = SEVERITIES[Math.max(before.baseSeverity, severityRank(finding.severity))] ?? finding.severity;
  const readers = facts.readers === null ? before.readers : Math.max(facts.readers, before.readers ?? 0);
  const weighed = weigh({ base, validity, expiresAt: before.expiresAt, exposure, readers, privilege: before.privilege, datedAt }, seenAt);
  const severity = before.setSeverity ?? severityRank(weighed.severity);
  const reason = reopeningOf(before, { validity, places, paths, seenAt });
  const life = reason === undefined ? before : { ...before, ...reopened(before) };
  const due = reason === undefined && severity === before.severity ? null : dueAt(seenAt, SEVERITIES[severity] ?? base, hours);
  return {
    id: before.id,
    before,
    reason: reason ?? null,
    state: life.state,
    resolution: life.resolution,
    accepted_until: life.acceptedUntil,
    resolved_at: life.resolvedAt,
    base_severity: severityRank(base),
    severity,
    severity_reasons: weighed.reasons,
    validity,
    validity_reason: wasAsked ? (finding.validityReason ?? null) : null,
    was_asked: wasAsked,
    impact: wasAsked ? (finding.impact ?? null) : null,
    exposure,
    readers,
    dated_at: datedAt,
    seen_at: seenAt,
    due_at: due,
    added: places.length,
    search: places.length === 0 ? [] : wordsOf({ finding, places }, null),
  };
}

type News = NonNullable<ReturnType<typeof newsOf>>;

function reopeningOf(before: Known, seen: Pick<Seen, "places" | "paths"> & { validity: Validity; seenAt: Date }): string | undefined {
  const turned = reasonToReopen(before, { kind: "validity", before: before.validity, after: seen.validity }, seen.seenAt);
  if (turned !== undefined) return turned;
  for (const { repository, path, authored_at } of seen.places) {
    const isNewPlace = seen.paths?.has(`${repository}\n${path}`) !== true;
    const authoredAt = authored_at === null ? null : new Date(authored_at);
    const reason = reasonToReopen(before, { kind: "occurrence", isNewPlace, authoredAt }, seen.seenAt);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function earlier(oldest: Date, text: string | null): Date {
  if (text === null) return oldest;
  const date = new Date(text);
  return date < oldest ? date : oldest;
}

async function writeNews(scope: Scope, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  const rows = news.map(({ before: _before, ...row }) => row);
  await scope.tx.execute(sql`
    update incidents i set state = r.state, resolution = r.resolution, accepted_until = r.accepted_until, resolved_at = r.resolved_at,
      base_severity = r.base_severity, severity = r.severity, severity_reasons = r.severity_reasons, validity = r.validity,
      validity_reason = case when r.was_asked then r.validity_reason else i.validity_reason end,
      validity_at = case when r.was_asked then r.seen_at else i.validity_at end,
      impact = case when r.was_asked then coalesce(r.impact, i.impact) else i.impact end,
      exposure = r.exposure, readers = r.readers, dated_at = r.dated_at, last_seen_at = greatest(i.last_seen_at, r.seen_at),
      opened_at = case when r.reason is null then i.opened_at else r.seen_at end,
      overdue_told_at = case when r.reason is null then i.overdue_told_at end,
      reopened = i.reopened + (r.reason is not null)::int,
      due_at = case when r.reason is not null then r.due_at when r.due_at is not null then least(i.due_at, r.due_at) else i.due_at end,
      occurrences = i.occurrences + r.added,
      search = case when r.added = 0 or length(i.search) > 200 then i.search else i.search || array_to_tsvector(r.search) end,
      version = i.version + 1, updated_at = now()
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, reason text, state text, resolution text, accepted_until timestamptz,
      resolved_at timestamptz, base_severity smallint, severity smallint, severity_reasons text[], validity text, validity_reason text,
      was_asked boolean, impact text, exposure text, readers int, dated_at timestamptz, seen_at timestamptz, due_at timestamptz, added int,
      search text[])
    where i.workspace_id = ${scope.workspaceId} and i.id = r.id`);
}

async function insertEvents(scope: Scope, reopening: readonly News[], at: Date): Promise<void> {
  if (reopening.length === 0) return;
  await scope.tx.insert(incidentEvents).values(
    reopening.map(({ id, before, state, reason }) => ({
      workspaceId: scope.workspaceId,
      incidentId: id,
      id: uuidV7(),
      at,
      actorKind: scope.actor.kind,
      actorId: scope.actor.id,
      kind: "reopen",
      before: { state: before.state, resolution: before.resolution },
      after: { state },
      reason,
    })),
  );
}
