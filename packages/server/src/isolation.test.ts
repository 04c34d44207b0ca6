import { fake } from "@stanch/model";
import { type Role, createWorkspace, inWorkspace, members, systemActor, uuidV7 } from "@stanch/workflow";
import { afterAll, describe, expect, it } from "vitest";
import { type Caller, startTestServer } from "../test/server.ts";
import { finding } from "../test/finding.ts";
import { type Permission, ROLE_PERMISSIONS } from "./auth/permissions.ts";

const test = await startTestServer();
afterAll(() => test.stop());

const { caller: owner, workspace: mine } = await test.first();
const theirs = await createWorkspace(test.running.services.database, { name: "Theirs", slug: "theirs" });
const ROLES = ["owner", "manager", "responder", "developer", "auditor"] as const;
const people = new Map<Role, Caller>();
for (const role of ROLES) people.set(role, await test.member(mine, role));
const machine = await owner.post(`/workspaces/${mine}/tokens`, { name: "machine" });
people.set("machine", test.caller(machine.body.token));

// Something of everything in the other workspace, put there by its own owner.
const stranger = await test.member(theirs, "owner");
const planted = await plant();

async function plant(): Promise<Readonly<Record<string, string>>> {
  const token = await stranger.post(`/workspaces/${theirs}/tokens`, { name: "theirs-token" });
  const invitation = await stranger.post(`/workspaces/${theirs}/invitations`, { email: "guest@example.com", role: "auditor" });
  const report = { repository: { name: "theirs/repository" }, scannedAt: new Date().toISOString(), findings: [finding(1)] };
  const taken = await stranger.post(`/workspaces/${theirs}/findings`, report);
  const search = await stranger.post(`/workspaces/${theirs}/searches`, { name: "theirs-search", query: { filter: {} }, isShared: true });
  const me = await stranger.get("/me");
  return {
    token: token.body.id,
    invitation: invitation.body.id,
    incident: taken.body.incidents[0],
    search: search.body.id,
    user: me.body.id,
    detector: "plivo-auth-token",
    bulk: uuidV7(),
    request: `req_${fake("[0-9a-f]{32}", 3)}`,
    code: "NOT_FOUND",
  };
}

interface Route {
  readonly method: string;
  readonly url: string;
  readonly access: string;
}

/** Every route of the running server, from the server itself: one that is added is walked. */
const routes: readonly Route[] = test.running.routes;
const ofWorkspaces = routes.filter(({ url }) => url.includes(":workspace"));

const filled = ({ url }: Route, workspace: string): string =>
  url.replace(":workspace", workspace).replace(/:(\w+)/g, (_all, name: string) => planted[name] ?? uuidV7());

/** A body that some routes take and others refuse: what counts is that nobody gets so far. */
const BODY = {
  name: "Walked",
  role: "auditor",
  email: "walk@example.com",
  body: "Walked",
  ids: [planted["incident"]],
  change: { kind: "unassign" },
};

const ask = (caller: Caller, route: Route, workspace: string) =>
  caller.ask(filled(route, workspace), {
    method: route.method,
    ...(route.method === "GET" || route.method === "DELETE" ? {} : { body: BODY }),
  });

it("walks many routes", () => {
  expect(ofWorkspaces.length).toBeGreaterThan(25);
});

describe.each([...ROLES, "machine" as const])("%s of another workspace", (role) => {
  it("finds nothing at any address of a workspace that is not theirs", async () => {
    const caller = people.get(role) ?? test.caller();
    for (const route of ofWorkspaces) {
      const { status, body, text } = await ask(caller, route, theirs);
      expect([route.method, route.url, status, body?.error?.code]).toEqual([route.method, route.url, 404, "WORKSPACE_NOT_FOUND"]);
      expect(text).not.toContain("theirs");
    }
  });
  it("finds nothing of it at addresses of their own workspace", async () => {
    const caller = people.get(role) ?? test.caller();
    for (const route of ofWorkspaces.filter(({ url }) => url.split(":").length > 2 || url.endsWith("s"))) {
      const { text } = await ask(caller, route, mine);
      for (const sign of ["theirs", finding(1).fingerprint, "guest@example.com"])
        if (route.method === "GET") expect(text, `${route.method} ${route.url}`).not.toContain(sign);
    }
  });
});

describe.each([...ROLES, "machine" as const])("%s", (role) => {
  it("is let through exactly where the role includes the route's permission", async () => {
    const caller = people.get(role) ?? test.caller();
    for (const route of ofWorkspaces) {
      // What ends or changes things is only tried where it must be refused.
      const isAllowed = ROLE_PERMISSIONS[role].has(route.access as Permission); // routes of a workspace name one
      if (isAllowed && route.method !== "GET") continue;
      if (route.url.endsWith("/stream")) continue; // does not end; its guard is the same hook
      const { status, body } = await ask(caller, route, mine);
      const isRefused = status === 403 && body?.error?.code === "NOT_ALLOWED";
      expect([route.method, route.url, isRefused]).toEqual([route.method, route.url, !isAllowed]);
    }
  });
});

it("nobody unknown gets anything but what is for everybody", async () => {
  for (const route of routes.filter(({ access, url }) => access !== "public" && url.startsWith("/api"))) {
    const { status } = await ask(test.caller(), route, mine);
    expect([route.method, route.url, status]).toEqual([route.method, route.url, 401]);
  }
});

it("what was planted is all still there", async () => {
  const incident = await stranger.get(`/workspaces/${theirs}/incidents/${planted["incident"]}`);
  expect(incident.body).toMatchObject({ state: "triggered", version: 1 });
  expect((await stranger.get(`/workspaces/${theirs}/tokens`)).body.items).toMatchObject([{ revokedAt: null }]);
});

it("a developer sees only what is assigned to them or in their own repositories", async () => {
  const developer = people.get("developer") ?? test.caller();
  const report = (name: string, seeds: readonly number[]) => ({
    repository: { name },
    scannedAt: new Date().toISOString(),
    findings: seeds.map((seed) => finding(seed)),
  });
  const first = await owner.post(`/workspaces/${mine}/findings`, report("acme/shop", [11]));
  const second = await owner.post(`/workspaces/${mine}/findings`, report("acme/bank", [12]));
  const list = `/workspaces/${mine}/incidents`;
  expect((await developer.get(list)).body.items).toEqual([]);
  expect((await developer.get(`${list}/${first.body.incidents[0]}`)).status).toBe(404);
  const { body: me } = await developer.get("/me");
  await owner.ask(`/workspaces/${mine}/members/${me.id}/repositories`, { method: "PUT", body: { repositories: ["acme/shop"] } });
  expect((await developer.get(list)).body.items.map(({ id }: { id: string }) => id)).toEqual(first.body.incidents);
  const assigned = await owner.post(`${list}/${second.body.incidents[0]}/actions`, { kind: "assign", assignee: me.id });
  expect(assigned.body).toMatchObject({ assignee: me.id });
  expect((await developer.get(list)).body.items).toHaveLength(2);
  expect((await developer.get(`${list}/facets`)).body.total).toBe(2);
});

it("the database itself shows rows of one workspace only", async () => {
  const { database } = test.running.services;
  const seen = await inWorkspace(database, { workspaceId: mine, actor: systemActor("test") }, ({ tx }) => tx.select().from(members));
  expect(seen.every(({ workspaceId }) => workspaceId === mine)).toBe(true);
  const { rows } = await database.pool.query("select 1 from incidents");
  expect(rows).toEqual([]);
});
