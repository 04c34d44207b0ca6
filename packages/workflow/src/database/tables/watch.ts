import { boolean, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const moment = (name: string, precision: 3 | 6 = 3) => timestamp(name, { withTimezone: true, precision });

export const watchedSources = pgTable(
  "watched_sources",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid().notNull(),
    target: text().notNull(),
    host: text(),
    everyMinutes: integer("every_minutes").notNull(),
    sealedId: uuid("sealed_id").notNull(),
    isEnabled: boolean("is_enabled").notNull().default(true),
    createdBy: text("created_by").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    nextAt: moment("next_at").notNull().defaultNow(),
    hintedAt: moment("hinted_at", 6),
    startedAt: moment("started_at", 6),
    lastScanId: uuid("last_scan_id"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const hookDeliveries = pgTable(
  "hook_deliveries",
  {
    workspaceId: uuid("workspace_id").notNull(),
    sourceId: uuid("source_id").notNull(),
    delivery: text().notNull(),
    receivedAt: moment("received_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.sourceId, table.delivery] })],
);
