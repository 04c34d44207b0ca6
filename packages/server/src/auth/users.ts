import type { Database } from "@stanch/workflow";
import { boolean, pgSchema, text, timestamp } from "drizzle-orm/pg-core";
import { eq, inArray, sql } from "drizzle-orm";

/** The part of better-auth's table that we read. */
const users = pgSchema("auth").table("user", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  createdAt: timestamp("createdAt", { withTimezone: true }).notNull(),
  twoFactorEnabled: boolean("twoFactorEnabled"),
});

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly twoFactorEnabled: boolean | null;
}

export async function hasUsers({ orm }: Database): Promise<boolean> {
  const { rows } = await orm.execute(sql`select 1 from auth."user" limit 1`);
  return rows.length > 0;
}

/** By id. */
export async function usersOf({ orm }: Database, ids: readonly string[]): Promise<ReadonlyMap<string, User>> {
  if (ids.length === 0) return new Map();
  const rows = await orm
    .select()
    .from(users)
    .where(inArray(users.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function userByEmail({ orm }: Database, email: string): Promise<User | undefined> {
  const [row] = await orm.select().from(users).where(eq(users.email, email));
  return row;
}
