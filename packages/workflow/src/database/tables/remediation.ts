import type { RotationPlan } from "@stanch/model";
import { bigint, boolean, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { EventKind, Place, RemediationStatus, SignalKind } from "../../remediation/types.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const remediations = pgTable(
  "remediations",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid().notNull(),
    incidentId: uuid("incident_id"),
    plan: jsonb().$type<RotationPlan>().notNull(),
    status: text().$type<RemediationStatus>().notNull().default("queued"),
    step: text().$type<Place>().notNull().default("start"),
    waitingFor: text("waiting_for"),
    gate: text(),
    canUndo: boolean("can_undo").notNull().default(true),
    startedBy: text("started_by").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    endedAt: moment("ended_at"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const remediationEvents = pgTable(
  "remediation_events",
  {
    workspaceId: uuid("workspace_id").notNull(),
    remediationId: uuid("remediation_id").notNull(),
    seq: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    key: text().notNull(),
    at: moment("at").notNull().defaultNow(),
    step: text().$type<Place>().notNull(),
    kind: text().$type<EventKind>().notNull(),
    text: text().notNull(),
    facts: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.remediationId, table.key] })],
);

export const remediationSignals = pgTable(
  "remediation_signals",
  {
    workspaceId: uuid("workspace_id").notNull(),
    remediationId: uuid("remediation_id").notNull(),
    seq: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    kind: text().$type<SignalKind>().notNull(),
    saidBy: text("said_by").notNull(),
    subject: text(),
    reason: text(),
    at: moment("at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.remediationId, table.seq] })],
);

export const remediationValues = pgTable(
  "remediation_values",
  {
    workspaceId: uuid("workspace_id").notNull(),
    remediationId: uuid("remediation_id").notNull(),
    name: text().notNull(),
    sealedId: uuid("sealed_id"),
    note: jsonb().$type<unknown>(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.remediationId, table.name] })],
);
