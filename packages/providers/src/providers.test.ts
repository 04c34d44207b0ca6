import { detectors } from "@stanch/detectors";
import { type Provider, Secret, type ValidityAnswer, fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Reply, type Running, serve, serveRaw } from "../test/servers.ts";
import { accountOf } from "./aws.ts";
import { overrideName } from "./http/base-url.ts";
import { providers as all } from "./index.gen.ts";
import { verifyAll } from "./verify.ts";

interface Case {
  readonly name: string;
  readonly detector: string;
  /** Of the secret, for `fake`. */
  readonly shape: string;
  readonly companions?: Readonly<Record<string, string>>;
  /** The documented answer, to every request. */
  readonly reply: Reply;
  readonly answer: ValidityAnswer;
  /** Method and path of each request that is expected. */
  readonly asked: readonly string[];
}

const valid = (impact?: string): ValidityAnswer => ({ validity: "valid", ...(impact === undefined ? {} : { impact }) });
const invalid = (reason: string): ValidityAnswer => ({ validity: "invalid", reason });
const unknown = (reason: string): ValidityAnswer => ({ validity: "unknown", reason });
const unchecked = (reason: string): ValidityAnswer => ({ validity: "unchecked", reason });
const other = (status: number): ValidityAnswer => unknown(`unexpected answer (HTTP ${status})`);

const main = fake("MA[A-Z0-9]{18}", 1);
const sub = fake("SA[A-Z0-9]{18}", 2);
const token = "[A-Za-z0-9]{40}";
const account = { api_id: "a", auth_id: main, account_type: "standard", cash_credits: "12.50000", auto_recharge: true };
const plivo = { detector: "plivo-auth-token", shape: token, companions: { authId: main } };
const plivoAsked = [`GET /v1/Account/${main}/`];

const classic = { detector: "github-personal-access-token", shape: "ghp_[A-Za-z0-9]{36}" };
const installation = { detector: "github-app-installation-token", shape: "ghs_[A-Za-z0-9]{36}" };
const user = { login: "octocat", site_admin: false };

const slack = { detector: "slack-bot-token", shape: "xoxb-\\d{12}-\\d{12}-[A-Za-z0-9]{24}", asked: ["POST /api/auth.test"] };
const session = { detector: "slack-session-token", shape: "xoxc-\\d{12}-\\d{12}-\\d{12}-[0-9a-f]{64}" };
const stripe = { detector: "stripe-secret-key", shape: "sk_live_[A-Za-z0-9]{24}", asked: ["GET /v1/account"] };
const openai = { detector: "openai-api-key", shape: "sk-proj-[A-Za-z0-9]{48}", asked: ["GET /v1/models"] };
const anthropic = { detector: "anthropic-api-key", shape: "sk-ant-api03-[A-Za-z0-9]{93}AA", asked: ["GET /v1/models?limit=1"] };
const anthropicError = (type: string): unknown => ({ type: "error", error: { type, message: "…" } });
const sendgrid = { detector: "sendgrid-api-key", shape: "SG.[A-Za-z0-9]{22}.[A-Za-z0-9]{43}", asked: ["GET /v3/scopes"] };
const npm = { detector: "npm-access-token", shape: "npm_[A-Za-z0-9]{36}", asked: ["GET /-/whoami"] };

const keyId = fake("AKIA[C-F][A-Z2-7]{15}", 3);
const temporaryId = fake("ASIA[C-F][A-Z2-7]{15}", 4);
const aws = { detector: "aws-secret-access-key", shape: "[A-Za-z0-9/+]{40}", companions: { accessKeyId: keyId }, asked: ["POST /"] };
const xml = { "content-type": "text/xml" };
const identity = (arn: string): Reply => ({
  headers: xml,
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});
const awsError = (status: number, code: string): Reply => ({
  status,
  headers: xml,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>…</Message></Error></ErrorResponse>`,
});

const cases: readonly Case[] = [
  {
    name: "Plivo: a main account",
    ...plivo,
    reply: { body: account },
    answer: valid("main account with full power, sub-accounts and their tokens included, 12.50000 USD of credit, recharges itself"),
    asked: plivoAsked,
  },
  {
    name: "Plivo: a trial sub-account",
    ...plivo,
    detector: "plivo-subaccount-token",
    companions: { authId: sub },
    reply: { body: { api_id: "a", account_type: "developer", auto_recharge: false } },
    answer: valid("sub-account, trial"),
    asked: [`GET /v1/Account/${sub}/`],
  },
  {
    name: "Plivo: refused twice",
    ...plivo,
    reply: { status: 401, body: { api_id: "a", error: "authentication failed" } },
    answer: invalid("Plivo refused the pair twice (HTTP 401)"),
    asked: [...plivoAsked, ...plivoAsked],
  },
  {
    name: "Plivo: a 401 about the account's region",
    ...plivo,
    reply: { status: 401, body: { error: "cannot resolve the account region" } },
    answer: other(401),
    asked: [...plivoAsked, ...plivoAsked],
  },
  { name: "Plivo: forbidden", ...plivo, reply: { status: 403, body: { api_id: "a", error: "…" } }, answer: other(403), asked: plivoAsked },
  { name: "Plivo: an answer of somebody else", ...plivo, reply: { body: { ok: true } }, answer: other(200), asked: plivoAsked },
  {
    name: "Plivo: a token without its ID",
    ...plivo,
    companions: {},
    reply: {},
    answer: unchecked("needs the Auth ID (MA… or SA…) that belongs to it"),
    asked: [],
  },
  {
    name: "Plivo: an ID that would lead elsewhere",
    ...plivo,
    companions: { authId: "MA/../../../" },
    reply: {},
    answer: unchecked("needs the Auth ID (MA… or SA…) that belongs to it"),
    asked: [],
  },
  {
    name: "GitHub: a classic token",
    ...classic,
    reply: {
      headers: { "x-oauth-scopes": "repo, admin:org", "github-authentication-token-expiration": "2027-01-02 03:04:05 UTC" },
      body: user,
    },
    answer: valid("acts as octocat, scopes repo admin:org, may administer organisations, expires 2027-01-02 03:04:05 UTC"),
    asked: ["GET /user"],
  },
  {
    name: "GitHub: a classic token without scopes",
    ...classic,
    reply: { headers: { "x-oauth-scopes": "" }, body: { ...user, site_admin: true } },
    answer: valid("acts as octocat, a site administrator, no scopes"),
    asked: ["GET /user"],
  },
  {
    name: "GitHub: an installation's token",
    ...installation,
    reply: { body: { total_count: 3, repositories: [{ full_name: "acme/api" }] } },
    answer: valid("app installation with 3 repositories, such as acme/api"),
    asked: ["GET /installation/repositories?per_page=1"],
  },
  {
    name: "GitHub: a dead token",
    ...classic,
    reply: { status: 401, body: { message: "Bad credentials", documentation_url: "…" } },
    answer: invalid("GitHub answered «Bad credentials» (a GitHub Enterprise Server's token is unknown there)"),
    asked: ["GET /user"],
  },
  {
    name: "GitHub: too many bad tokens",
    ...classic,
    reply: { status: 403, body: { message: "Maximum number of login attempts exceeded" } },
    answer: other(403),
    asked: ["GET /user"],
  },
  {
    name: "Slack: a bot",
    ...slack,
    reply: { headers: { "x-oauth-scopes": "chat:write,admin.users:read" }, body: { ok: true, team: "Acme", user: "ci", bot_id: "B1" } },
    answer: valid("workspace Acme, bot ci, scopes chat:write admin.users:read, may administer the workspace"),
  },
  ...["invalid_auth", "account_inactive", "token_revoked", "token_expired"].map((error) => ({
    name: `Slack: ${error}`,
    ...slack,
    reply: { body: { ok: false, error } },
    answer: invalid(`Slack answered ${error}`),
  })),
  {
    name: "Slack: another error",
    ...slack,
    reply: { body: { ok: false, error: "internal_error" } },
    answer: unknown("Slack answered internal_error"),
  },
  {
    name: "Slack: a browser's session",
    ...slack,
    ...session,
    companions: { cookie: fake("xoxd-[A-Za-z0-9]{100}", 10) },
    reply: { body: { ok: true, team: "Acme", user: "alice" } },
    answer: valid("workspace Acme, acts as alice"),
  },
  {
    name: "Slack: a browser's session without its cookie",
    ...slack,
    ...session,
    reply: {},
    answer: unchecked("needs the session cookie (xoxd-…) that belongs to it"),
    asked: [],
  },
  { name: "Slack: a page", ...slack, reply: { body: "<html>" }, answer: unknown("unexpected answer (no «ok» in it)") },
  {
    name: "Stripe: a secret key",
    ...stripe,
    reply: { body: { id: "acct_1", country: "DE", charges_enabled: true, payouts_enabled: true, business_profile: { name: "Acme" } } },
    answer: valid("live mode, full power, account acct_1, Acme, DE, takes payments, pays out"),
  },
  {
    name: "Stripe: a restricted test key without that right",
    ...stripe,
    detector: "stripe-restricted-key",
    shape: "rk_test_[A-Za-z0-9]{24}",
    reply: { status: 403, body: { error: { type: "invalid_request_error", message: "…" } } },
    answer: valid("test mode, restricted key, may not read the account"),
  },
  {
    name: "Stripe: an unknown key",
    ...stripe,
    reply: { status: 401, body: { error: { type: "invalid_request_error", message: "Invalid API Key provided" } } },
    answer: invalid("Stripe does not know the key (HTTP 401)"),
  },
  {
    name: "Stripe: an expired key",
    ...stripe,
    reply: { status: 401, body: { error: { type: "authentication_error", code: "api_key_expired" } } },
    answer: invalid("Stripe: the key has expired"),
  },
  { name: "Stripe: a 401 of somebody else", ...stripe, reply: { status: 401, body: "<html>" }, answer: other(401) },
  {
    name: "OpenAI: a key",
    ...openai,
    reply: { headers: { "openai-organization": "acme", "openai-project": "proj_1" }, body: '{\n  "object": "list", "data": []}' },
    answer: valid("organisation acme, project proj_1, may use its models"),
  },
  {
    name: "OpenAI: a list of models longer than what is read of it",
    ...openai,
    reply: { body: { object: "list", data: "x".repeat(100_000) } },
    answer: valid("may use its models"),
  },
  {
    name: "OpenAI: an admin key",
    ...openai,
    detector: "openai-admin-key",
    shape: "sk-admin-[A-Za-z0-9]{48}",
    reply: { body: { object: "list", data: [] } },
    answer: valid("administers the organisation"),
    asked: ["GET /v1/organization/admin_api_keys?limit=1"],
  },
  {
    name: "OpenAI: a restricted key",
    ...openai,
    reply: {
      status: 403,
      body: { error: { message: "You have insufficient permissions for this operation. Missing scopes: api.model.read" } },
    },
    answer: valid("a restricted key"),
  },
  {
    name: "OpenAI: a dead key",
    ...openai,
    reply: {
      status: 401,
      body: { error: { code: "invalid_api_key", message: "Incorrect API key provided", type: "invalid_request_error" } },
    },
    answer: invalid("OpenAI answered invalid_api_key"),
  },
  {
    name: "OpenAI: a country that is not served",
    ...openai,
    reply: { status: 403, body: { error: { code: "unsupported_country_region_territory", message: "…" } } },
    answer: other(403),
  },
  {
    name: "Anthropic: a key",
    ...anthropic,
    reply: { headers: { "anthropic-organization-id": "org-1" }, body: { data: [], has_more: false } },
    answer: valid("organisation org-1, may use its models"),
  },
  {
    name: "Anthropic: an admin key",
    ...anthropic,
    detector: "anthropic-admin-key",
    shape: "sk-ant-admin01-[A-Za-z0-9]{93}AA",
    reply: { body: { id: "org-1", type: "organization", name: "Acme" } },
    answer: valid("organisation Acme, administers it"),
    asked: ["GET /v1/organizations/me"],
  },
  {
    name: "Anthropic: a dead key",
    ...anthropic,
    reply: { status: 401, body: anthropicError("authentication_error") },
    answer: invalid("Anthropic refused the key (HTTP 401)"),
  },
  {
    name: "Anthropic: a disabled key",
    ...anthropic,
    reply: { status: 404, body: anthropicError("not_found_error") },
    answer: invalid("Anthropic: the key is disabled (HTTP 404)"),
  },
  {
    name: "Anthropic: a key without that right",
    ...anthropic,
    reply: { status: 403, body: anthropicError("permission_error") },
    answer: valid("a restricted key"),
  },
  {
    name: "Anthropic: a bad request",
    ...anthropic,
    reply: { status: 400, body: anthropicError("invalid_request_error") },
    answer: other(400),
  },
  { name: "Anthropic: a 404 of somebody else", ...anthropic, reply: { status: 404, body: "not here" }, answer: other(404) },
  {
    name: "SendGrid: a key",
    ...sendgrid,
    reply: { body: { scopes: ["mail.send", "api_keys.create", "user.profile.read"] } },
    answer: valid("3 scopes, sends mail, makes further API keys"),
  },
  {
    name: "SendGrid: a limited key",
    ...sendgrid,
    reply: { status: 403, body: { errors: [{ field: null, message: "access forbidden" }] } },
    answer: valid("may not read its own scopes"),
  },
  {
    name: "SendGrid: a dead key",
    ...sendgrid,
    reply: {
      status: 401,
      body: { errors: [{ field: null, message: "The provided authorization grant is invalid, expired, or revoked" }] },
    },
    answer: invalid("SendGrid refused the key (HTTP 401)"),
  },
  {
    name: "SendGrid: used-up credits",
    ...sendgrid,
    reply: { status: 401, body: { errors: [{ message: "Maximum credits exceeded" }] } },
    answer: other(401),
  },
  { name: "npm: a token", ...npm, reply: { body: { username: "alice" } }, answer: valid("acts as alice") },
  {
    name: "npm: a dead token",
    ...npm,
    reply: { status: 401, body: { error: "Unauthorized" } },
    answer: invalid("the registry refused the token (HTTP 401)"),
  },
  {
    name: "npm: a portal's page",
    ...npm,
    reply: { status: 401, headers: { "content-type": "text/html" }, body: "<p>log in</p>" },
    answer: other(401),
  },
  { name: "AWS: a user", ...aws, reply: identity("arn:aws:iam::123456789012:user/ci"), answer: valid("arn:aws:iam::123456789012:user/ci") },
  {
    name: "AWS: the root user",
    ...aws,
    reply: identity("arn:aws:iam::123456789012:root"),
    answer: valid("arn:aws:iam::123456789012:root, the account's root user: no limits"),
  },
  {
    name: "AWS: a temporary key",
    ...aws,
    companions: { accessKeyId: temporaryId, sessionToken: fake("IQoJb3JpZ2lu[A-Za-z0-9]{100}", 5) },
    reply: identity("arn:aws:sts::123456789012:assumed-role/ci/s"),
    answer: valid("arn:aws:sts::123456789012:assumed-role/ci/s"),
  },
  {
    name: "AWS: an unknown id",
    ...aws,
    reply: awsError(403, "InvalidClientTokenId"),
    answer: invalid("AWS: the key id is unknown, deleted or inactive (China and GovCloud were not asked)"),
  },
  { name: "AWS: an expired session", ...aws, reply: awsError(403, "ExpiredToken"), answer: invalid("AWS: the session has expired") },
  {
    name: "AWS: a secret that is not this id's",
    ...aws,
    reply: awsError(403, "SignatureDoesNotMatch"),
    answer: unknown("AWS: the key id is known, but this secret does not sign for it (or the clock is wrong)"),
  },
  { name: "AWS: throttled", ...aws, reply: awsError(400, "Throttling"), answer: unknown("AWS answered Throttling") },
  {
    name: "AWS: a secret without its id",
    ...aws,
    companions: {},
    reply: {},
    answer: unchecked("needs the access key id that belongs to it"),
    asked: [],
  },
  {
    name: "AWS: a temporary key without its session",
    ...aws,
    companions: { accessKeyId: temporaryId },
    reply: {},
    answer: unchecked("needs the session token that belongs to it"),
    asked: [],
  },
  {
    name: "AWS: a canary token",
    ...aws,
    companions: { accessKeyId: `AKIA${"AYLPMN5H"}${fake("[A-P][A-Z2-7]{7}", 6)}` },
    reply: {},
    answer: unchecked("a canary token: asking would alarm whoever laid it out"),
    asked: [],
  },
];

// What is declared as data has a test of its own: checks.test.ts.
const providers = all.filter((provider) => !("declared" in provider));

const providerOf = (detector: string): Provider => {
  const found = providers.find((provider) => provider.detectors.includes(detector));
  if (found === undefined) throw new Error(`no provider for ${detector}`);
  return found;
};

const secretOf = ({ shape, name }: Pick<Case, "shape" | "name">): Secret => new Secret(fake(shape, name.length));

async function ask(given: Case, server: Running, timeoutMs = 10_000): Promise<ValidityAnswer | undefined> {
  const credential = { secret: secretOf(given), companions: given.companions ?? {} };
  const env = { [overrideName(providerOf(given.detector).id)]: server.url };
  const options = { env, version: "1.2.3", requestsPerSecond: 1000, maxRetryAfterMs: 0, timeoutMs };
  return (await verifyAll([{ detector: given.detector, credential }], options))[0];
}

describe.each(cases)("$name", (given) => {
  it(`is ${given.answer.validity}`, async () => {
    const server = await serve(() => given.reply);
    expect(await ask(given, server)).toEqual(given.answer);
    // A refusal is believed after a made-up value was refused too.
    const asked = given.answer.validity === "invalid" ? [...given.asked, ...given.asked] : given.asked;
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(asked);
    for (const { url, headers, body } of server.seen) {
      expect(headers["user-agent"]).toBe("stanch/1.2.3");
      expect(decodeURIComponent(url) + body).not.toContain(secretOf(given).reveal());
    }
  });
});

const firstOf = (provider: Provider): Case => {
  const found = cases.find(({ detector, answer }) => provider.detectors.includes(detector) && answer.validity === "valid");
  if (found === undefined) throw new Error(`${provider.id} has no case`);
  return found;
};

describe.each(providers)("$id", (provider) => {
  it("has a case for valid, invalid and unknown", () => {
    const seen = cases.filter(({ detector }) => provider.detectors.includes(detector)).map(({ answer }) => answer.validity);
    expect(seen).toEqual(expect.arrayContaining(["valid", "invalid", "unknown"]));
  });
  it("names detectors that exist", () => {
    const known = new Set(detectors.map(({ id }) => id));
    expect(provider.detectors.filter((id) => !known.has(id))).toEqual([]);
  });
  it("is asked over https at a host of its own, without a path to get wrong", () => {
    const url = new URL(provider.baseUrl);
    expect([url.protocol, url.pathname, provider.baseUrl.endsWith("/")]).toEqual(["https:", "/", false]);
  });
  it.each<[string, Reply]>([
    ["a failing server", { status: 500, body: { error: { type: "authentication_error", code: "invalid_api_key" } } }],
    ["an overloaded server", { status: 503, body: "<html>busy</html>" }],
    ["a rate limit", { status: 429, headers: { "retry-after": "60" } }],
    ["a redirect", { status: 302, headers: { location: "https://elsewhere.example.com/" } }],
    ["a body that is no JSON", { body: "\u0000garbage{" }],
    ["a portal that asks to log in", { status: 401, headers: { "content-type": "text/html" }, body: "<!doctype html>" }],
    ["a filter that forbids", { status: 403, headers: { "content-type": "text/html" }, body: "<!doctype html>" }],
    ["nothing there", { status: 404, body: "" }],
    ["an empty answer", { status: 204, body: "" }],
  ])("is unknown on %s", async (_, reply) => {
    const server = await serve(() => reply);
    expect((await ask(firstOf(provider), server))?.validity).toBe("unknown");
  });
  it("is unknown on a server that stays silent", async () => {
    const url = await serveRaw(() => undefined);
    const answer = await ask(firstOf(provider), { url, port: 0, seen: [] }, 500);
    expect(answer).toEqual(unknown(`no answer from ${new URL(url).host} within 0.5 s`));
  });
  it("never shows the secret, not even when the answer is made of it", async () => {
    const given = firstOf(provider);
    const secret = secretOf(given).reveal();
    // Every text of the documented answer, replaced.
    const body =
      typeof given.reply.body === "string" ? given.reply.body.replace(/>[^<]+</g, `>${secret}<`) : echo(given.reply.body, secret);
    const headers = Object.fromEntries(Object.keys(given.reply.headers ?? {}).map((name) => [name, secret]));
    for (const status of [200, 400, 401, 403, 500]) {
      const server = await serve(() => ({ status, body, headers }));
      const answer = await ask(given, server);
      expect(JSON.stringify(answer)).not.toContain(secret);
    }
  });
  it("has an answer to any JSON with any status, and says invalid only of an answer that can refuse", async () => {
    const words = fc.constantFrom(
      "ok",
      "error",
      "code",
      "type",
      "message",
      "errors",
      "id",
      "data",
      "scopes",
      "login",
      "api_id",
      "username",
    );
    const json = fc.oneof(
      fc.json(),
      fc.dictionary(words, fc.jsonValue()).map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(json, fc.constantFrom(200, 201, 301, 400, 401, 403, 404, 409, 418, 500, 502), async (text, status) => {
        const given = firstOf(provider);
        const answer = { status, headers: {}, json: JSON.parse(text) as unknown, text };
        const http = { get: () => Promise.resolve(answer), post: () => Promise.resolve(answer) };
        const { baseUrl } = provider;
        const context = { http, httpAt: () => http, baseUrl, isBaseUrlSet: false, detector: given.detector, now: () => new Date(0) };
        const { validity } = await provider.checkValidity({ secret: secretOf(given), companions: given.companions ?? {} }, context);
        if (status !== 200 && status !== 401 && status !== 403) expect(validity).not.toBe("valid");
        if (status < 400 || status > 404) expect(validity).not.toBe("invalid");
      }),
    );
  });
});

function echo(value: unknown, secret: string): unknown {
  if (typeof value === "string") return secret;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => echo(item, secret));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, echo(inner, secret)]));
}

it("asks about no kind twice", () => {
  const ids = all.flatMap((provider) => provider.detectors);
  expect(ids).toEqual([...new Set(ids)]);
});

it("sends Plivo's pair as user and password, also when it was found as a whole header", async () => {
  const secret = fake(token, 7);
  const header = Buffer.from(`${main}:${secret}`).toString("base64");
  const server = await serve(() => ({ body: account }));
  const options = { env: { STANCH_PLIVO_URL: server.url }, version: "1", requestsPerSecond: 1000 };
  const plain = { detector: "plivo-auth-token", credential: { secret: new Secret(secret), companions: { authId: main } } };
  const whole = { detector: "plivo-auth-token", credential: { secret: new Secret(header), companions: {} } };
  expect((await verifyAll([plain, whole], options)).map(({ validity }) => validity)).toEqual(["valid", "valid"]);
  expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([`Basic ${header}`, `Basic ${header}`]);
});

it("signs AWS's request with the time given, and sends a session only with a temporary key", async () => {
  const server = await serve(() => identity("arn:aws:iam::123456789012:user/ci"));
  const sessionToken = fake("IQoJb3JpZ2lu[A-Za-z0-9]{100}", 8);
  const secret = new Secret(fake(aws.shape, 9));
  const request = (accessKeyId: string) => ({ detector: aws.detector, credential: { secret, companions: { accessKeyId, sessionToken } } });
  const now = (): Date => new Date("2026-11-24T10:11:12Z");
  const options = { env: { STANCH_AWS_URL: server.url }, version: "1", requestsPerSecond: 1000, now };
  await verifyAll([request(keyId), request(temporaryId)], options);
  const [lasting, temporary] = server.seen;
  expect(lasting?.headers["x-amz-date"]).toBe("20261124T101112Z");
  expect(lasting?.headers["x-amz-security-token"]).toBeUndefined();
  expect(temporary?.headers["x-amz-security-token"]).toBe(sessionToken);
  expect(lasting?.headers.authorization).toContain(`Credential=${keyId}/20261124/us-east-1/sts/aws4_request`);
  expect(JSON.stringify(server.seen)).not.toContain(secret.reveal());
});

it("sends a Slack session's cookie with it", async () => {
  const cookie = fake("xoxd-[A-Za-z0-9]{100}", 11);
  const server = await serve(() => ({ body: { ok: true } }));
  const credential = { secret: new Secret(fake(session.shape, 12)), companions: { cookie: new Secret(cookie) } };
  const options = { env: { STANCH_SLACK_URL: server.url }, version: "1" };
  expect(await verifyAll([{ detector: session.detector, credential }], options)).toEqual([valid()]);
  expect(server.seen[0]?.headers.cookie).toBe(`d=${cookie}`);
});

it.each([
  // Samples that other tools publish with their account numbers, put together here.
  [["ASIA", "Y34FZKBO", "KMUTVV7A"].join(""), "609629065308"],
  [["AKIA", "AYLPMN5H", "AAAAAAAA"].join(""), "052310077262"],
  [["AKIA", "0000"].join(""), undefined],
])("reads the account number out of an AWS key id (%#)", (id, expected) => expect(accountOf(id)).toBe(expected));
