/**
 * A real PostgreSQL for a test file, and a fresh migrated database in it. In a test file:
 *
 *   const postgres = await startPostgres();               // at the top; about a second
 *   afterAll(() => postgres.stop());
 *   const { database, workspaceId } = await postgres.fresh(); // migrated, with one workspace; as often as you like
 *   await inWorkspace(database, { workspaceId, actor: systemActor("test") }, async ({ tx }) => …);
 *
 * `fresh()` also gives `ownerUrl` and `appUrl` for what opens the database by itself (DBOS, a worker process).
 * Skips with a printed reason where this platform has no embedded PostgreSQL: `describe.skipIf(postgres.absent)`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import pg from "pg";
import { tmpdir } from "node:os";
import { type Database, type EmbeddedPostgres, createWorkspace, migrate, openDatabase, startEmbedded } from "../src/database/index.ts";

export interface FreshDatabase {
  readonly database: Database;
  readonly workspaceId: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

export interface TestPostgres {
  /** True: nothing runs, and `fresh` rejects. */
  readonly absent: boolean;
  readonly adminUrl: string;
  fresh(): Promise<FreshDatabase>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "stanch-postgres-"));
  const server = await startEmbedded({ folder, isDisposable: true }).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "DATABASE_ABSENT") throw error;
    process.stderr.write(`skipped: ${error.message}\n`);
    return undefined;
  });
  const opened: Database[] = [];
  let count = 0;
  let template: Promise<void> | undefined;
  return {
    absent: server === undefined,
    adminUrl: server?.adminUrl ?? "",
    async fresh() {
      if (server === undefined) throw new Error("no PostgreSQL here");
      // Migrated once: a copy of the files is made in a third of the time.
      template ??= createDatabase(server, "template_stanch", "template1").then(async ({ ownerUrl }) => void (await migrate(ownerUrl)));
      await template;
      const urls = await createDatabase(server, `test_${++count}`, "template_stanch");
      const database = await openDatabase({ ...urls, maxConnections: 5 });
      opened.push(database);
      return { database, workspaceId: await createWorkspace(database, { name: "Test", slug: "test" }), ...urls };
    },
    async stop() {
      await Promise.all(opened.map((database) => database.close()));
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(
  { adminUrl, ownerUrl, appUrl }: EmbeddedPostgres,
  name: string,
  template: string,
): Promise<{ ownerUrl: string; appUrl: string }> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${name} template ${template} owner stanch_owner strategy file_copy`);
  await client.end();
  const at = (url: string): string => url.replace(/\/stanch$/, `/${name}`);
  return { ownerUrl: at(ownerUrl), appUrl: at(appUrl) };
}
