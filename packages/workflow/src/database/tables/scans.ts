import { jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const SCAN_STATES = ["queued", "running", "done", "failed"] as const;
export const ASSESSMENTS = ["misuse", "impact"] as const;

/** How far a scan is. Bytes are of what is scanned; what there is in all is not known before the end. */
export interface ScanProgress {
  readonly phase: "files" | "history" | "attribution";
  readonly doneBytes: number;
  readonly doneFiles: number;
}

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const scans = pgTable(
  "scans",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid().notNull(),
    path: text().notNull(),
    repository: text().notNull(),
    status: text({ enum: SCAN_STATES }).notNull().default("queued"),
    requestedBy: text("requested_by").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    startedAt: moment("started_at"),
    finishedAt: moment("finished_at"),
    outcome: jsonb().$type<Record<string, unknown>>(),
    progress: jsonb().$type<ScanProgress>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const assessments = pgTable(
  "assessments",
  {
    workspaceId: uuid("workspace_id").notNull(),
    incidentId: uuid("incident_id").notNull(),
    id: uuid().notNull(),
    kind: text({ enum: ASSESSMENTS }).notNull(),
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    madeBy: text("made_by").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.incidentId, table.kind, table.id] })],
);
