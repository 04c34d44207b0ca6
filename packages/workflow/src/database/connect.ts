import { AppError } from "@stanch/model";
import { type NodePgDatabase, drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { migrate } from "./migrate.ts";

export type Orm = NodePgDatabase<Record<string, never>>;

/** Connections of the application: bound by row-level security. Used through `inWorkspace` and `asSystem` only. */
export interface Database {
  readonly orm: Orm;
  readonly pool: pg.Pool;
  /** For migrations, and for libraries that keep tables of their own (DBOS, better-auth). Sees every workspace. */
  readonly ownerUrl: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `EmbeddedPostgres.ownerUrl`, or DATABASE_URL. */
  readonly ownerUrl: string;
  /** `EmbeddedPostgres.appUrl`. Without it the owner's connections become stanch_app before their first query. */
  readonly appUrl?: string;
  readonly maxConnections?: number;
  /** Default: true. */
  readonly migrate?: boolean;
}

/** Migrates, connects, and makes sure that row-level security binds us. Throws DATABASE_BROKEN. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.migrate !== false) await reaching(options.ownerUrl, () => migrate(options.ownerUrl));
  const pool = new pg.Pool({
    ...(options.appUrl === undefined
      ? { connectionString: options.ownerUrl, options: "-c role=stanch_app" }
      : { connectionString: options.appUrl }),
    max: options.maxConnections ?? 20,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // An idle connection that breaks (a restart of the database) is replaced at the next query; without a listener it ends us.
  pool.on("error", () => undefined);
  // Neither has one that is at work any other listener: what it does fails, and the process goes on.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const database = { orm: drizzle({ client: pool }), pool, ownerUrl: options.ownerUrl, close: () => pool.end() };
  try {
    await reaching(options.appUrl ?? options.ownerUrl, () => assertBound(pool));
  } catch (error) {
    await pool.end();
    throw error;
  }
  return database;
}

async function assertBound(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ user: string; free: boolean }>(
    `select current_user as user, rolsuper or rolbypassrls or pg_has_role(rolname, (select relowner from pg_class where oid = 'workspaces'::regclass), 'usage') as free
     from pg_roles where rolname = current_user`,
  );
  if (rows[0]?.free === false) return;
  throw new AppError("DATABASE_BROKEN", {
    what: "The application's role is not bound by row-level security",
    where: `role ${rows[0]?.user ?? "unknown"}`,
    next: "Let it connect as stanch_app, a role that is no superuser, owns no table and does not bypass row-level security.",
  });
}

async function reaching<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("DATABASE_BROKEN", {
      what: `The database cannot be used: ${cause instanceof Error ? cause.message : "unknown"}`,
      where: hostOf(url),
      next: "See whether it runs and whether DATABASE_URL names the right host, database, user and password.",
      cause,
    });
  }
}

/** Host and database without the password. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) return "DATABASE_URL";
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
