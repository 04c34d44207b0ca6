import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fake } from "@stanch/model";
import { newWebhookKey } from "@stanch/workflow";
import { afterAll, describe, expect, it } from "vitest";
import { finding } from "../test/finding.ts";
import { PASSWORD, startTestServer, until } from "../test/server.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-hard-"));
const received: { url: string | undefined; body: string }[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += String(chunk)));
  request.on("end", () => {
    received.push({ url: request.url, body });
    response.end("{}");
  });
});
receiver.listen(0, "127.0.0.1");
await once(receiver, "listening");
const address = receiver.address();
const port = typeof address === "object" && address !== null ? address.port : 0;

const test = await startTestServer({ STANCH_DATA: folder, STANCH_PRIVATE_HOSTS: "127.0.0.1" });
afterAll(async () => {
  await test.stop();
  receiver.close();
  rmSync(folder, { recursive: true, force: true });
});
const { caller: owner, workspace } = await test.first();
const at = (path: string): string => `/workspaces/${workspace}${path}`;
const report = (seed: number) => ({ repository: { name: "acme/shop" }, scannedAt: new Date().toISOString(), findings: [finding(seed)] });

const webhookKey = newWebhookKey();
const webhook = (url: string, name: string) => ({
  name,
  kind: "webhook",
  settings: {},
  secrets: { url, key: webhookKey },
  events: ["incident.triggered"],
});

describe("a notification channel", () => {
  it("is tried by its button, told of incidents, and shows no secret", async () => {
    const url = `http://127.0.0.1:${port}/${fake("[a-z0-9]{24}", 3)}`;
    const made = await until(async () => {
      const answer = await owner.post(at("/notifications"), webhook(url, "hook"));
      return answer.status === 503 ? undefined : answer;
    });
    expect(made.status).toBe(201);
    expect((await owner.post(at(`/notifications/${made.body.id}/test`))).status).toBe(204);
    expect(received.at(-1)?.body).toContain("Test message");
    await owner.post(at("/findings"), report(1));
    await until(() => received.find(({ body }) => body.includes("Plivo Auth Token")));
    const shown = await owner.get(at("/notifications"));
    for (const secret of [url, webhookKey]) expect(shown.text + made.text + test.log.join("")).not.toContain(secret);
  });
  it.each(["http://10.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[::1]/", "https://localhost/", "https://2852039166/"])(
    "is not sent to %s",
    async (url) => {
      const made = await owner.post(at("/notifications"), webhook(url, `to ${url}`));
      if (made.status !== 201) {
        expect([400, 403]).toContain(made.status);
        return;
      }
      const { status, body } = await owner.post(at(`/notifications/${made.body.id}/test`));
      expect([status, body.error.code]).toEqual([403, "ADDRESS_REFUSED"]);
    },
  );
});

describe("a connection", () => {
  /** Opens a socket, writes, and gives what came until the other side closed it. */
  const heard = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(test.url).port), "127.0.0.1", () => socket.write(bytes));
      let text = "";
      socket.on("data", (chunk) => (text += String(chunk)));
      socket.on("close", () => resolve(text));
      socket.on("error", reject);
    });

  it("that never ends its headers is closed with a reason", async () => {
    expect(await heard("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Slow: ")).toContain('"code":"REQUEST_TOO_SLOW"');
  }, 60_000);
  it("with headers beyond the limit is refused", async () => {
    expect(await heard(`GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${"x".repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 [^]*REQUEST_MALFORMED/,
    );
  });
  it("whose length and encoding contradict each other is refused", async () => {
    expect(
      await heard("POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ).toContain("400 Bad Request");
  });
});

describe("bad input", () => {
  it.each([
    ["a NUL in a name", { name: "a\u0000b" }],
    ["half of a character", { name: "\ud800" }],
    ["a name that is too long", { name: "x".repeat(101) }],
    ["only blanks", { name: "   " }],
  ])("%s is refused or taken, and never breaks the server", async (_name, body) => {
    const { status } = await owner.patch(at(""), body);
    expect(status).toBeLessThan(500);
  });
  it("findings of the wrong shape are refused whole, and the place is named", async () => {
    const broken = { ...report(7), findings: [finding(7), { ...finding(8), severity: "terrible" }] };
    const { status, body } = await owner.post(at("/findings"), broken);
    expect([status, body.error.param]).toEqual([400, "body.findings.1.severity"]);
    expect((await owner.get(at(`/incidents?text=config/7.env`))).body.items).toEqual([]);
  });
  it.each(["not-an-id", "00000000-0000-4000-8000-000000000000", "%00", "..%2f..%2fetc"])(
    "an unknown incident %s is not found",
    async (id) => {
      expect((await owner.get(at(`/incidents/${id}`))).status).toBe(404);
    },
  );
  it.each(["x", "eyJhIjoxfQ", "W10.AAAA", "null"])("a cursor %s that no list made is refused", async (cursor) => {
    for (const list of ["/incidents", "/members", "/tokens", "/audit"]) {
      const { status, body } = await owner.get(at(`${list}?cursor=${cursor}`));
      expect([status, body.error.code]).toEqual([400, "CURSOR_INVALID"]);
    }
  });
  it("an expired token says so", async () => {
    const made = await owner.post(at("/tokens"), { name: "old" });
    const { database } = test.running.services;
    const { inWorkspace, systemActor, apiTokens } = await import("@stanch/workflow");
    await inWorkspace(database, { workspaceId: workspace, actor: systemActor("test") }, ({ tx }) =>
      tx.update(apiTokens).set({ expiresAt: new Date(0) }),
    );
    const { status, body } = await test.caller(made.body.token).get("/me");
    expect([status, body.error.code]).toEqual([401, "TOKEN_EXPIRED"]);
  });
});

describe("the developer's form", () => {
  it("opens by its link alone, takes one answer, and nothing else opens", async () => {
    const { body: taken } = await owner.post(at("/findings"), report(21));
    const incident = taken.incidents[0];
    const { body: link } = await owner.post(at(`/incidents/${incident}/feedback`), { recipient: "dev@example.com" });
    const token = new URL(link.url).hash.slice(1);
    const guest = test.caller();
    expect((await guest.post("/feedback/form", { token })).body).toMatchObject({
      recipient: "dev@example.com",
      places: [{ path: "config/21.env" }],
    });
    const answer = { isReal: "yes", isStillUsed: "no", isRevoked: true, usedBy: "", note: "ended it" };
    expect((await guest.post("/feedback/answer", { token, answer })).status).toBe(204);
    expect((await guest.post("/feedback/answer", { token, answer })).body.error.code).toBe("INCIDENT_CONFLICT");
    expect((await guest.post("/feedback/form", { token: `${token.slice(0, -1)}A` })).body.error.code).toBe("FEEDBACK_LINK_INVALID");
    expect((await owner.get(at(`/incidents/${incident}/feedback`))).body.items).toMatchObject([{ answer: { note: "ended it" } }]);
  });
});

it("a third party's report is matched and not kept", async () => {
  const secret = fake("[A-Za-z0-9]{40}", 71);
  const { body } = await owner.post(at("/external-reports"), {
    format: "csv",
    origin: "breach list",
    text: `token,where\n${secret},somewhere\n`,
  });
  expect(body).toEqual({ matched: [], waiting: 1, known: 0 });
});

it("policies are read, set and guarded by their tag", async () => {
  const tag = (await owner.get(at("/policies"))).headers.get("etag") ?? "";
  expect((await owner.ask(at("/policies"), { method: "PUT", body: { slaHours: { critical: 4 } } })).body).toEqual({
    slaHours: { critical: 4 },
  });
  const stale = await owner.ask(at("/policies"), { method: "PUT", body: { slaHours: {} }, headers: { "if-match": tag } });
  expect(stale.status).toBe(412);
});

it("nothing of what was secret stands in the database, the log or the metrics", async () => {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: test.running.services.database.ownerUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth', 'dbos')",
  );
  let dump = "";
  // Row-level security does not bind the owner of the tables: this is what a stolen backup holds.
  for (const { name } of tables)
    dump += (await client.query<{ row: string }>(`select t::text as row from ${name} t`)).rows.map(({ row }) => row).join("\n");
  await client.end();
  const metrics = (await test.caller().get("/metrics")).text;
  const secrets = [PASSWORD, webhookKey, fake("[A-Za-z0-9]{40}", 71), fake("[a-z0-9]{24}", 3)];
  expect(dump.length).toBeGreaterThan(10_000);
  for (const secret of secrets) expect(dump + metrics + test.log.join("")).not.toContain(secret);
  for (const [, session = ""] of owner.cookies) expect(dump + test.log.join("")).not.toContain(decodeURIComponent(session));
});
