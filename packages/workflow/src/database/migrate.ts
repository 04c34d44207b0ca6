/**
 * Our own small migrator. A migration is one file `packages/workflow/migrations/NNNN_area.sql`: plain SQL, run once, in the
 * order of the names, each in a transaction with its entry in the table `stanch_migrations`. Never edit one that was
 * committed: its SHA-256 is compared. To add a table: take the next free number, write the file, end with
 * `call stanch_protect('your_table');` (0001 has it: row-level security and rights of the application), and describe the table
 * for drizzle in `src/database/tables/YOURS.ts`. Several processes may start at once: an advisory lock lets one work.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "@stanch/model";
import pg from "pg";

/** Any number that no other program is likely to take. */
const LOCK = 7_392_001;

/** Brings the database up to this version. `ownerUrl`: a role that may create tables. Gives the names that were applied now. */
export async function migrate(ownerUrl: string, folder: string = migrationsFolder()): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await ensureApplicationRole(client);
    await client.query(
      "create table if not exists stanch_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; sha256: string }>("select name, sha256 from stanch_migrations");
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    const now: string[] = [];
    for (const name of namesIn(folder)) if (await applyOnce(client, { folder, name, applied })) now.push(name);
    return now;
  } finally {
    await client.end(); // gives the lock back, too
  }
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[\w-]+\.sql$/.test(name))
    .toSorted();
}

interface Step {
  readonly folder: string;
  readonly name: string;
  readonly applied: ReadonlyMap<string, string>;
}

async function applyOnce(client: pg.Client, { folder, name, applied }: Step): Promise<boolean> {
  const sql = readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n");
  const sha256 = createHash("sha256").update(sql).digest("hex");
  const before = applied.get(name);
  if (before === sha256) return false;
  if (before !== undefined) throw broken("A migration differs from the one that this database was made with", name);
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query("insert into stanch_migrations (name, sha256) values ($1, $2)", [name, sha256]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    throw broken(`A migration failed: ${cause instanceof Error ? cause.message : "unknown"}`, name, cause);
  }
  return true;
}

/** Where DATABASE_URL's role may not create roles, its administrator does: the message says how. */
async function ensureApplicationRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select 1 from pg_roles where rolname = 'stanch_app'");
  if (rows.length > 0) return;
  try {
    await client.query("create role stanch_app nologin nosuperuser nobypassrls");
    await client.query("grant stanch_app to current_user");
  } catch (cause) {
    throw new AppError("DATABASE_BROKEN", {
      what: "The role stanch_app is missing and could not be created",
      where: "DATABASE_URL",
      next: 'Have an administrator run: create role stanch_app nologin; grant stanch_app to "the role of DATABASE_URL";',
      cause,
    });
  }
}

/** In the sources, or beside the built program. */
export function migrationsFolder(): string {
  const places = ["../../migrations", "./migrations"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = places.find((path) => existsSync(join(path, "0001_tenancy.sql")));
  if (found === undefined) throw broken("The migrations are missing from this installation", places.join(", "));
  return found;
}

function broken(what: string, where: string, cause?: unknown): AppError {
  return new AppError("DATABASE_BROKEN", {
    what,
    where,
    next: "Install this version again, or take the newer one that made the database.",
    cause,
  });
}
