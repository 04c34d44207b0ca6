import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../test/postgres.ts";
import {
  type Database,
  changeSource,
  createWorkspace,
  dueScans,
  inWorkspace,
  listScans,
  listSources,
  newKeyLine,
  openKeyRing,
  listAudit,
  strandedScans,
  systemActor,
  takeHook,
  unwatchSource,
  watchSource,
} from "../index.ts";
import { scans } from "../database/tables/scans.ts";
import { watchedSources } from "../database/tables/watch.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-watch-"));
const postgres = await startPostgres();
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});
const ring = await openKeyRing("env:KEYS", { KEYS: newKeyLine() });
const actor = systemActor("test");
const body = Buffer.from("{}");

async function world() {
  const { database, workspaceId } = await postgres.fresh();
  const tenancy = { workspaceId, actor };
  const { source, hookSecret } = await watchSource(database, ring, { tenancy, told: { target: "github:acme/shop", everyMinutes: 60 } });
  const hook = async (delivery: string, secret = hookSecret) => {
    const headers = {
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      "x-github-delivery": delivery,
    };
    return takeHook(database, ring, { sourceId: source.id, received: { headers, body } });
  };
  const end = async (scanId: string) =>
    inWorkspace(database, tenancy, ({ tx }) =>
      tx.update(scans).set({ status: "done", finishedAt: new Date() }).where(eq(scans.id, scanId)),
    );
  return { database, tenancy, source, hook, hookSecret, end };
}

const paths = async (database: Database, tenancy: Parameters<typeof inWorkspace>[1]) =>
  (await inWorkspace(database, tenancy, (scope) => listScans(scope, { limit: 100 }))).map(({ path }) => path);

describe.skipIf(postgres.absent)("a watched place", () => {
  it("is looked at when it is new, when its time comes, and not between", async () => {
    const { database, tenancy, end } = await world();
    const [first, ...more] = await dueScans(database);
    expect(more).toEqual([]);
    expect(await paths(database, tenancy)).toEqual(["github:acme/shop"]);
    await end(first?.scanId ?? "");
    expect(await dueScans(database)).toEqual([]);
    await inWorkspace(database, tenancy, ({ tx }) => tx.update(watchedSources).set({ nextAt: sql`now() - interval '1 second'` }));
    expect(await dueScans(database)).toHaveLength(1);
  });

  it("is looked at once for a webhook that comes ten times at one moment, and again for another", async () => {
    const { database, hook, end } = await world();
    const [first] = await dueScans(database);
    await end(first?.scanId ?? "");
    const outcomes = await Promise.all(Array.from({ length: 10 }, async () => hook("same")));
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 9 }, () => "known"), "taken"]);
    const due = await Promise.all([dueScans(database), dueScans(database), dueScans(database)]);
    expect(due.flat()).toHaveLength(1);
    await end(due.flat()[0]?.scanId ?? "");
    expect(await hook("same")).toBe("known");
    expect(await dueScans(database)).toEqual([]);
    expect(await hook("another")).toBe("taken");
    expect(await dueScans(database)).toHaveLength(1);
  });

  it("keeps a hint that comes while it is looked at, and begins no second look before the first has ended", async () => {
    const { database, hook, end } = await world();
    const [first] = await dueScans(database);
    expect(await hook("in-between")).toBe("taken");
    expect(await dueScans(database)).toEqual([]);
    await end(first?.scanId ?? "");
    expect(await dueScans(database)).toHaveLength(1);
  });

  it("is not looked at for a forged webhook, which is noted, nor for one to a source that is not there", async () => {
    const { database, tenancy, hook, hookSecret, end, source } = await world();
    const [first] = await dueScans(database);
    await end(first?.scanId ?? "");
    expect(await hook("forged", `${hookSecret}x`)).toBe("refused");
    expect(await dueScans(database)).toEqual([]);
    const { entries } = await inWorkspace(database, tenancy, (scope) => listAudit(scope, { limit: 50 }));
    expect(entries.map(({ action }) => action)).toContain("webhook.refused");
    expect(JSON.stringify(entries)).not.toContain(hookSecret);
    for (const sourceId of ["x", source.id.replace(/.$/, (last) => (last === "0" ? "1" : "0"))])
      expect(await takeHook(database, ring, { sourceId, received: { headers: {}, body } })).toBe("unknown");
  });

  it("is there once, can be switched off, asked for now, and taken away with its secret", async () => {
    const { database, tenancy, source, hook, end } = await world();
    await expect(watchSource(database, ring, { tenancy, told: { target: "github:acme/shop", everyMinutes: 60 } })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await watchSource(database, ring, { tenancy, told: { target: "github:acme/shop", host: "git.example.com", everyMinutes: 60 } });
    for (const { scanId } of await dueScans(database)) await end(scanId);
    expect((await paths(database, tenancy)).toSorted()).toEqual(["github:acme/shop", "github:acme/shop on git.example.com"]);
    await inWorkspace(database, tenancy, (scope) => changeSource(scope, source.id, { isEnabled: false, lookNow: true }));
    expect(await dueScans(database)).toEqual([]);
    await inWorkspace(database, tenancy, (scope) => changeSource(scope, source.id, { isEnabled: true }));
    expect(await dueScans(database)).toHaveLength(1);
    await inWorkspace(database, tenancy, (scope) => unwatchSource(scope, source.id));
    expect(await hook("late")).toBe("unknown");
    expect(await inWorkspace(database, tenancy, listSources)).toHaveLength(1);
    await expect(inWorkspace(database, tenancy, (scope) => unwatchSource(scope, source.id))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("of one workspace is another's business nowhere", async () => {
    const { database, tenancy, source } = await world();
    const other = { workspaceId: await createWorkspace(database, { name: "Other", slug: "other" }), actor };
    expect(await inWorkspace(database, other, listSources)).toEqual([]);
    await expect(inWorkspace(database, other, (scope) => changeSource(scope, source.id, { lookNow: true }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await watchSource(database, ring, { tenancy: other, told: { target: "github:acme/shop", everyMinutes: 60 } });
    const due = await dueScans(database);
    expect(new Set(due.map(({ workspaceId }) => workspaceId))).toEqual(new Set([tenancy.workspaceId, other.workspaceId]));
  });

  it("whose scan was written down by a worker that died is queued by the next", async () => {
    const { database } = await world();
    const [lost] = await dueScans(database);
    expect(await strandedScans(database)).toEqual([]);
    expect(await strandedScans(database, 0)).toEqual([lost]);
  });
});
