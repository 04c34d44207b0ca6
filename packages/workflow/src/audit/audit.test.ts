import { Secret, fake } from "@stanch/model";
import fc from "fast-check";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../test/postgres.ts";
import { type Database, inWorkspace, systemActor } from "../database/index.ts";
import { auditEntries } from "../database/tables/audit.ts";
import { canonical } from "./entry.ts";
import { auditHead, exportAudit, listAudit, verifyChain } from "./index.ts";

const postgres = await startPostgres();
afterAll(() => postgres.stop());
const actor = { ...systemActor("test"), address: "192.0.2.7", requestId: "r-1" };

async function exported(database: Database, workspaceId: string): Promise<string[]> {
  return inWorkspace(database, { workspaceId, actor }, async (scope) => {
    const lines: string[] = [];
    for await (const line of exportAudit(scope)) lines.push(line);
    return lines;
  });
}

describe.skipIf(postgres.absent)("the audit log", () => {
  it("says who did what from where, and proves itself", async () => {
    const { database, workspaceId } = await postgres.fresh();
    await inWorkspace(database, { workspaceId, actor }, async ({ note }) => {
      note({ action: "incident.assign", target: { kind: "incident", id: "i" }, details: { b: 1, a: ["\u0000x", "\ud800", "line\nend"] } });
      note({ action: "incident.comment", details: { when: 1e21, nothing: undefined } });
    });
    const lines = await exported(database, workspaceId);
    expect(lines).toHaveLength(2);
    expect(lines.map((line) => line.split("\n").length)).toEqual([1, 1]);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ seq: 1, actorId: "test", address: "192.0.2.7", requestId: "r-1", targetId: "i" });
    const head = await inWorkspace(database, { workspaceId, actor }, auditHead);
    expect(await verifyChain(lines)).toEqual({ isWhole: true, entries: 2, head });
  });

  it("numbers without a gap what many write together", async () => {
    const { database, workspaceId } = await postgres.fresh();
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        inWorkspace(database, { workspaceId, actor }, async ({ note }) => note({ action: "test.write", details: { index } })),
      ),
    );
    expect(await verifyChain(await exported(database, workspaceId))).toMatchObject({ isWhole: true, entries: 40 });
  });

  it("forgets what an undone transaction noted", async () => {
    const { database, workspaceId } = await postgres.fresh();
    const failing = inWorkspace(database, { workspaceId, actor }, async ({ note }) => {
      note({ action: "test.write" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await exported(database, workspaceId)).toEqual([]);
  });

  it("finds an entry that was changed, left out, moved or cut off", async () => {
    const { database, workspaceId } = await postgres.fresh();
    await inWorkspace(database, { workspaceId, actor }, async ({ note }) => {
      for (let index = 0; index < 5; index++) note({ action: "test.write", details: { index } });
    });
    const lines = await exported(database, workspaceId);
    const head = await inWorkspace(database, { workspaceId, actor }, auditHead);
    const changed = lines.with(2, (lines[2] ?? "").replace('"index":2', '"index":7'));
    expect(await verifyChain(changed)).toEqual({ isWhole: false, line: 3, fault: "entry 3 was changed" });
    expect(await verifyChain(lines.toSpliced(1, 1))).toMatchObject({ isWhole: false, line: 2 });
    expect(await verifyChain(lines.toReversed())).toMatchObject({ isWhole: false, line: 1 });
    expect(await verifyChain(["{}"])).toMatchObject({ isWhole: false, line: 1 });
    if (head === undefined) throw new Error("no head");
    expect(await verifyChain(lines.slice(0, 4), { head })).toMatchObject({ isWhole: false, line: 5 });
  });

  it("can be changed by nobody, the owner of the table included", async () => {
    const { database, workspaceId, ownerUrl } = await postgres.fresh();
    await inWorkspace(database, { workspaceId, actor }, async ({ note }) => note({ action: "test.write" }));
    const byApplication = inWorkspace(database, { workspaceId, actor }, ({ tx }) => tx.update(auditEntries).set({ action: "x" }));
    await expect(byApplication).rejects.toMatchObject({ cause: { code: "42501" } });
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    for (const statement of ["update audit_entries set action = 'x'", "delete from audit_entries", "truncate audit_entries"])
      await expect(client.query(statement)).rejects.toThrow("append-only");
    await client.end();
    const lines = await exported(database, workspaceId);
    const [first] = await inWorkspace(database, { workspaceId, actor }, ({ tx }) => tx.select().from(auditEntries));
    if (first === undefined) throw new Error("no entry");
    const forged = inWorkspace(database, { workspaceId, actor }, ({ tx }) => tx.insert(auditEntries).values({ ...first, seq: 9 }));
    await expect(forged).rejects.toMatchObject({ cause: { code: "23000" } });
    expect(await exported(database, workspaceId)).toEqual(lines);
  });

  it("holds the mask of a secret that was handed to it", async () => {
    const { database, workspaceId } = await postgres.fresh();
    const secret = fake("[A-Za-z0-9]{40}", 7);
    await inWorkspace(database, { workspaceId, actor }, async ({ note }) =>
      note({ action: "test.write", details: { secret: new Secret(secret) } }),
    );
    const text = (await exported(database, workspaceId)).join();
    expect(text).not.toContain(secret);
    expect(text).toContain(`${secret.slice(0, 4)}…`);
  });

  it("gives pages from the newest down, and one request's entries", async () => {
    const { database, workspaceId } = await postgres.fresh();
    await inWorkspace(database, { workspaceId, actor }, async ({ note }) => {
      for (let index = 0; index < 5; index++) note({ action: "test.write" });
    });
    const page = await inWorkspace(database, { workspaceId, actor }, (scope) => listAudit(scope, { limit: 2, requestId: "r-1" }));
    expect(page.entries.map(({ seq }) => seq)).toEqual([5, 4]);
    const { nextBeforeSeq = 0 } = page;
    const rest = await inWorkspace(database, { workspaceId, actor }, (scope) => listAudit(scope, { beforeSeq: nextBeforeSeq }));
    expect(rest.entries.map(({ seq }) => seq)).toEqual([3, 2, 1]);
  });
});

it("canonical JSON does not depend on the order of members", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonical(turned)).toBe(canonical(value));
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
