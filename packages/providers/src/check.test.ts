import { type CheckContext, Secret, type ValidityAnswer, fake } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { type Reply, type Running, serve } from "../test/servers.ts";
import { type Check, factsOf, provider, runCheck } from "./check.ts";
import { hostSetFor } from "./hosts.ts";
import { PacedHttp } from "./http/paced.ts";

const secret = fake("[A-Za-z0-9]{32}", 1);
const check = (more: Partial<Check> = {}): Check => ({
  detectors: ["acme-key"],
  get: "/me",
  auth: "bearer",
  valid: "id",
  reference: "https://acme.example.com/docs",
  answers: { valid: { body: { id: 1 } }, invalid: { status: 401 } },
  ...more,
});

function contextOf(
  server: Running,
  isBaseUrlSet = true,
): Pick<CheckContext, "http" | "httpAt" | "isBaseUrlSet"> & { readonly name: string } {
  const options = { reach: "loopback", proxy: undefined, userAgent: "stanch/1", timeoutMs: 1000 } as const;
  const paced = { ...options, requestsPerSecond: 1000, maxRetryAfterMs: 0, now: (): Date => new Date() };
  const http = new PacedHttp({ url: new URL(server.url), reach: "loopback" }, paced);
  return { http, httpAt: () => http, isBaseUrlSet, name: "Acme" };
}

async function answer(one: Check, reply: Reply, companions: Readonly<Record<string, string>> = {}, isSet = true): Promise<ValidityAnswer> {
  const server = await serve(() => reply);
  return runCheck(one, { secret: new Secret(secret), companions }, contextOf(server, isSet));
}

describe("a declared check", () => {
  it("puts the secret and what belongs to it where the declaration says", async () => {
    const server = await serve(() => ({ body: { id: 1 } }));
    const credential = { secret: new Secret(secret), companions: { account: "a/b?c", user: "alice" } };
    const all: readonly Check[] = [
      check({ get: "/accounts/{account}" }),
      check({ auth: ["{user}", "{secret}"] }),
      check({ auth: ["{secret}", ""] }),
      check({ auth: { "x-key": "Token {secret}" }, headers: { "x-version": "2" } }),
      { ...check({ form: { key: "{secret}", grant: "a b" } }), get: undefined, post: "/token" } as unknown as Check,
      {
        ...check({ json: { key: "{secret}", limit: 1, query: "{ viewer { id } }" } }),
        get: undefined,
        post: "/graphql",
      } as unknown as Check,
    ];
    for (const one of all) expect((await runCheck(one, credential, contextOf(server))).validity).toBe("valid");
    const [path, pair, user, header, form, json] = server.seen;
    const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;
    expect(path?.url).toBe("/accounts/a%2Fb%3Fc");
    expect(path?.headers.authorization).toBe(`Bearer ${secret}`);
    expect(pair?.headers.authorization).toBe(basic(`alice:${secret}`));
    expect(user?.headers.authorization).toBe(basic(`${secret}:`));
    expect([header?.headers["x-key"], header?.headers["x-version"]]).toEqual([`Token ${secret}`, "2"]);
    expect([form?.method, form?.body]).toEqual(["POST", `key=${secret}&grant=a+b`]);
    expect(form?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(JSON.parse(json?.body ?? "")).toEqual({ key: secret, limit: 1, query: "{ viewer { id } }" });
    expect(json?.headers["content-type"]).toBe("application/json");
  });
  it("asks nobody without what belongs to the secret, in words", async () => {
    const server = await serve(() => ({ body: { id: 1 } }));
    const one = check({ auth: ["{accessKeyId}", "{secret}"] });
    expect(await runCheck(one, { secret: new Secret(secret), companions: {} }, contextOf(server))).toEqual({
      validity: "unchecked",
      reason: "needs the access key id that belongs to it",
    });
    expect(server.seen).toEqual([]);
  });
  it("asks nobody about a form that its request is not for", async () => {
    expect(await answer(check({ only: /^never-/ }), { body: { id: 1 } })).toEqual({
      validity: "unchecked",
      reason: "no check for this form of it",
    });
  });
  it("asks the owner's server only where the user named one", async () => {
    const one = check({ host: hostSetFor("acme-server") });
    expect(await answer(one, { body: { id: 1 } }, {}, false)).toEqual({
      validity: "unchecked",
      reason: "needs the address of its server in STANCH_ACME_SERVER_URL",
    });
    expect((await answer(one, { body: { id: 1 } })).validity).toBe("valid");
  });
  it("believes no refusal of one region of several", async () => {
    const one = check({ instances: true });
    expect(await answer(one, { status: 401 }, {}, false)).toEqual({
      validity: "unknown",
      reason: "Acme does not know it where it was asked; it may belong to another region or server",
    });
    expect(await answer(one, { status: 401 })).toEqual({ validity: "invalid", reason: "Acme refused it (HTTP 401)" });
    expect((await answer(one, { body: { id: 1 } }, {}, false)).validity).toBe("valid");
  });
  it("leaves out the parts of a sentence that the answer does not fill", async () => {
    const one = check({ impact: ["acts as {user.email}", "scopes {scopes}", "plan {plan.name}", "{header:x-left} left", "{id}"] });
    const body = { id: 7, user: { email: "alice@example.com" }, scopes: ["a", "b"], plan: null };
    expect(await answer(one, { body })).toEqual({ validity: "valid", impact: "acts as alice@example.com, scopes a b, 7" });
    expect(await answer(one, { body: { id: 7, scopes: [] }, headers: { "x-left": "3" } })).toEqual({
      validity: "valid",
      impact: "3 left, 7",
    });
  });
  it("tells a known secret without that right from a refused one", async () => {
    const one = check({ limited: { status: 403, body: /missing_scope/ }, invalid: { status: [401, 403], body: /bad_token/ } });
    expect(await answer(one, { status: 403, body: { error: "missing_scope" } })).toEqual({
      validity: "valid",
      impact: "may not read whose it is",
    });
    expect((await answer(one, { status: 403, body: { error: "bad_token" } })).validity).toBe("invalid");
    expect((await answer(one, { status: 403, body: { error: "blocked by policy" } })).validity).toBe("unknown");
  });
});

describe("a wrong declaration is refused when it is read", () => {
  it.each<[string, Partial<Check>]>([
    ["the secret in an URL without saying so", { get: "/me?key={secret}" }],
    ["two methods", { post: "/me" }],
  ])("%s", (_, more) => expect(() => factsOf(check(more), "https://acme.example.com")).toThrow(TypeError));
  it("no method", () => {
    const { get: _, ...none } = check();
    expect(() => factsOf(none, "https://acme.example.com")).toThrow(TypeError);
  });
});

it("says of each check what is known before it is run", () => {
  const acme = provider({
    id: "acme",
    name: "Acme",
    baseUrl: "https://acme.example.com",
    checks: [check({ get: "/accounts/{account}" }), check({ detectors: ["acme-secret"], acts: true, host: hostSetFor("acme") })],
  });
  expect(acme.detectors).toEqual(["acme-key", "acme-secret"]);
  expect(acme.checks).toEqual([
    {
      detectors: ["acme-key"],
      host: "https://acme.example.com",
      request: "GET /accounts/…",
      basis: "documents",
      reference: "https://acme.example.com/docs",
    },
    {
      detectors: ["acme-secret"],
      host: "https://* (STANCH_ACME_URL)",
      request: "GET /me",
      effect: "acts",
      basis: "documents",
      reference: "https://acme.example.com/docs",
    },
  ]);
});
