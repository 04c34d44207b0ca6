import { customType, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const sealedValues = pgTable(
  "sealed_values",
  {
    workspaceId: uuid("workspace_id").notNull(),
    id: uuid().notNull(),
    purpose: text().notNull(),
    fingerprint: text(),
    keyId: text("key_id").notNull(),
    wrappedKey: bytes("wrapped_key").notNull(),
    nonce: bytes().notNull(),
    ciphertext: bytes().notNull(),
    createdAt: time("created_at").notNull().defaultNow(),
    expiresAt: time("expires_at"),
    usedAt: time("used_at"),
    uses: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);
