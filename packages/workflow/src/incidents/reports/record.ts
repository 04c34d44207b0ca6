import { type Secret, fingerprint, mask } from "@stanch/model";
import { and, eq, inArray, sql } from "drizzle-orm";
import { plain } from "../../audit/entry.ts";
import { externalReports, incidents } from "../../database/tables/incidents.ts";
import type { Scope } from "../../database/tenancy.ts";
import { uuidV7 } from "../../database/uuid.ts";
import { difference, weighed, write } from "../change.ts";
import { tell } from "../happenings.ts";
import { dueAt, slaHours } from "../severity.ts";
import { severityAt } from "../shapes.ts";
import { reasonToReopen, reopened } from "../states.ts";

/** One secret that somebody else found. */
export interface ReportedSecret {
  readonly secret: Secret;
  /** What the report says beside it; nothing of the secret. */
  readonly details: Readonly<Record<string, string>>;
  /** It was found where anybody can read it. */
  readonly isPublic: boolean;
  /** Only a guess: kept when it is the secret of an incident, forgotten otherwise. */
  readonly matchOnly?: boolean;
}

export interface ExternalReport {
  /** `github-partner`, `csv`, `email`. */
  readonly kind: string;
  /** Who or what reported it: `github`, a file's name. */
  readonly origin: string;
  readonly secrets: readonly ReportedSecret[];
}

export interface ReportOutcome {
  /** Ids of incidents that it names. */
  readonly matched: readonly string[];
  /** Secrets that no incident is about: kept by keyed hash, and matched when a scan finds them. */
  readonly waiting: number;
  /** Secrets that the same origin had reported before. */
  readonly known: number;
}

const BATCH = 2000;

/**
 * Matches a report with the incidents by keyed hash; the secrets themselves are not kept. `key` is the one that the workspace's
 * findings were made with. A match is told, and an incident that was closed comes back.
 */
export async function recordReport(scope: Scope, key: Uint8Array, report: ExternalReport): Promise<ReportOutcome> {
  const matched: string[] = [];
  let [waiting, known] = [0, 0];
  for (let start = 0; start < report.secrets.length; start += BATCH) {
    const outcome = await recordSome(scope, key, { ...report, secrets: report.secrets.slice(start, start + BATCH) });
    matched.push(...outcome.matched);
    waiting += outcome.waiting;
    known += outcome.known;
  }
  const details = { kind: report.kind, matched: matched.length, waiting, known };
  scope.note({ action: "report.import", target: { kind: "report", id: report.origin.slice(0, 200) }, details });
  return { matched, waiting, known };
}

async function recordSome(scope: Scope, key: Uint8Array, { kind, origin, secrets }: ExternalReport): Promise<ReportOutcome> {
  const byHash = new Map(secrets.map((one) => [fingerprint(one.secret, key), one]));
  const rows = await scope.tx
    .select()
    .from(incidents)
    .where(and(eq(incidents.workspaceId, scope.workspaceId), inArray(incidents.fingerprint, [...byHash.keys()])))
    .orderBy(incidents.fingerprint)
    .for("update");
  const incidentOf = new Map(rows.map((row) => [row.fingerprint, row]));
  const kept = [...byHash].filter(([hash, { matchOnly }]) => matchOnly !== true || incidentOf.has(hash));
  if (kept.length === 0) return { matched: [], waiting: 0, known: 0 };
  const receivedAt = new Date();
  const inserted = await scope.tx
    .insert(externalReports)
    .values(
      kept.map(([hash, { secret, details }]) => ({
        workspaceId: scope.workspaceId,
        id: uuidV7(),
        kind,
        origin: origin.slice(0, 300),
        receivedAt,
        fingerprint: hash,
        masked: mask(secret.reveal()),
        details: plain(details),
        incidentId: incidentOf.get(hash)?.id ?? null,
      })),
    )
    .onConflictDoNothing()
    .returning({ fingerprint: externalReports.fingerprint });
  const fresh = new Set(inserted.map((row) => row.fingerprint));
  const hours = await slaHours(scope);
  const matched = rows.filter((row) => fresh.has(row.fingerprint));
  for (const row of matched)
    await raise(scope, row, { isPublic: byHash.get(row.fingerprint)?.isPublic === true, kind, hours, now: receivedAt });
  await tell(
    scope,
    matched.map(({ id }) => ({ incidentId: id, kind: "incident.reported" })),
  );
  return { matched: matched.map(({ id }) => id), waiting: fresh.size - matched.length, known: kept.length - fresh.size };
}

interface Raising {
  readonly isPublic: boolean;
  readonly kind: string;
  readonly hours: Awaited<ReturnType<typeof slaHours>>;
  readonly now: Date;
}

/** Somebody outside has it: that is a new place. */
async function raise(scope: Scope, row: typeof incidents.$inferSelect, { isPublic, kind, hours, now }: Raising): Promise<void> {
  const reason = reasonToReopen(row, { kind: "occurrence", isNewPlace: true, authoredAt: null }, now);
  const life = reason === undefined ? {} : { ...reopened(row), openedAt: now };
  const exposure = isPublic ? ("public" as const) : row.exposure;
  if (exposure !== row.exposure)
    await scope.tx
      .update(incidents)
      .set({ exposure })
      .where(and(eq(incidents.workspaceId, scope.workspaceId), eq(incidents.id, row.id)));
  const next = weighed({ ...row, ...life, exposure }, { now, hours });
  const due = reason === undefined ? next.dueAt : dueAt(now, severityAt(next.severity), hours);
  await write(scope, row, {
    after: difference(row, { ...life, ...next, dueAt: due }),
    kind: "reported",
    reason: reason ?? `reported by ${kind}`,
    now,
  });
}

/** For the ingest: reports that waited for these secrets. Gives the incidents that they are about. */
export async function matchWaitingReports(scope: Scope, idOf: ReadonlyMap<string, string>): Promise<readonly string[]> {
  if (idOf.size === 0) return [];
  const { rows } = await scope.tx.execute<{ incident_id: string }>(sql`
    update external_reports r set incident_id = n.id
    from json_to_recordset(${JSON.stringify([...idOf].map(([hash, id]) => ({ hash, id })))}::json) as n (hash text, id uuid)
    where r.workspace_id = ${scope.workspaceId} and r.incident_id is null and r.fingerprint = n.hash
    returning r.incident_id`);
  return [...new Set(rows.map((row) => row.incident_id))];
}

/**
 * What this workspace knows of reported secrets, in their order: `true_positive` where an incident is about it, `false_positive` where
 * somebody found that one a false alarm, undefined of what no scan has met.
 */
export async function knownOf(
  scope: Scope,
  key: Uint8Array,
  secrets: readonly ReportedSecret[],
): Promise<readonly ("true_positive" | "false_positive" | undefined)[]> {
  const hashes = secrets.map(({ secret }) => fingerprint(secret, key));
  const rows = await scope.tx
    .select({ fingerprint: incidents.fingerprint, resolution: incidents.resolution })
    .from(incidents)
    .where(and(eq(incidents.workspaceId, scope.workspaceId), inArray(incidents.fingerprint, [...new Set(hashes)])));
  const byHash = new Map(rows.map((row) => [row.fingerprint, row.resolution]));
  return hashes.map((hash) => {
    const resolution = byHash.get(hash);
    if (resolution === undefined) return undefined;
    return resolution === "false_alarm" ? "false_positive" : "true_positive";
  });
}
