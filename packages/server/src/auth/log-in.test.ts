import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import { fake } from "@stanch/model";
import { getMigrations } from "better-auth/db/migration";
import Provider from "oidc-provider";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { startPostgres } from "../../../workflow/test/postgres.ts";
import { type Caller, PASSWORD, startTestServer } from "../../test/server.ts";

/** A real OpenID Connect provider, whose people sign in by naming themselves. */
async function startProvider() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const secret = fake("[A-Za-z0-9]{40}", 77);
  const clients: { client_id: string; client_secret: string; redirect_uris: string[] }[] = [
    { client_id: "stanch", client_secret: secret, redirect_uris: [] },
  ];
  const make = (redirect: string) =>
    new Provider(issuer, {
      clients: clients.map((client) => ({ ...client, redirect_uris: [redirect] })),
      claims: { email: ["email", "email_verified"], profile: ["name"] },
      conformIdTokenClaims: false,
      findAccount: (_context, id) => ({
        accountId: id,
        claims: () => ({ sub: id, email: `${id}@example.com`, email_verified: true, name: `Somebody called ${id}` }),
      }),
    });
  return {
    issuer,
    secret,
    serve: (redirect: string) => void server.on("request", make(redirect).callback()),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const provider = await startProvider();
const test = await startTestServer({
  STANCH_OIDC_ISSUER: provider.issuer,
  STANCH_OIDC_CLIENT_ID: "stanch",
  STANCH_OIDC_CLIENT_SECRET: provider.secret,
});
provider.serve(`${test.url}/api/sso/callback/oidc`);
afterAll(async () => {
  await test.stop();
  provider.stop();
});
const { caller: owner, workspace } = await test.first();

/** RFC 6238 with the usual settings; `secret` is base32. */
function totp(secret: string, atMs = Date.now()): string {
  const bits = secret
    .split("")
    .map((digit) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(digit).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("a second factor", () => {
  it("is asked for from its confirmation on, and a backup code does in its place once", async () => {
    const person = await test.member(workspace, "responder");
    const { email } = (await person.get("/me")).body;
    const begun = await person.post("/me/second-factor", { password: PASSWORD });
    expect(begun.status).toBe(200);
    const secret = new URL(begun.body.uri).searchParams.get("secret") ?? "";
    expect((await person.post("/me/second-factor/confirm", { code: totp(secret) })).status).toBe(204);
    const again = test.caller();
    expect((await again.post("/session", { email, password: PASSWORD })).body).toEqual({ isSecondFactorNeeded: true });
    expect((await again.get("/me")).status).toBe(401);
    const wrong = await again.post("/session/second-factor", { code: totp(secret, Date.now() + 3_600_000) });
    expect([wrong.status, wrong.body.error.code]).toEqual([401, "SECOND_FACTOR_REFUSED"]);
    expect((await again.post("/session/second-factor", { code: totp(secret) })).status).toBe(200);
    expect((await again.get("/me")).body.hasSecondFactor).toBe(true);
    const [backupCode] = begun.body.backupCodes;
    const third = test.caller();
    await third.post("/session", { email, password: PASSWORD });
    expect((await third.post("/session/second-factor", { backupCode })).status).toBe(200);
    const fourth = test.caller();
    await fourth.post("/session", { email, password: PASSWORD });
    expect((await fourth.post("/session/second-factor", { backupCode })).status).toBe(401);
  });
});

describe("guessing", () => {
  it("closes an account to the address after five failures, and says the same of an account that is none", async () => {
    await test.member(workspace, "auditor");
    for (const email of ["person2@example.com", "none@example.com"]) {
      const codes: string[] = [];
      for (let attempt = 0; attempt < 6; attempt++)
        codes.push((await test.caller().post("/session", { email, password: `wrong ${attempt}` })).body.error.code);
      expect(codes).toEqual([...Array.from({ length: 5 }, () => "SIGN_IN_REFUSED"), "RATE_LIMITED"]);
    }
    // The right password does not help now, either: no answer says that it was right.
    expect((await test.caller().post("/session", { email: "person2@example.com", password: PASSWORD })).body.error.code).toBe(
      "RATE_LIMITED",
    );
  });
});

describe("an invitation", () => {
  it("registers the invited person once, in the role that was given", async () => {
    const made = await owner.post(`/workspaces/${workspace}/invitations`, { email: "New@example.com", role: "auditor" });
    const link = new URL(made.body.url).hash.slice(1);
    const guest = test.caller();
    const joined = await guest.post("/invitations/accept", { link, name: "New", password: PASSWORD });
    expect([joined.status, joined.body]).toEqual([201, { workspaceId: workspace }]);
    expect((await guest.get("/me")).body.workspaces).toMatchObject([{ id: workspace, role: "auditor" }]);
    const again = await test.caller().post("/invitations/accept", { link, name: "Other", password: PASSWORD });
    expect([again.status, again.body.error.code]).toEqual([403, "INVITATION_INVALID"]);
  });
  it("is no use to somebody else who is signed in", async () => {
    const made = await owner.post(`/workspaces/${workspace}/invitations`, { email: "third@example.com", role: "owner" });
    const thief = await test.member(workspace, "developer");
    const answer = await thief.post("/invitations/accept", { link: new URL(made.body.url).hash.slice(1) });
    expect([answer.status, answer.body.error.code]).toEqual([403, "INVITATION_INVALID"]);
  });
  it("cannot make somebody more than its maker is", async () => {
    const manager = await test.member(workspace, "manager");
    const answer = await manager.post(`/workspaces/${workspace}/invitations`, { email: "more@example.com", role: "owner" });
    expect([answer.status, answer.body.error.code]).toEqual([403, "NOT_ALLOWED"]);
  });
});

describe("single sign-on", () => {
  it("lets an invited address in, with the role of the invitation", async () => {
    await owner.post(`/workspaces/${workspace}/invitations`, { email: "grace@example.com", role: "responder" });
    const grace = test.caller();
    const end = await throughProvider(grace, "grace");
    expect(end.href).toBe(`${test.url}/incidents`);
    expect((await grace.get("/me")).body).toMatchObject({ email: "grace@example.com", workspaces: [{ id: workspace, role: "responder" }] });
    const { rows } = await test.running.services.database.pool.query<{ stored: string }>(
      `select concat("accessToken", "refreshToken", "idToken") as stored from auth.account where "providerId" = 'oidc'`,
    );
    expect(rows).toEqual([{ stored: "" }]); // what the provider gave is not kept
  });
  it("refuses somebody whom nobody invited", async () => {
    const eve = test.caller();
    const end = await throughProvider(eve, "eve");
    expect(end.pathname).toBe("/api/v1/session/sso/refused");
    expect((await eve.get("/me")).status).toBe(401);
  });
  it("goes nowhere else afterwards", async () => {
    for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example"])
      expect((await test.caller().post("/session/sso", { next })).status).toBe(400);
  });
  it("refuses an answer that belongs to no request of this browser", async () => {
    const stranger = test.caller();
    const answer = await stranger.get("/api/sso/callback/oidc?code=made-up&state=made-up");
    expect(answer.status === 302 ? answer.headers.get("location") : "").toContain("error=");
    expect((await stranger.get("/me")).status).toBe(401);
  });
});

/** Plays the browser: to the provider, through its log-in and consent, and back. Gives where it ends. */
async function throughProvider(caller: Caller, name: string): Promise<URL> {
  const begun = await caller.post("/session/sso", { next: "/incidents" });
  const jar = new Map<string, string>();
  let at = new URL(begun.body.url);
  for (let step = 0; step < 12; step++) {
    if (at.origin === test.url) {
      const back = await caller.get(at.pathname + at.search);
      const location = back.headers.get("location");
      return location === null ? at : new URL(location, test.url);
    }
    const response = await visit(at, jar);
    const location = response.headers.get("location");
    if (location !== null) at = new URL(location, at);
    else at = await submit(at, await response.text(), { jar, name });
  }
  throw new Error(`single sign-on does not end: ${at.href}`);
}

async function visit(at: URL, jar: Map<string, string>, form?: URLSearchParams): Promise<Response> {
  const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join("; ");
  const response = await fetch(at, {
    redirect: "manual",
    headers: { cookie },
    ...(form === undefined ? {} : { method: "POST", body: form }),
  });
  for (const line of response.headers.getSetCookie()) {
    const pair = line.split(";")[0] ?? "";
    jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }
  return response;
}

/** The provider's development pages ask for a name, then for consent. */
async function submit(at: URL, html: string, { jar, name }: { jar: Map<string, string>; name: string }): Promise<URL> {
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1] ?? "";
  const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? "";
  const form = new URLSearchParams({ prompt, ...(prompt === "login" ? { login: name, password: "any" } : {}) });
  const response = await visit(new URL(action, at), jar, form);
  return new URL(response.headers.get("location") ?? at, at);
}

it("better-auth expects the tables that our migration makes", async () => {
  const postgres = await startPostgres();
  const { ownerUrl } = await postgres.fresh();
  const pool = new pg.Pool({ connectionString: ownerUrl, options: "-c search_path=auth" });
  pool.on("error", () => undefined); // the database ends while a connection idles
  const { options } = test.running.services.auth;
  const plan = await getMigrations({ ...options, database: pool });
  await pool.end();
  await postgres.stop();
  expect([plan.toBeCreated, plan.toBeAdded]).toEqual([[], []]);
});
