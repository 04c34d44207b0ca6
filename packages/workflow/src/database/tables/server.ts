import { customType, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { ROLES } from "./tenancy.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** Tokens of programs; the token itself is not kept. */
export const apiTokens = pgTable("api_tokens", {
  id: uuid().primaryKey(),
  workspaceId: uuid("workspace_id").notNull(),
  name: text().notNull(),
  role: text({ enum: ROLES }).notNull(),
  scopes: text().array().notNull(),
  hash: text().notNull(),
  tail: text().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: time("created_at").notNull().defaultNow(),
  expiresAt: time("expires_at").notNull(),
  lastUsedAt: time("last_used_at"),
  revokedAt: time("revoked_at"),
});

export const invitations = pgTable("invitations", {
  id: uuid().primaryKey(),
  workspaceId: uuid("workspace_id").notNull(),
  email: text().notNull(),
  role: text({ enum: ROLES }).notNull(),
  hash: text().notNull(),
  createdBy: text("created_by").notNull(),
  createdAt: time("created_at").notNull().defaultNow(),
  expiresAt: time("expires_at").notNull(),
  acceptedAt: time("accepted_at"),
});

/** Seen by the system only. `principal`: kind and id. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    principal: text().notNull(),
    key: text().notNull(),
    request: text().notNull(),
    status: integer(),
    answer: bytes(),
    createdAt: time("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.principal, table.key] })],
);

/** Seen by the system only. */
export const signInAttempts = pgTable("sign_in_attempts", {
  key: text().primaryKey(),
  count: integer().notNull(),
  endsAt: time("ends_at").notNull(),
});
