import { SEVERITIES, type Severity } from "@stanch/model";
import { incidents, type occurrences } from "../database/tables/incidents.ts";
import type { Incident, IncidentOccurrence, IncidentSummary } from "./schemas.ts";

type Row = typeof incidents.$inferSelect;

/** Columns of the list: the rest is big, and not read a page at a time. */
export const SUMMARY_COLUMNS = {
  id: incidents.id,
  fingerprint: incidents.fingerprint,
  detector: incidents.detector,
  title: incidents.title,
  provider: incidents.provider,
  category: incidents.category,
  masked: incidents.masked,
  state: incidents.state,
  resolution: incidents.resolution,
  acceptedUntil: incidents.acceptedUntil,
  severity: incidents.severity,
  validity: incidents.validity,
  exposure: incidents.exposure,
  privilege: incidents.privilege,
  ownerUser: incidents.ownerUser,
  ownerLabel: incidents.ownerLabel,
  ownerFrom: incidents.ownerFrom,
  assignee: incidents.assignee,
  occurrences: incidents.occurrences,
  firstPlace: incidents.firstPlace,
  firstSeenAt: incidents.firstSeenAt,
  lastSeenAt: incidents.lastSeenAt,
  openedAt: incidents.openedAt,
  dueAt: incidents.dueAt,
  resolvedAt: incidents.resolvedAt,
  reopened: incidents.reopened,
  version: incidents.version,
};
export type SummaryRow = Pick<Row, keyof typeof SUMMARY_COLUMNS>;

export function asSummary(row: SummaryRow): IncidentSummary {
  return {
    ...row,
    severity: severityAt(row.severity),
    acceptedUntil: iso(row.acceptedUntil),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    dueAt: iso(row.dueAt),
    resolvedAt: iso(row.resolvedAt),
  };
}

export function asIncident(row: Row, repositories: readonly string[]): Incident {
  const { workspaceId: _workspace, search: _search, overdueToldAt: _told, ...rest } = row;
  return {
    ...rest,
    ...asSummary(row),
    expiresAt: iso(row.expiresAt),
    baseSeverity: severityAt(row.baseSeverity),
    setSeverity: row.setSeverity === null ? null : severityAt(row.setSeverity),
    validityAt: iso(row.validityAt),
    nextCheckAt: iso(row.nextCheckAt),
    datedAt: row.datedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    repositories: [...repositories],
  };
}

export function asOccurrence(row: typeof occurrences.$inferSelect): IncidentOccurrence {
  const { workspaceId: _workspace, incidentId: _incident, ...rest } = row;
  return {
    ...rest,
    authoredAt: iso(row.authoredAt),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  };
}

export function severityAt(rank: number): Severity {
  return SEVERITIES[rank] ?? "low";
}

export function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
