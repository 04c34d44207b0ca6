import { bigint, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const auditEntries = pgTable(
  "audit_entries",
  {
    workspaceId: uuid("workspace_id").notNull(),
    seq: bigint({ mode: "number" }).notNull(),
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    actorRole: text("actor_role").notNull(),
    address: text(),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
    action: text().notNull(),
    targetKind: text("target_kind"),
    targetId: text("target_id"),
    details: jsonb().$type<Record<string, unknown>>().notNull(),
    previous: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.seq] })],
);

export const auditHeads = pgTable("audit_heads", {
  workspaceId: uuid("workspace_id").primaryKey(),
  seq: bigint({ mode: "number" }).notNull(),
  hash: text().notNull(),
});
