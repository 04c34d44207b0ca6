import { jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

export const ROLES = ["owner", "manager", "responder", "developer", "auditor", "machine"] as const;
/** What a person or program may do in a workspace; `developer` sees only what is assigned or in own repositories. */
export type Role = (typeof ROLES)[number];

export const workspaces = pgTable("workspaces", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  slug: text().notNull(),
  settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
});

export const members = pgTable(
  "members",
  {
    workspaceId: uuid("workspace_id").notNull(),
    /** The id that the log-in gave; not ours to interpret. */
    userId: text("user_id").notNull(),
    role: text({ enum: ROLES }).notNull(),
    name: text().notNull().default(""),
    emails: text().array().notNull().default([]),
    handles: text().array().notNull().default([]),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId] })],
);
