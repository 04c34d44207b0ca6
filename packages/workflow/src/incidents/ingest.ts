import { Finding } from "@stanch/model/schemas";
import { severityRank } from "@stanch/model";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../database/connect.ts";
import { retrying } from "../database/retry.ts";
import { incidents } from "../database/tables/incidents.ts";
import { type Scope, type Tenancy, inWorkspace } from "../database/tenancy.ts";
import { uuidV7 } from "../database/uuid.ts";
import type { SealedRow } from "../sealing/seal.ts";
import { keepSealed, sealedOf } from "../sealing/seal.ts";
import { type FoundSecret, cut, joined, timeOrNull } from "./batch.ts";
import { type HappeningKind, tell } from "./happenings.ts";
import { type Known, knownSecrets, updateKnown } from "./ingest-known.ts";
import { type RepositoryFacts, readRepositoryFacts } from "./ownership.ts";
import { type RepositoryNews, keepRepository } from "./repositories.ts";
import { matchWaitingReports } from "./reports/record.ts";
import { wordsOf } from "./search-words.ts";
import { type SlaHours, dueAt, slaHours, weigh } from "./severity.ts";

export interface Ingest {
  /** Of one repository or other root; the name is what incidents, CODEOWNERS and a developer's rights go by. */
  readonly repository: RepositoryNews;
  /** When it was scanned. The same report sent again changes nothing. */
  readonly seenAt: Date;
  readonly findings: readonly Finding[];
  /** Values that `sealCredential` sealed, for secrets among the findings, where the workspace allows that. */
  readonly sealed?: readonly SealedRow[];
}

export interface IngestedSecret {
  readonly fingerprint: string;
  readonly incidentId: string;
  readonly outcome: "created" | "known" | "reopened";
  readonly newOccurrences: number;
}

/** At a time: enough that a statement's cost is shared, not so much that a lock is held for long. */
const BATCH = 1000;

/**
 * Takes findings into incidents: one a secret over all places of the workspace. In transactions of a thousand findings each, so
 * a failure in the middle leaves whole batches, and sending all again completes it. Findings are trusted to have the schema's
 * shape (`parseFindings` makes sure of that). The order of the answer is that of the fingerprints.
 */
export async function ingest(database: Database, tenancy: Tenancy, told: Ingest): Promise<readonly IngestedSecret[]> {
  const outcomes: IngestedSecret[] = [];
  await inWorkspace(database, tenancy, (scope) => keepRepository(scope, told.repository));
  for (let start = 0; start < told.findings.length; start += BATCH) {
    const secrets = joined(told.findings.slice(start, start + BATCH), told.repository.name);
    outcomes.push(...(await retrying(() => inWorkspace(database, tenancy, (scope) => takeIn(scope, secrets, told)))));
  }
  return outcomes;
}

/** Findings out of lines of JSON; the numbers (from 1) of lines that are none. */
export function parseFindings(lines: readonly string[]): { findings: readonly Finding[]; refused: readonly number[] } {
  const findings: Finding[] = [];
  const refused: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const parsed = Finding.safeParse(jsonOr(line));
    if (parsed.success && /^[0-9a-f]{64}$/.test(parsed.data.fingerprint)) findings.push(parsed.data);
    else refused.push(index + 1);
  }
  return { findings, refused };
}

function jsonOr(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function takeIn(scope: Scope, secrets: readonly FoundSecret[], told: Ingest): Promise<readonly IngestedSecret[]> {
  // One batch of a workspace after the other: two that bring the same secrets would wait for each other crosswise.
  await scope.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ingest ${scope.workspaceId}`}, 0))`);
  const facts = await readRepositoryFacts(scope, told.repository.name);
  const hours = await slaHours(scope);
  const known = await knownSecrets(
    scope,
    secrets.map(({ finding }) => finding.fingerprint),
  );
  const fresh = secrets.filter(({ finding }) => !known.has(finding.fingerprint));
  const created = fresh.map((secret) => rowOf(secret, { facts, seenAt: told.seenAt, hours }));
  await insertIncidents(scope, created);
  const idOf = new Map([
    ...created.map((row) => [row.fingerprint, row.id] as const),
    ...[...known].map(([key, { id }]) => [key, id] as const),
  ]);
  const added = await insertPlaces(scope, { secrets, idOf, seenAt: told.seenAt });
  const reopened = await updateKnown(scope, { secrets, known, added, facts, hours, seenAt: told.seenAt });
  await keepSealedOnce(scope, told.sealed ?? [], idOf);
  const reported = await matchWaitingReports(scope, new Map(created.map((row) => [row.fingerprint, row.id])));
  const outcomes = secrets.map(({ finding }) => outcomeOf(finding.fingerprint, { idOf, known, added, reopened }));
  await tell(scope, [
    ...outcomes.flatMap(({ incidentId, outcome }) => (outcome === "known" ? [] : [{ incidentId, kind: HAPPENING[outcome] }])),
    ...reported.map((incidentId) => ({ incidentId, kind: "incident.reported" as const })),
  ]);
  noteIngest(scope, told.repository.name, outcomes);
  return outcomes;
}

const HAPPENING = { created: "incident.triggered", reopened: "incident.reopened" } as const satisfies Record<string, HappeningKind>;

function noteIngest(scope: Scope, repository: string, outcomes: readonly IngestedSecret[]): void {
  const count = (wanted: IngestedSecret["outcome"]): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const occurrences = outcomes.reduce((sum, { newOccurrences }) => sum + newOccurrences, 0);
  scope.note({
    action: "findings.ingest",
    target: { kind: "repository", id: repository },
    details: { created: count("created"), reopened: count("reopened"), known: count("known"), occurrences },
  });
}

interface Outcome {
  readonly idOf: ReadonlyMap<string, string>;
  readonly known: ReadonlyMap<string, Known>;
  readonly added: ReadonlyMap<string, readonly string[]>;
  readonly reopened: ReadonlySet<string>;
}

function outcomeOf(fingerprint: string, { idOf, known, added, reopened }: Outcome): IngestedSecret {
  const incidentId = idOf.get(fingerprint) ?? "";
  const outcome = !known.has(fingerprint) ? "created" : reopened.has(incidentId) ? "reopened" : "known";
  return { fingerprint, incidentId, outcome, newOccurrences: added.get(incidentId)?.length ?? 0 };
}

interface Making {
  readonly facts: RepositoryFacts;
  readonly seenAt: Date;
  readonly hours: SlaHours;
}

function rowOf({ finding, places }: FoundSecret, { facts, seenAt, hours }: Making) {
  const dated = places.reduce(
    (oldest, { authored_at }) => (authored_at !== null && authored_at < oldest ? authored_at : oldest),
    seenAt.toISOString(),
  );
  const { exposure, readers } = facts;
  const expiresAt = timeOrNull(finding.expires);
  const { severity, reasons } = weigh(
    {
      base: finding.severity,
      validity: finding.validity,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      exposure,
      readers,
      privilege: "unknown",
      datedAt: new Date(dated),
    },
    seenAt,
  );
  const owner = facts.ownerOf(places);
  const [first] = places;
  return {
    id: uuidV7(),
    fingerprint: finding.fingerprint,
    detector: cut(finding.detector, 200),
    title: cut(finding.title, 300),
    provider: cut(finding.provider, 200),
    category: cut(finding.category, 100),
    masked: cut(finding.masked, 200),
    companions: finding.companions,
    explanation: finding.explanation,
    confidence: finding.confidence,
    expires_at: expiresAt,
    base_severity: severityRank(finding.severity),
    severity: severityRank(severity),
    severity_reasons: reasons,
    validity: finding.validity,
    validity_reason: finding.validityReason ?? null,
    validity_at: finding.validity === "unchecked" ? null : seenAt,
    impact: finding.impact ?? null,
    exposure,
    readers,
    owner_user: owner.ownerUser,
    owner_label: owner.ownerLabel,
    owner_from: owner.ownerFrom,
    occurrences: places.length,
    first_place: first === undefined ? "" : `${first.repository}:${first.path}:${first.line}`.slice(0, 500),
    dated_at: dated,
    seen_at: seenAt,
    due_at: dueAt(seenAt, severity, hours),
    search: wordsOf({ finding, places }, owner.ownerLabel),
  };
}

/** Raw SQL: drizzle binds each value of each row, which took longer than the database needs for all the rest. */
async function insertIncidents(scope: Scope, rows: readonly ReturnType<typeof rowOf>[]): Promise<void> {
  if (rows.length === 0) return;
  await scope.tx.execute(sql`
    insert into incidents (workspace_id, id, fingerprint, detector, title, provider, category, masked, companions, explanation, confidence,
      expires_at, base_severity, severity, severity_reasons, validity, validity_reason, validity_at, impact, exposure, readers,
      owner_user, owner_label, owner_from, occurrences, first_place, dated_at, first_seen_at, last_seen_at, opened_at, due_at, search)
    select ${scope.workspaceId}, id, fingerprint, detector, title, provider, category, masked, companions, explanation, confidence,
      expires_at, base_severity, severity, severity_reasons, validity, validity_reason, validity_at, impact, exposure, readers,
      owner_user, owner_label, owner_from, occurrences, first_place, dated_at, seen_at, seen_at, seen_at, due_at, array_to_tsvector(search)
    from json_to_recordset(${json(rows)}::json) as r (id uuid, fingerprint text, detector text, title text, provider text, category text,
      masked text, companions jsonb, explanation jsonb, confidence real, expires_at timestamptz, base_severity smallint, severity smallint,
      severity_reasons text[], validity text, validity_reason text, validity_at timestamptz, impact text, exposure text, readers int,
      owner_user text, owner_label text, owner_from text, occurrences int, first_place text, dated_at timestamptz, seen_at timestamptz,
      due_at timestamptz, search text[])`);
}

interface Placing {
  readonly secrets: readonly FoundSecret[];
  readonly idOf: ReadonlyMap<string, string>;
  readonly seenAt: Date;
}

/** Writes places; those that were known get the newer line and time. Gives, per incident, the ids that are new. */
async function insertPlaces(scope: Scope, { secrets, idOf, seenAt }: Placing): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = secrets.flatMap(({ finding, places }) => places.map((place) => ({ ...place, incident_id: idOf.get(finding.fingerprint) })));
  const columns = sql`source, repository, path, line, "column", end_line, end_column, commit, author, email, authored_at, summary, in_head,
      image, layer, excerpt, excerpt_line, suppressed`;
  const { rows: written } = await scope.tx.execute<{ incident_id: string; id: string; is_new: boolean }>(sql`
    insert into occurrences (workspace_id, incident_id, id, ${columns}, first_seen_at, last_seen_at)
    select ${scope.workspaceId}, incident_id, id, ${columns}, ${seenAt.toISOString()}, ${seenAt.toISOString()}
    from json_populate_recordset(null::occurrences, ${json(rows)}::json)
    on conflict (workspace_id, incident_id, id) do update
      set line = excluded.line, "column" = excluded."column", end_line = excluded.end_line, end_column = excluded.end_column,
        in_head = excluded.in_head, excerpt = excluded.excerpt, excerpt_line = excluded.excerpt_line, suppressed = excluded.suppressed,
        last_seen_at = excluded.last_seen_at
      where occurrences.last_seen_at < excluded.last_seen_at
    returning incident_id, id, (xmax = 0) as is_new`);
  const added = Map.groupBy(
    written.filter(({ is_new }) => is_new),
    ({ incident_id }) => incident_id,
  );
  await insertRepositories(scope, rows, added);
  return new Map([...added].map(([incident, places]) => [incident, places.map(({ id }) => id)]));
}

async function insertRepositories(
  scope: Scope,
  rows: readonly { readonly incident_id: string | undefined; readonly repository: string }[],
  added: ReadonlyMap<string, unknown>,
): Promise<void> {
  const pairs = new Map(
    rows
      .filter(({ incident_id }) => added.has(incident_id ?? ""))
      .map(({ incident_id, repository }) => [`${incident_id} ${repository}`, { incident_id, repository }]),
  );
  if (pairs.size === 0) return;
  await scope.tx.execute(sql`
    insert into incident_repositories (workspace_id, incident_id, repository)
    select ${scope.workspaceId}, incident_id, repository
    from json_to_recordset(${json([...pairs.values()])}::json) as r (incident_id uuid, repository text)
    on conflict do nothing`);
}

/** A value is kept once a secret; from then on the worker can ask the issuer again. */
async function keepSealedOnce(scope: Scope, rows: readonly SealedRow[], idOf: ReadonlyMap<string, string>): Promise<void> {
  for (const row of rows) {
    const incidentId = idOf.get(row.fingerprint ?? "");
    if (incidentId === undefined || row.fingerprint == null) continue;
    if ((await sealedOf(scope, row.fingerprint, row.purpose)).length > 0) continue;
    await keepSealed(scope, row);
    await scope.tx
      .update(incidents)
      .set({ nextCheckAt: new Date() })
      .where(and(eq(incidents.workspaceId, scope.workspaceId), inArray(incidents.id, [incidentId])));
  }
}

/** NUL is the one character that the database's texts cannot hold. */
function json(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  return text.includes("\\u0000") ? text.replaceAll("\\u0000", "\\ufffd") : text;
}
