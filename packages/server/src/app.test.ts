import { connect } from "node:net";
import { Secret, fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { PASSWORD, startTestServer } from "../test/server.ts";

const test = await startTestServer();
afterAll(() => test.stop());

describe("errors", () => {
  it("are one object, whose page this server has", async () => {
    const { status, body, headers } = await test.caller().get("/me");
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ type: "authentication", code: "NOT_SIGNED_IN", param: null, request_log_url: null, provider: null });
    expect(body.error.request_id).toBe(headers.get("x-request-id"));
    const page = await fetch(body.error.doc_url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("<h1>NOT_SIGNED_IN</h1>");
  });
  it.each([
    ["broken JSON", { body: '{"email":' }, 400, "REQUEST_MALFORMED"],
    ["no JSON at all", { body: "email=x", headers: { "content-type": "application/x-www-form-urlencoded" } }, 415, "MEDIA_TYPE_UNKNOWN"],
    ["a field that is not described", { body: { email: "a@example.com", password: "x", role: "owner" } }, 400, "REQUEST_INVALID"],
    ["a wrong type", { body: { email: 7, password: "x" } }, 400, "REQUEST_INVALID"],
    ["a poisoned prototype", { body: '{"__proto__":{"isAdmin":true}}' }, 400, "REQUEST_MALFORMED"],
    ["an empty body", { body: "", headers: { "content-type": "application/json" } }, 400, "REQUEST_MALFORMED"],
  ])("refuse %s with the right status", async (_name, asked, status, code) => {
    const answer = await test.caller().ask("/session", { method: "POST", ...asked });
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });
  it("never quote what was sent", async () => {
    const secret = fake("sk_[A-Za-z0-9]{40}", 21);
    const caller = test.caller(secret);
    const answers = [
      await caller.get(`/requests/${secret}`),
      await caller.get(`/${secret}`),
      await test.caller().post("/session", { email: secret, password: secret }),
      await test.caller().post("/session", { [secret]: secret }),
      await test.caller().post("/setup", { link: secret, name: "x", email: "x@example.com", password: secret }),
    ];
    for (const { text, status } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain(secret);
    }
    expect(test.log.join("")).not.toContain(secret);
  });
  it("answer a body of 100 MB with 413 before it is read", async () => {
    const { status, body } = await test
      .caller()
      .ask("/session", { method: "POST", body: `"${"x".repeat(100_000_000)}"` })
      .catch(async () => rawRefusal());
    expect([status, body.error.code]).toEqual([413, "REQUEST_TOO_LARGE"]);
  });
  it("answer what is no HTTP in the same form", async () => {
    expect(await raw("NONSENSE\r\n\r\n")).toContain('"code":"REQUEST_MALFORMED"');
  });
});

/** A client that does not read while it writes may lose the answer: here one that only announces the body. */
async function rawRefusal(): Promise<{ status: number; body: { error: { code: string } } }> {
  const text = await raw(
    "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n{",
  );
  return { status: Number(text.split(" ")[1]), body: JSON.parse(text.slice(text.indexOf("{"))) };
}

function raw(bytes: string): Promise<string> {
  const { port } = new URL(test.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (chunk) => (text += String(chunk)));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

describe("log-in", () => {
  it("begins with a one-time link, and ends with signing out", async () => {
    const { caller, workspace } = await test.first();
    const { status, body } = await caller.get("/me");
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: "user", email: "ada@example.com", workspaces: [{ id: workspace, role: "owner" }] });
    expect((await test.caller().get("/setup")).body.isNeeded).toBe(false);
    const second = test.caller();
    expect((await second.post("/session", { email: "ADA@example.com", password: PASSWORD })).body).toEqual({ isSecondFactorNeeded: false });
    expect((await second.delete("/session")).status).toBe(204);
    expect((await second.get("/me")).status).toBe(401);
  });
  it("says the same of a wrong password and of nobody", async () => {
    const answers = await Promise.all(
      ["ada@example.com", "nobody@example.com"].map((email) => test.caller().post("/session", { email, password: "not the password" })),
    );
    const [one, two] = answers.map(({ body }) => ({ ...body.error, request_id: "" }));
    expect(one).toEqual(two);
    expect(one).toMatchObject({ code: "SIGN_IN_REFUSED" });
  });
  it("does not take over a session that was put into the browser before", async () => {
    const victim = test.caller();
    const planted = fake("[A-Za-z0-9]{32}", 5);
    victim.cookies.set("stanch.session_token", `${planted}.${fake("[A-Za-z0-9]{43}=", 6)}`);
    await victim.post("/session", { email: "ada@example.com", password: PASSWORD });
    expect(victim.cookies.get("stanch.session_token")).not.toContain(planted);
    expect((await victim.get("/me")).status).toBe(200);
    const thief = test.caller();
    thief.cookies.set("stanch.session_token", `${planted}.${fake("[A-Za-z0-9]{43}=", 6)}`);
    expect((await thief.get("/me")).status).toBe(401);
  });
});

describe("another site's page", () => {
  it("changes nothing with a session's cookie", async () => {
    const { caller, workspace } = await test.first();
    const forged = await caller.patch(`/workspaces/${workspace}`, { name: "Taken" }, { origin: "https://evil.example" });
    expect([forged.status, forged.body.error.code]).toEqual([403, "ORIGIN_REFUSED"]);
    const silent = await caller.patch(`/workspaces/${workspace}`, { name: "Taken" }, { origin: "null" });
    expect(silent.status).toBe(403);
    expect((await caller.get(`/workspaces/${workspace}`)).body.name).toBe("First");
  });
});

describe("reads and changes", () => {
  it("carry an entity tag: the same again is 304, and a stale change is 412", async () => {
    const { caller, workspace } = await test.first();
    const path = `/workspaces/${workspace}`;
    const tag = (await caller.get(path)).headers.get("etag") ?? "";
    const again = await caller.get(path, { "if-none-match": tag });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect((await caller.patch(path, { name: "Renamed" }, { "if-match": tag })).status).toBe(200);
    const stale = await caller.patch(path, { name: "Other" }, { "if-match": tag });
    expect([stale.status, stale.body.error.code]).toEqual([412, "PRECONDITION_FAILED"]);
    await caller.patch(path, { name: "First" });
  });
  it("refuse to set what the caller has no business with", async () => {
    const { caller, workspace } = await test.first();
    const answer = await caller.patch(`/workspaces/${workspace}`, { name: "First", id: "00000000-0000-0000-0000-000000000001", slug: "x" });
    expect([answer.status, answer.body.error.code]).toEqual([400, "REQUEST_INVALID"]);
  });
});

describe("a POST with an idempotency key", () => {
  it("happens once, is replayed, and conflicts with another body", async () => {
    const { caller, workspace } = await test.first();
    const key = { "idempotency-key": fake("[a-z0-9]{20}", 1) };
    const path = `/workspaces/${workspace}/tokens`;
    const first = await caller.post(path, { name: "once" }, key);
    const second = await caller.post(path, { name: "once" }, key);
    expect(first.status).toBe(201);
    expect(second.text).toBe(first.text);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const other = await caller.post(path, { name: "twice" }, key);
    expect([other.status, other.body.error.code]).toEqual([409, "IDEMPOTENCY_KEY_REUSED"]);
    const { body } = await caller.get(path);
    expect(body.items.filter(({ name }: { name: string }) => name === "once")).toHaveLength(1);
    const { rows } = await test.running.services.database.pool.query("select 1 from idempotency_keys");
    expect(rows).toEqual([]); // row-level security: nobody but the system's own transactions sees them
  });
  it("happens once when it comes many times at once", async () => {
    const { caller, workspace } = await test.first();
    const key = { "idempotency-key": fake("[a-z0-9]{20}", 2) };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => caller.post(`/workspaces/${workspace}/tokens`, { name: "crowd" }, key)),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    const { body } = await caller.get(`/workspaces/${workspace}/tokens`);
    expect(body.items.filter(({ name }: { name: string }) => name === "crowd")).toHaveLength(1);
  });
});

describe("an API token", () => {
  it("opens its own workspace, as far as its scopes go, until it is revoked", async () => {
    const { caller, workspace } = await test.first();
    const made = await caller.post(`/workspaces/${workspace}/tokens`, { name: "ci", scopes: ["workspace:read"] });
    expect(made.body.token).toMatch(/^stanch_[0-9A-Za-z]{46}$/);
    const program = test.caller(made.body.token);
    expect((await program.get(`/workspaces/${workspace}`)).status).toBe(200);
    const narrow = await program.get(`/workspaces/${workspace}/members`);
    expect([narrow.status, narrow.body.error.code]).toEqual([403, "NOT_ALLOWED"]);
    expect((await caller.delete(`/workspaces/${workspace}/tokens/${made.body.id}`)).status).toBe(204);
    expect((await program.get("/me")).body.error.code).toBe("TOKEN_INVALID");
  });
  it("is kept as a hash only, and is found by our own detector", async () => {
    const { caller, workspace } = await test.first();
    const { body } = await caller.post(`/workspaces/${workspace}/tokens`, { name: "hash" });
    const { rows } = await test.running.services.database.orm.transaction(async (tx) => {
      await tx.execute("select set_config('stanch.system', 'on', true)");
      return tx.execute("select row_to_json(api_tokens)::text as text from api_tokens");
    });
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(body.token);
    expect(String(new Secret(body.token))).not.toContain(body.token);
  });
  it("cannot give away more than it has", async () => {
    const { caller, workspace } = await test.first();
    const made = await caller.post(`/workspaces/${workspace}/tokens`, {
      name: "maker",
      role: "manager",
      scopes: ["token:write", "workspace:read"],
    });
    const program = test.caller(made.body.token);
    const more = await program.post(`/workspaces/${workspace}/tokens`, { name: "more", role: "manager", scopes: ["member:write"] });
    expect([more.status, more.body.error.code]).toEqual([403, "NOT_ALLOWED"]);
  });
});

describe("refused requests", () => {
  it("are entries of the audit log, which request_log_url opens for those allowed", async () => {
    const { caller, workspace } = await test.first();
    const developer = await test.member(workspace, "developer");
    const refused = await developer.get(`/workspaces/${workspace}/members`);
    expect(refused.status).toBe(403);
    const path = new URL(refused.body.error.request_log_url).pathname;
    const opened = await caller.get(path);
    expect(opened.body.entries).toMatchObject([{ action: "request.refused", details: { code: "NOT_ALLOWED", status: 403 } }]);
    expect((await developer.get(path)).status).toBe(404);
    expect((await caller.get(`/workspaces/${workspace}/audit/verify`)).body).toMatchObject({ isWhole: true });
  });
  it("cannot write a line of their own into the log", async () => {
    const before = test.log.length;
    await test.caller().get("/nothing", { "user-agent": 'x","level":60,"msg":"forged', "x-request-id": "req_forged" });
    await test.caller().ask("/api/v1/%0A%7B%22level%22:60,%22msg%22:%22forged%22%7D", {});
    const lines = test.log.slice(before);
    expect(lines.join("")).not.toContain("forged");
    for (const line of lines) expect(line.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("what the server shows of itself", () => {
  it("lives, is ready, counts, and describes itself", async () => {
    const caller = test.caller();
    expect((await caller.get("/health")).body.status).toBe("ok");
    expect((await caller.get("/ready")).body.status).toBe("ready");
    expect((await caller.get("/metrics")).text).toContain("stanch_http_request_seconds_count");
    const { body } = await caller.get("/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    expect(Object.keys(body.paths).length).toBeGreaterThan(20);
  });
  it("allows a page nothing inline", async () => {
    const { headers } = await test.caller().get("/");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
  });
  it("shows the reference without another server", async () => {
    const page = await test.caller().get("/docs");
    expect(page.text).not.toMatch(/https?:\/\//);
    expect((await test.caller().get("/docs/viewer.js")).text.length).toBeGreaterThan(1_000_000);
  });
});
