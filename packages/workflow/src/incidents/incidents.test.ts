import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { finding } from "../../test/findings.ts";
import { startPostgres } from "../../test/postgres.ts";
import { exportAudit, verifyChain } from "../audit/index.ts";
import { type Actor, type Database, createWorkspace, inWorkspace, members } from "../database/index.ts";
import {
  addComment,
  changeIncident,
  changeIncidents,
  countIncidents,
  deleteSearch,
  findIncident,
  getIncident,
  ingest,
  keepRepository,
  listComments,
  listEvents,
  listIncidents,
  listOccurrences,
  listSearches,
  parseFindings,
  recordValidity,
  saveSearch,
  setRepositoriesOf,
  undoBulk,
} from "./index.ts";

const postgres = await startPostgres();
afterAll(() => postgres.stop());
const actor: Actor = { kind: "user", id: "ann", role: "manager" };
const repository = { name: "acme/api" };
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));

async function fresh() {
  const { database, workspaceId } = await postgres.fresh();
  const tenancy = { workspaceId, actor };
  await inWorkspace(database, tenancy, ({ tx }) =>
    tx.insert(members).values([
      { workspaceId, userId: "ann", role: "manager", emails: ["ann@example.com"], handles: ["@ann"] },
      { workspaceId, userId: "ben", role: "developer", emails: ["ben@example.com"], handles: ["@ben"] },
    ]),
  );
  return {
    database,
    workspaceId,
    tenancy,
    as: (role: Actor["role"], id: string) => ({ workspaceId, actor: { kind: "user", id, role } as const }),
  };
}

async function firstId(database: Database, tenancy: { workspaceId: string; actor: Actor }): Promise<string> {
  const { items } = await inWorkspace(database, tenancy, (scope) => listIncidents(scope));
  return items[0]?.id ?? "";
}

describe.skipIf(postgres.absent)("ingest", () => {
  it("makes one incident of one secret over all its places", async () => {
    const { database, tenancy } = await fresh();
    const twice = [finding(1, {}, [{}, { line: 9 }, { path: "b.ts" }]), finding(1, { detector: "generic-secret", severity: "low" })];
    const first = await ingest(database, tenancy, { repository, seenAt: day(1), findings: twice });
    expect(first).toMatchObject([{ outcome: "created", newOccurrences: 3 }]);
    const other = await ingest(database, tenancy, { repository: { name: "acme/web" }, seenAt: day(2), findings: [finding(1)] });
    expect(other).toMatchObject([{ outcome: "known", newOccurrences: 1, incidentId: first[0]?.incidentId }]);
    const incident = await inWorkspace(database, tenancy, (scope) => getIncident(scope, first[0]?.incidentId ?? ""));
    expect(incident).toMatchObject({
      detector: "plivo-auth-token",
      severity: "high",
      occurrences: 4,
      repositories: ["acme/api", "acme/web"],
      firstSeenAt: day(1).toISOString(),
      lastSeenAt: day(2).toISOString(),
    });
  });

  it("changes nothing when the same report comes again, and adds nothing when text moved down a file", async () => {
    const { database, tenancy } = await fresh();
    const findings = Array.from({ length: 30 }, (_, index) => finding(index));
    await ingest(database, tenancy, { repository, seenAt: day(1), findings });
    const before = await inWorkspace(database, tenancy, (scope) => listIncidents(scope));
    const again = await ingest(database, tenancy, { repository, seenAt: day(1), findings: findings.toReversed() });
    expect(again.every(({ outcome, newOccurrences }) => outcome === "known" && newOccurrences === 0)).toBe(true);
    expect(await inWorkspace(database, tenancy, (scope) => listIncidents(scope))).toEqual(before);

    await ingest(database, tenancy, { repository, seenAt: day(2), findings: [finding(3, {}, [{ line: 70 }])] });
    const moved = await inWorkspace(database, tenancy, async (scope) => {
      const { id } = await findIncident(scope, finding(3).fingerprint);
      return listOccurrences(scope, id);
    });
    expect(moved.items).toMatchObject([{ line: 70, firstSeenAt: day(1).toISOString(), lastSeenAt: day(2).toISOString() }]);
  });

  it("gives the same when many send the same at once", async () => {
    const { database, tenancy } = await fresh();
    const findings = Array.from({ length: 50 }, (_, index) => finding(index, {}, [{}, { path: "z.ts" }]));
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        ingest(database, tenancy, { repository, seenAt: day(1), findings: index % 2 === 0 ? findings : findings.toReversed() }),
      ),
    );
    expect(outcomes.flat().filter(({ outcome }) => outcome === "created")).toHaveLength(50);
    const { total } = await inWorkspace(database, tenancy, (scope) => countIncidents(scope));
    const all = await inWorkspace(database, tenancy, ({ tx }) =>
      tx.execute<{ n: number }>(sql`select count(*)::int as n from occurrences`),
    );
    expect({ total, places: all.rows }).toEqual({ total: 50, places: [{ n: 100 }] });
  });

  it("finds the owner in CODEOWNERS, then the author, then the catalogue", async () => {
    const { database, tenancy } = await fresh();
    const told = {
      ...repository,
      codeowners: "*.md @docs\n/src/ @ben\n",
      catalogue: "kind: Component\nspec:\n  owner: group:default/platform\n",
    };
    const findings = [
      finding(1, {}, [{ path: "src/a.ts", email: "ann@example.com" }]),
      finding(2, {}, [{ path: "lib/a.ts", email: "Ann@Example.com", commit: "a".repeat(40), date: "2025-01-01T00:00:00Z" }]),
      finding(3, {}, [{ path: "lib/b.ts", email: "gone@example.com" }]),
    ];
    await ingest(database, tenancy, { repository: told, seenAt: day(1), findings });
    const owners = await inWorkspace(database, tenancy, async (scope) => {
      const all = [];
      for (const { fingerprint } of findings) all.push(await findIncident(scope, fingerprint));
      return all;
    });
    expect(owners.map(({ ownerUser, ownerLabel, ownerFrom }) => [ownerUser, ownerLabel, ownerFrom])).toEqual([
      ["ben", "@ben", "codeowners"],
      ["ann", "ann@example.com", "author"],
      [null, "platform", "catalogue"],
    ]);
    expect(owners[1]?.datedAt).toBe("2025-01-01T00:00:00.000Z");
  });

  it("takes texts that no database can hold", async () => {
    const { database, tenancy } = await fresh();
    const odd = finding(1, { title: "a\u0000b\ud800" }, [
      { path: "x\u0000.ts", date: "not a date", summary: "\u0000", excerpt: "'; drop table incidents --" },
    ]);
    expect(await ingest(database, tenancy, { repository, seenAt: day(1), findings: [odd] })).toMatchObject([{ outcome: "created" }]);
  });

  it("reads findings out of lines, and says which are none", () => {
    const lines = [JSON.stringify(finding(1)), "", "{}", "no json", JSON.stringify({ ...finding(2), fingerprint: "x" })];
    const { findings, refused } = parseFindings(lines);
    expect(findings).toEqual([finding(1)]);
    expect(refused).toEqual([3, 4, 5]);
  });

  it("sees nothing of the same secret in another workspace", async () => {
    const { database, tenancy } = await fresh();
    const other = { workspaceId: await createWorkspace(database, { name: "Other", slug: "other" }), actor };
    await ingest(database, tenancy, { repository, seenAt: day(1), findings: [finding(1)] });
    expect(await ingest(database, other, { repository, seenAt: day(1), findings: [finding(1)] })).toMatchObject([{ outcome: "created" }]);
    const id = await firstId(database, tenancy);
    await expect(inWorkspace(database, other, (scope) => getIncident(scope, id))).rejects.toMatchObject({ code: "INCIDENT_NOT_FOUND" });
    await expect(inWorkspace(database, other, (scope) => listOccurrences(scope, id))).rejects.toMatchObject({ code: "INCIDENT_NOT_FOUND" });
    const changing = inWorkspace(database, other, (scope) => changeIncident(scope, id, { change: { kind: "start" } }));
    await expect(changing).rejects.toMatchObject({ code: "INCIDENT_NOT_FOUND" });
  });
});

describe.skipIf(postgres.absent)("a resolved incident", () => {
  const resolve = { kind: "resolve", resolution: "revoked" } as const;

  async function resolvedOne(change: Parameters<typeof changeIncident>[2]["change"] = resolve) {
    const made = await fresh();
    await ingest(made.database, made.tenancy, { repository, seenAt: day(1), findings: [finding(1)] });
    const id = await firstId(made.database, made.tenancy);
    await inWorkspace(made.database, made.tenancy, (scope) => changeIncident(scope, id, { change }));
    const state = () => inWorkspace(made.database, made.tenancy, (scope) => getIncident(scope, id));
    return { ...made, id, state };
  }

  it("comes back with a new place, not with one that is known, and its clock starts anew", async () => {
    const { database, tenancy, id, state } = await resolvedOne();
    await ingest(database, tenancy, { repository, seenAt: day(2), findings: [finding(1)] });
    expect(await state()).toMatchObject({ state: "resolved", resolution: "revoked" });
    // The history of the same file: seen for the first time, but older than the resolution.
    const old = [{ commit: "c".repeat(40), date: "2025-12-01T00:00:00Z" }];
    await ingest(database, tenancy, { repository, seenAt: day(3), findings: [finding(1, {}, old)] });
    expect(await state()).toMatchObject({ state: "resolved", occurrences: 2 });
    const outcome = await ingest(database, tenancy, { repository, seenAt: day(4), findings: [finding(1, {}, [{ path: "other.ts" }])] });
    expect(outcome).toMatchObject([{ outcome: "reopened" }]);
    expect(await state()).toMatchObject({
      state: "triggered",
      resolution: null,
      reopened: 1,
      openedAt: day(4).toISOString(),
      dueAt: day(7).toISOString(),
    });
    const { items } = await inWorkspace(database, tenancy, (scope) => listEvents(scope, id));
    expect(items[0]).toMatchObject({ kind: "reopen", reason: "it was found in another place" });
  });

  it("stays a false alarm in new places, until its issuer takes it", async () => {
    const { database, tenancy, id, state } = await resolvedOne({ kind: "resolve", resolution: "false_alarm", reason: "a sample" });
    await ingest(database, tenancy, { repository, seenAt: day(2), findings: [finding(1, {}, [{ path: "other.ts" }])] });
    expect(await state()).toMatchObject({ state: "resolved" });
    await inWorkspace(database, tenancy, (scope) => recordValidity(scope, id, { validity: "valid", nextCheckAt: null }));
    expect(await state()).toMatchObject({ state: "triggered", validity: "valid", severity: "critical", reopened: 1 });
  });
});

describe.skipIf(postgres.absent)("a change", () => {
  it("follows the states, is kept in the history and proves itself in the audit log", async () => {
    const { database, tenancy } = await fresh();
    await ingest(database, tenancy, { repository, seenAt: day(1), findings: [finding(1)] });
    const id = await firstId(database, tenancy);
    const change = (told: Parameters<typeof changeIncident>[2]) =>
      inWorkspace(database, tenancy, (scope) => changeIncident(scope, id, told));
    expect(await change({ change: { kind: "assign", assignee: "ben" } })).toMatchObject({ state: "assigned", assignee: "ben", version: 2 });
    await expect(change({ change: { kind: "start" }, ifVersion: 1 })).rejects.toMatchObject({ code: "INCIDENT_CONFLICT" });
    expect(await change({ change: { kind: "start" }, ifVersion: 2 })).toMatchObject({ state: "in_remediation" });
    expect(await change({ change: { kind: "severity", severity: "low" } })).toMatchObject({ severity: "low", setSeverity: "low" });
    expect(await change({ change: { kind: "privilege", privilege: "admin" } })).toMatchObject({ severity: "low", privilege: "admin" });
    expect(await change({ change: { kind: "severity", severity: null } })).toMatchObject({
      severity: "critical",
      severityReasons: ["it may administer"],
    });
    const past = { kind: "resolve", resolution: "accepted", until: "2020-01-01T00:00:00Z", reason: "r" } as const;
    await expect(change({ change: past })).rejects.toMatchObject({ code: "INCIDENT_CONFLICT" });
    const until = "2099-01-01T00:00:00.000Z";
    expect(await change({ change: { ...past, until } })).toMatchObject({ state: "resolved", resolution: "accepted", acceptedUntil: until });
    await expect(change({ change: { kind: "start" } })).rejects.toMatchObject({ code: "INCIDENT_CONFLICT" });
    await expect(change({ change: { kind: "assign", assignee: "nobody" } })).rejects.toMatchObject({ code: "INCIDENT_CONFLICT" });
    expect(await change({ change: { kind: "reopen" } })).toMatchObject({ state: "assigned", resolution: null, acceptedUntil: null });
    await inWorkspace(database, tenancy, (scope) => addComment(scope, id, "Look at **this**"));
    const told = await inWorkspace(database, tenancy, async (scope) => {
      const lines: string[] = [];
      for await (const line of exportAudit(scope)) lines.push(line);
      return { events: await listEvents(scope, id), comments: await listComments(scope, id), verdict: await verifyChain(lines), lines };
    });
    expect(told.events.items.map(({ kind }) => kind)).toEqual([
      "reopen",
      "resolve",
      "severity",
      "privilege",
      "severity",
      "start",
      "assign",
    ]);
    expect(told.comments.items).toMatchObject([{ authorId: "ann", body: "Look at **this**" }]);
    expect(told.verdict).toMatchObject({ isWhole: true });
    expect(told.lines.join()).toContain('"action":"incident.resolve"');
  });

  it("is done to many and undone as one, but for what was changed since", async () => {
    const { database, tenancy } = await fresh();
    await ingest(database, tenancy, { repository, seenAt: day(1), findings: Array.from({ length: 6 }, (_, index) => finding(index)) });
    const id = await firstId(database, tenancy);
    await inWorkspace(database, tenancy, (scope) => changeIncident(scope, id, { change: { kind: "resolve", resolution: "rotated" } }));
    const start = { kind: "start" } as const;
    const done = await inWorkspace(database, tenancy, (scope) => changeIncidents(scope, { filter: {} }, start));
    expect(done).toMatchObject({ changed: 5, skipped: [{ id }], isCut: false });
    const counts = () => inWorkspace(database, tenancy, async (scope) => (await countIncidents(scope)).facets.state);
    expect(await counts()).toEqual([
      { value: "in_remediation", count: 5 },
      { value: "resolved", count: 1 },
    ]);
    const other = await inWorkspace(database, tenancy, async (scope) => {
      const { items } = await listIncidents(scope, { filter: { state: ["in_remediation"] } });
      const one = items[0]?.id ?? "";
      await changeIncident(scope, one, { change: { kind: "resolve", resolution: "revoked" } });
      return one;
    });
    const undone = await inWorkspace(database, tenancy, (scope) => undoBulk(scope, done.bulkId));
    expect(undone).toEqual({ restored: 4, kept: [other] });
    expect(await counts()).toEqual([
      { value: "triggered", count: 4 },
      { value: "resolved", count: 2 },
    ]);
    const again = inWorkspace(database, tenancy, (scope) => undoBulk(scope, done.bulkId));
    await expect(again).rejects.toMatchObject({ code: "INCIDENT_CONFLICT" });
  });
});

describe.skipIf(postgres.absent)("the list", () => {
  it("gives every incident once over its pages, in each order, while others are written", async () => {
    const { database, tenancy } = await fresh();
    const severities = ["low", "critical", "high"] as const;
    const findings = Array.from({ length: 45 }, (_, index) => finding(index, { severity: severities[index % 3] ?? "low" }));
    for (const [index, one] of findings.entries())
      await ingest(database, tenancy, { repository, seenAt: day(1 + (index % 7)), findings: [one] });
    for (const sort of ["severity", "last-seen", "due"] as const) {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await inWorkspace(database, tenancy, (scope) =>
          listIncidents(scope, { sort, limit: 7, ...(cursor === undefined ? {} : { cursor }) }),
        );
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        if (sort === "severity")
          await ingest(database, tenancy, { repository, seenAt: day(20), findings: [finding(100 + ids.length, { severity: "critical" })] });
      } while (cursor !== undefined);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThanOrEqual(45);
    }
    const asking = inWorkspace(database, tenancy, (scope) => listIncidents(scope, { sort: "due", cursor: "bm9uZQ" }));
    await expect(asking).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });

  it("filters, searches by words and the beginning of the last, and counts the same", async () => {
    const { database, tenancy } = await fresh();
    await inWorkspace(database, tenancy, (scope) => keepRepository(scope, { name: "acme/site", exposure: "public" }));
    await ingest(database, tenancy, {
      repository,
      seenAt: day(1),
      findings: [finding(1, {}, [{ path: "deploy/Küche.yaml", email: "zoe@example.com" }])],
    });
    await ingest(database, tenancy, {
      repository: { name: "acme/site" },
      seenAt: day(2),
      findings: [finding(2, { validity: "valid" }), finding(3, { severity: "low" })],
    });
    const look = (filter: Parameters<typeof countIncidents>[1]) =>
      inWorkspace(database, tenancy, async (scope) => {
        const [{ items }, { total }] = [await listIncidents(scope, { filter: filter ?? {} }), await countIncidents(scope, filter)];
        expect(items).toHaveLength(total);
        return items.map(({ fingerprint }) => [1, 2, 3].find((number) => finding(number).fingerprint === fingerprint));
      });
    expect(await look({})).toEqual([2, 1, 3]);
    expect(await look({ severity: ["critical", "high"], state: ["triggered", "assigned", "in_remediation"] })).toEqual([2, 1]);
    expect(await look({ exposure: ["public"], validity: ["unchecked"] })).toEqual([3]);
    expect(await look({ repository: "acme/api" })).toEqual([1]);
    expect(await look({ text: "küche dep" })).toEqual([1]);
    expect(await look({ text: "ZOE@exa", state: ["triggered"] })).toEqual([1]);
    expect(await look({ text: "plivo nowhere" })).toEqual([]);
    expect(await look({ text: "'); drop" })).toEqual([]);
    expect(await look({ text: "&|!" })).toEqual([]);
    expect(await look({ isOverdue: true })).toEqual([2, 1, 3]);
    expect(await look({ assignee: "none", detector: ["plivo-auth-token"] })).toEqual([2, 1, 3]);
    const { facets, overdue } = await inWorkspace(database, tenancy, (scope) => countIncidents(scope));
    expect(facets.severity).toEqual(
      expect.arrayContaining([
        { value: "critical", count: 1 },
        { value: "high", count: 1 },
        { value: "medium", count: 1 },
      ]),
    );
    expect({ overdue, exposure: facets.exposure[0], assignee: facets.assignee }).toEqual({
      overdue: 3,
      exposure: { value: "public", count: 2 },
      assignee: [{ value: null, count: 3 }],
    });
  });

  it("shows a developer what is assigned to them or lies in their own repositories, and nothing else by any way", async () => {
    const { database, tenancy, as } = await fresh();
    await ingest(database, tenancy, { repository, seenAt: day(1), findings: [finding(1)] });
    await ingest(database, tenancy, { repository: { name: "acme/web" }, seenAt: day(1), findings: [finding(2)] });
    await ingest(database, tenancy, {
      repository: { name: "acme/own", codeowners: "* @ben" },
      seenAt: day(1),
      findings: [finding(3), finding(4)],
    });
    const ben = as("developer", "ben");
    const seen = () =>
      inWorkspace(database, ben, async (scope) => {
        const { items } = await listIncidents(scope);
        expect((await countIncidents(scope)).total).toBe(items.length);
        return items
          .map(({ fingerprint }) => [1, 2, 3, 4].find((number) => finding(number).fingerprint === fingerprint))
          .toSorted((a = 0, b = 0) => a - b);
      });
    expect(await seen()).toEqual([3, 4]);
    await inWorkspace(database, tenancy, (scope) => setRepositoriesOf(scope, "ben", ["acme/web"]));
    expect(await seen()).toEqual([2, 3, 4]);
    const hidden = await inWorkspace(database, tenancy, (scope) => findIncident(scope, finding(1).fingerprint));
    const ways = [
      () => inWorkspace(database, ben, (scope) => getIncident(scope, hidden.id)),
      () => inWorkspace(database, ben, (scope) => findIncident(scope, hidden.fingerprint)),
      () => inWorkspace(database, ben, (scope) => listOccurrences(scope, hidden.id)),
      () => inWorkspace(database, ben, (scope) => listEvents(scope, hidden.id)),
      () => inWorkspace(database, ben, (scope) => listComments(scope, hidden.id)),
      () => inWorkspace(database, ben, (scope) => addComment(scope, hidden.id, "x")),
      () => inWorkspace(database, ben, (scope) => changeIncident(scope, hidden.id, { change: { kind: "start" } })),
    ];
    for (const way of ways) await expect(way()).rejects.toMatchObject({ code: "INCIDENT_NOT_FOUND" });
    const bulk = await inWorkspace(database, ben, (scope) => changeIncidents(scope, { ids: [hidden.id] }, { kind: "start" }));
    expect(bulk.changed).toBe(0);
    await inWorkspace(database, tenancy, (scope) => changeIncident(scope, hidden.id, { change: { kind: "assign", assignee: "ben" } }));
    expect(await seen()).toEqual([1, 2, 3, 4]);
    const found = await inWorkspace(database, ben, (scope) => listIncidents(scope, { filter: { text: "plivo" } }));
    expect(found.items).toHaveLength(4);
  });

  it("keeps searches of one's own and shared ones", async () => {
    const { database, tenancy, as } = await fresh();
    const save = (isShared: boolean, name: string) =>
      inWorkspace(database, tenancy, (scope) => saveSearch(scope, { name, isShared, query: { filter: { severity: ["critical"] } } }));
    const own = await save(false, "Mine");
    await save(true, "Ours");
    await save(true, "Ours");
    const names = (who: typeof tenancy) => inWorkspace(database, who, async (scope) => (await listSearches(scope)).map(({ name }) => name));
    expect(await names(tenancy)).toEqual(["Mine", "Ours"]);
    expect(await names(as("developer", "ben"))).toEqual(["Ours"]);
    const stealing = inWorkspace(database, as("developer", "ben"), (scope) => deleteSearch(scope, own.id));
    await expect(stealing).rejects.toMatchObject({ code: "INCIDENT_NOT_FOUND" });
    await inWorkspace(database, tenancy, (scope) => deleteSearch(scope, own.id));
    expect(await names(tenancy)).toEqual(["Ours"]);
  });
});
