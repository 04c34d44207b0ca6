import { boolean, customType, integer, jsonb, pgTable, primaryKey, real, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { VALIDITIES } from "@stanch/model";

export const STATES = ["triggered", "assigned", "in_remediation", "resolved"] as const;
export const RESOLUTIONS = ["revoked", "rotated", "false_alarm", "accepted"] as const;
export const EXPOSURES = ["public", "internal", "restricted", "unknown"] as const;
export const PRIVILEGES = ["admin", "write", "read", "unknown"] as const;
export const OWNER_FROM = ["codeowners", "author", "catalogue", "person"] as const;

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const searchText = customType<{ data: string }>({ dataType: () => "tsvector" });
const workspaceId = () => uuid("workspace_id").notNull();
const incidentId = () => uuid("incident_id").notNull();

export const incidents = pgTable(
  "incidents",
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    fingerprint: text().notNull(),
    detector: text().notNull(),
    title: text().notNull(),
    provider: text().notNull(),
    category: text().notNull(),
    masked: text().notNull(),
    companions: jsonb().$type<Record<string, string>>().notNull().default({}),
    explanation: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    confidence: real().notNull(),
    expiresAt: time("expires_at"),
    state: text({ enum: STATES }).notNull().default("triggered"),
    resolution: text({ enum: RESOLUTIONS }),
    acceptedUntil: time("accepted_until"),
    baseSeverity: smallint("base_severity").notNull(),
    setSeverity: smallint("set_severity"),
    severity: smallint().notNull(),
    severityReasons: text("severity_reasons").array().notNull().default([]),
    validity: text({ enum: VALIDITIES }).notNull().default("unchecked"),
    validityReason: text("validity_reason"),
    impact: text(),
    validityAt: time("validity_at"),
    nextCheckAt: time("next_check_at"),
    exposure: text({ enum: EXPOSURES }).notNull().default("unknown"),
    readers: integer(),
    privilege: text({ enum: PRIVILEGES }).notNull().default("unknown"),
    ownerUser: text("owner_user"),
    ownerLabel: text("owner_label"),
    ownerFrom: text("owner_from", { enum: OWNER_FROM }),
    assignee: text(),
    occurrences: integer().notNull().default(0),
    firstPlace: text("first_place").notNull().default(""),
    datedAt: time("dated_at").notNull(),
    firstSeenAt: time("first_seen_at").notNull(),
    lastSeenAt: time("last_seen_at").notNull(),
    openedAt: time("opened_at").notNull(),
    dueAt: time("due_at"),
    overdueToldAt: time("overdue_told_at"),
    resolvedAt: time("resolved_at"),
    reopened: integer().notNull().default(0),
    search: searchText().notNull().default(""),
    version: integer().notNull().default(1),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const occurrences = pgTable(
  "occurrences",
  {
    workspaceId: workspaceId(),
    incidentId: incidentId(),
    id: uuid().notNull(),
    source: text().notNull(),
    repository: text().notNull(),
    path: text().notNull(),
    line: integer().notNull(),
    column: integer().notNull(),
    endLine: integer("end_line").notNull(),
    endColumn: integer("end_column").notNull(),
    commit: text(),
    author: text(),
    email: text(),
    authoredAt: time("authored_at"),
    summary: text(),
    inHead: boolean("in_head"),
    image: text(),
    layer: text(),
    excerpt: text(),
    excerptLine: integer("excerpt_line"),
    suppressed: jsonb().$type<{ kind: string; reason?: string; until?: string }>(),
    firstSeenAt: time("first_seen_at").notNull(),
    lastSeenAt: time("last_seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.incidentId, table.id] })],
);

export const incidentRepositories = pgTable(
  "incident_repositories",
  { workspaceId: workspaceId(), incidentId: incidentId(), repository: text().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.incidentId, table.repository] })],
);

export const repositories = pgTable(
  "repositories",
  {
    workspaceId: workspaceId(),
    name: text().notNull(),
    exposure: text({ enum: EXPOSURES }).notNull().default("unknown"),
    readers: integer(),
    codeowners: text(),
    catalogueOwner: text("catalogue_owner"),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
);

export const repositoryMembers = pgTable(
  "repository_members",
  { workspaceId: workspaceId(), userId: text("user_id").notNull(), repository: text().notNull() },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId, table.repository] })],
);

export const incidentEvents = pgTable(
  "incident_events",
  {
    workspaceId: workspaceId(),
    incidentId: incidentId(),
    id: uuid().notNull(),
    at: time("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    kind: text().notNull(),
    before: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    after: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    reason: text(),
    bulkId: uuid("bulk_id"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.incidentId, table.id] })],
);

export const bulkActions = pgTable(
  "bulk_actions",
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    actorId: text("actor_id").notNull(),
    change: jsonb().$type<Record<string, unknown>>().notNull(),
    changed: integer().notNull(),
    at: time("at").notNull(),
    undoneAt: time("undone_at"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const comments = pgTable(
  "comments",
  {
    workspaceId: workspaceId(),
    incidentId: incidentId(),
    id: uuid().notNull(),
    authorKind: text("author_kind").notNull(),
    authorId: text("author_id").notNull(),
    body: text().notNull(),
    at: time("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.incidentId, table.id] })],
);

export const savedSearches = pgTable(
  "saved_searches",
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    userId: text("user_id").notNull(),
    name: text().notNull(),
    query: jsonb().$type<Record<string, unknown>>().notNull(),
    isShared: boolean("is_shared").notNull().default(false),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const feedbackLinks = pgTable(
  "feedback_links",
  {
    workspaceId: workspaceId(),
    incidentId: incidentId(),
    id: uuid().notNull(),
    recipient: text().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at").notNull(),
    withdrawnAt: time("withdrawn_at"),
    answeredAt: time("answered_at"),
    answer: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const externalReports = pgTable(
  "external_reports",
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    kind: text().notNull(),
    origin: text().notNull(),
    receivedAt: time("received_at").notNull(),
    fingerprint: text().notNull(),
    masked: text().notNull(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    incidentId: uuid("incident_id"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
