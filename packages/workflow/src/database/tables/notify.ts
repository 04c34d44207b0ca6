import { bigint, boolean, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const workspaceId = () => uuid("workspace_id").notNull();

export const channels = pgTable(
  "channels",
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    name: text().notNull(),
    kind: text().notNull(),
    settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    sealedId: uuid("sealed_id").notNull(),
    events: text().array().notNull(),
    minSeverity: smallint("min_severity").notNull().default(0),
    isEnabled: boolean("is_enabled").notNull().default(true),
    lastSentAt: time("last_sent_at"),
    lastError: text("last_error"),
    failedAt: time("failed_at"),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const outbox = pgTable(
  "outbox",
  {
    workspaceId: workspaceId(),
    id: bigint({ mode: "number" }).generatedAlwaysAsIdentity().notNull(),
    channelId: uuid("channel_id").notNull(),
    incidentId: uuid("incident_id").notNull(),
    kind: text().notNull(),
    at: time("at").notNull(),
    state: text({ enum: ["pending", "sent", "dead"] })
      .notNull()
      .default("pending"),
    attempts: integer().notNull().default(0),
    nextAt: time("next_at").notNull(),
    lastError: text("last_error"),
    sentAt: time("sent_at"),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const tickets = pgTable(
  "tickets",
  {
    workspaceId: workspaceId(),
    channelId: uuid("channel_id").notNull(),
    incidentId: uuid("incident_id").notNull(),
    key: text().notNull(),
    url: text().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.channelId, table.incidentId] })],
);
