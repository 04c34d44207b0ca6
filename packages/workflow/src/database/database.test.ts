import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../test/postgres.ts";
import {
  createWorkspace,
  inWorkspace,
  members,
  membershipsOf,
  migrate,
  openDatabase,
  startEmbedded,
  systemActor,
  workspaces,
} from "./index.ts";

const postgres = await startPostgres();
afterAll(() => postgres.stop());
const actor = systemActor("test");

describe.skipIf(postgres.absent)("a workspace's rows", () => {
  it("are neither seen nor written from another workspace", async () => {
    const { database, workspaceId } = await postgres.fresh();
    const other = await createWorkspace(database, { name: "Other", slug: "other" });
    await inWorkspace(database, { workspaceId, actor }, ({ tx }) =>
      tx.insert(members).values({ workspaceId, userId: "ann", role: "owner" }),
    );

    const seen = await inWorkspace(database, { workspaceId: other, actor }, async ({ tx }) => ({
      members: await tx.select().from(members),
      workspaces: await tx.select({ id: workspaces.id }).from(workspaces),
      changed: await tx.update(members).set({ role: "auditor" }).returning(),
    }));
    expect(seen).toEqual({ members: [], workspaces: [{ id: other }], changed: [] });

    const planting = inWorkspace(database, { workspaceId: other, actor }, ({ tx }) =>
      tx.insert(members).values({ workspaceId, userId: "eve", role: "owner" }),
    );
    await expect(planting).rejects.toMatchObject({ cause: { code: "42501" } }); // insufficient_privilege
    expect(await membershipsOf(database, "ann")).toEqual([{ workspaceId, slug: "test", name: "Test", role: "owner" }]);
  });

  it("are not seen outside of any workspace, nor after one was left", async () => {
    const { database, workspaceId } = await postgres.fresh();
    await inWorkspace(database, { workspaceId, actor }, ({ tx }) =>
      tx.insert(members).values({ workspaceId, userId: "ann", role: "owner" }),
    );
    const counts = await Promise.all(Array.from({ length: 8 }, () => database.orm.$count(members)));
    expect(counts).toEqual(Array.from({ length: 8 }, () => 0));
  });

  it("refuses what is no workspace id before it asks the database", async () => {
    const { database } = await postgres.fresh();
    const asking = inWorkspace(database, { workspaceId: "x' or 1=1", actor }, async () => 1);
    await expect(asking).rejects.toMatchObject({ code: "WORKSPACE_NOT_FOUND" });
  });
});

describe.skipIf(postgres.absent)("openDatabase", () => {
  it("applies migrations once, also when several start together", async () => {
    const client = new pg.Client({ connectionString: postgres.adminUrl });
    await client.connect();
    await client.query("create database empty owner stanch_owner");
    await client.end();
    const ownerUrl = (await postgres.fresh()).ownerUrl.replace(/[^/]+$/, "empty");
    const applied = await Promise.all([migrate(ownerUrl), migrate(ownerUrl), migrate(ownerUrl)]);
    expect(applied.filter((names) => names.includes("0001_tenancy.sql"))).toHaveLength(1);
    expect(await migrate(ownerUrl)).toEqual([]);
  });

  it("refuses a role that row-level security does not bind", async () => {
    const { ownerUrl } = await postgres.fresh();
    await expect(openDatabase({ ownerUrl, appUrl: ownerUrl })).rejects.toMatchObject({
      code: "DATABASE_BROKEN",
      where: "role stanch_owner",
    });
  });

  it("binds itself when there is one URL only, as with DATABASE_URL", async () => {
    const { ownerUrl } = await postgres.fresh();
    const url = postgres.adminUrl.replace(/\/postgres$/, new URL(ownerUrl).pathname);
    const database = await openDatabase({ ownerUrl: url });
    const { rows } = await database.pool.query("select current_user as who");
    await database.close();
    expect(rows).toEqual([{ who: "stanch_app" }]);
  });

  it("says what cannot be reached without the password", async () => {
    const opening = openDatabase({ ownerUrl: "postgresql://ann:pass-word@127.0.0.1:1/none" });
    const error = await opening.catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "DATABASE_BROKEN", where: "127.0.0.1:1/none" });
    expect(String(error)).not.toContain("pass-word");
  });
});

describe.skipIf(postgres.absent)("the embedded PostgreSQL", () => {
  it("keeps what was written, its passwords and its port over a restart", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stanch-restart-"));
    try {
      const first = await startEmbedded({ folder, isDisposable: true });
      const opened = await openDatabase(first);
      const id = await createWorkspace(opened, { name: "Kept", slug: "kept" });
      await opened.close();
      await first.stop();
      expect(statSync(join(folder, "access.json")).mode & 0o777).toBe(0o600);

      const second = await startEmbedded({ folder, isDisposable: true });
      const again = await openDatabase(second);
      const kept = await inWorkspace(again, { workspaceId: id, actor }, ({ tx }) =>
        tx.select().from(workspaces).where(eq(workspaces.id, id)),
      );
      expect(kept).toMatchObject([{ name: "Kept" }]);
      expect(second.ownerUrl).toBe(first.ownerUrl);
      expect(readFileSync(join(folder, "postgres.log"), "utf8")).not.toContain(new URL(second.appUrl).password);

      // A second process, or the next one after a kill: what runs is used, and ends when it is told to.
      const third = await startEmbedded({ folder, isDisposable: true });
      expect(third.ownerUrl).toBe(second.ownerUrl);
      await again.close();
      await third.stop();
      await second.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
