import { fake } from "@stanch/model";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { gather } from "../../test/evidence/gather.ts";
import { type Seen, serve } from "../../test/servers.ts";
import { aws } from "./aws.ts";
import { github } from "./github.ts";
import { openai } from "./openai.ts";
import { stripe } from "./stripe.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 30, 12);
const SPAN = { from: NOW - 20 * DAY, until: NOW };
const queryOf = ({ url }: Seen): URLSearchParams => new URL(url, "http://x").searchParams;
const reader = (secret: unknown, seen: Seen): boolean => seen.headers.authorization === `Bearer ${String(secret)}`;

describe("AWS", () => {
  const keyId = fake("AKIA[A-Z2-7]{16}", 1);
  const event = (id: number) => ({
    CloudTrailEvent: JSON.stringify({
      eventID: `e${id}`,
      eventTime: new Date(NOW - id * 3_600_000).toISOString().replace(".000", ""),
      eventSource: "iam.amazonaws.com",
      eventName: id % 2 === 0 ? "CreateUser" : "ListUsers",
      readOnly: id % 2 === 1,
      sourceIPAddress: "203.0.113.9",
      userAgent: "aws-cli/2.17",
      userIdentity: { accessKeyId: keyId, arn: "arn:aws:iam::123456789012:user/ci" },
      requestParameters: { userName: "eve", password: "never kept" },
      ...(id === 3 ? { errorCode: "AccessDenied" } : {}),
    }),
  });
  const env = (url: string) => ({
    STANCH_AWS_URL: url,
    AWS_ACCESS_KEY_ID: fake("AKIA[A-Z2-7]{16}", 2),
    AWS_SECRET_ACCESS_KEY: fake("[A-Za-z0-9+/]{40}", 3),
  });

  it("reads the last use before all else, then every page of events of the key", async () => {
    const server = await serve((seen) => {
      if (seen.headers.authorization?.startsWith("AWS4-HMAC-SHA256 Credential=AKIA") !== true) return { status: 403 };
      if (seen.body.includes("GetAccessKeyLastUsed"))
        return {
          headers: { "content-type": "text/xml" },
          body: "<R><UserName>ci</UserName><LastUsedDate>2026-03-29T01:02:03Z</LastUsedDate><ServiceName>s3</ServiceName><Region>eu-west-1</Region></R>",
        };
      const asked = JSON.parse(seen.body) as { NextToken?: string; MaxResults: number; LookupAttributes: { AttributeValue: string }[] };
      if (asked.LookupAttributes[0]?.AttributeValue !== keyId || asked.MaxResults > 50) return { status: 400 };
      const page = Number(asked.NextToken ?? 0);
      const events = Array.from({ length: 50 }, (_, i) => event(page * 50 + i));
      return { body: { Events: events, ...(page < 2 ? { NextToken: String(page + 1) } : {}) } };
    });
    const { records, facts, gaps } = await gather(aws, { ...SPAN, env: env(server.url), about: keyId });
    expect(server.seen[0]?.body).toContain("GetAccessKeyLastUsed");
    expect(facts).toEqual([{ what: `access key ${keyId} of ci was last used for s3 in eu-west-1`, time: Date.UTC(2026, 2, 29, 1, 2, 3) }]);
    expect(records).toHaveLength(150);
    expect(records[0]).toEqual({
      time: NOW,
      source: "aws",
      action: "iam:CreateUser",
      reference: "e0",
      result: "ok",
      actor: keyId,
      address: "203.0.113.9",
      agent: "aws-cli/2.17",
      resource: "eve",
      configures: true,
    });
    expect(records[3]).toMatchObject({ action: "iam:ListUsers", result: "refused" });
    expect(records[3]).not.toHaveProperty("configures");
    expect(JSON.stringify(records)).not.toContain("never kept");
    expect(gaps).toEqual([]);
  });

  it("keeps a reader that may not read apart from a key that was not used", async () => {
    const server = await serve(() => ({ status: 403, body: { message: "no" } }));
    const { records, gaps } = await gather(aws, { ...SPAN, env: env(server.url), about: keyId });
    expect(records).toEqual([]);
    expect(gaps.map(({ what }) => what).join("\n")).toMatch(/last was not read.*\n.*CloudTrail of us-east-1 was not all read/);
  });

  it("reads a trail's own files, of one key", () => {
    const toRecord = aws.toRecord?.(keyId);
    const inner = JSON.parse(event(2).CloudTrailEvent) as Record<string, unknown>;
    expect(toRecord?.(inner, "f:1")).toMatchObject({ action: "iam:CreateUser" });
    expect(toRecord?.({ ...inner, userIdentity: { accessKeyId: "other" } }, "f:2")).toBeUndefined();
  });
});

describe("GitHub", () => {
  const leaked = fake("ghp_[A-Za-z0-9]{36}", 1);
  const token = fake("ghp_[A-Za-z0-9]{36}", 2);

  it("finds what a token did by its hash, page after page; the token itself is not sent", async () => {
    const server = await serve((seen) => {
      if (!reader(token, seen)) return { status: 401 };
      const after = queryOf(seen).get("after");
      const entry = {
        "@timestamp": NOW - DAY,
        action: "repo.create",
        actor: "octo",
        actor_ip: "203.0.113.9",
        user_agent: "curl/8",
        repo: "acme/x",
        _document_id: after ?? "first",
      };
      const url = `https://api.github.com/orgs/acme/audit-log?after=next&per_page=100`;
      return { body: [entry], headers: after === null ? { link: `<${url}>; rel="next"` } : {} };
    });
    const env = { STANCH_GITHUB_URL: server.url, GITHUB_TOKEN: token, GITHUB_ORG: "acme", STANCH_LEAKED_SECRET: leaked };
    const { records, gaps } = await gather(github, { ...SPAN, env });
    expect(records.map(({ reference }) => reference)).toEqual(["first", "next"]);
    expect(records[0]).toMatchObject({
      time: NOW - DAY,
      action: "repo.create",
      actor: "octo",
      address: "203.0.113.9",
      agent: "curl/8",
      configures: true,
    });
    expect(queryOf(server.seen[0] ?? ({} as Seen)).get("phrase")).toContain(createHash("sha256").update(leaked).digest("base64"));
    expect(server.seen.map(({ url, body, headers }) => url + body + JSON.stringify(headers)).join()).not.toContain(leaked);
    expect(gaps).toEqual([]);
  });
});

describe("Stripe", () => {
  const key = fake("rk_live_[A-Za-z0-9]{24}", 1);

  it("reads events to the last page, with what went out as cost in the currency's own unit", async () => {
    const server = await serve((seen) => {
      if (!reader(key, seen)) return { status: 401 };
      if (seen.url.startsWith("/v1/webhook_endpoints"))
        return { body: { data: [{ url: "https://evil.example/x?k=1", status: "enabled", created: 1_774_000_000 }] } };
      const after = queryOf(seen).get("starting_after");
      const made = (id: string, type: string, object: object) => ({
        object: "event",
        id,
        type,
        created: Math.floor((NOW - DAY) / 1000),
        data: { object },
      });
      return after === null
        ? {
            body: {
              has_more: true,
              data: [
                made("evt_1", "payout.paid", { amount: 12_345, currency: "usd", destination: "ba_1" }),
                made("evt_2", "charge.succeeded", { amount: 100, currency: "usd", id: "ch_1" }),
              ],
            },
          }
        : {
            body: {
              has_more: false,
              data: [made("evt_3", "payout.paid", { amount: 500, currency: "jpy" }), made("evt_4", "account.updated", {})],
            },
          };
    });
    const { records, facts } = await gather(stripe, { ...SPAN, env: { STANCH_STRIPE_URL: server.url, STRIPE_API_KEY: key } });
    expect(records.map(({ reference, cost, configures }) => [reference, cost, configures])).toEqual([
      ["evt_1", 123.45, undefined],
      ["evt_2", undefined, undefined],
      ["evt_3", 500, undefined],
      ["evt_4", undefined, true],
    ]);
    expect(facts[0]?.what).toBe("events are sent to evil.example (enabled), made");
  });

  it("reads the request log's export, of which keys are never whole", () => {
    const whole = fake("sk_live_[A-Za-z0-9]{24}", 5);
    const row = {
      "Created (UTC)": "2026-03-01 12:00:00",
      Method: "POST",
      URL: "/v1/payouts/po_1A2b3C4d?x=1",
      Status: "403",
      "IP address": "203.0.113.9",
      "API key": whole,
      "Request ID": "req_1",
    };
    const record = stripe.toRecord?.(undefined)(row, "f:2");
    expect(record).toEqual({
      time: Date.UTC(2026, 2, 1, 12),
      source: "stripe",
      action: "POST /v1/payouts/*",
      reference: "req_1",
      result: "refused",
      actor: `…${whole.slice(-4)}`,
      address: "203.0.113.9",
      resource: "/v1/payouts/po_1A2b3C4d",
    });
  });
});

describe("OpenAI", () => {
  it("reads the last use, use by hour, and the audit log", async () => {
    const key = fake("sk-admin-[A-Za-z0-9]{40}", 1);
    const hour = Math.floor(NOW / 3_600_000) * 3600 - 3600;
    const server = await serve((seen) => {
      if (!reader(key, seen)) return { status: 401 };
      if (seen.url.includes("/api_keys/")) return { body: { id: "key_1", name: "ci", last_used_at: hour } };
      if (seen.url.includes("/usage/"))
        return queryOf(seen).get("page") === null
          ? {
              body: {
                has_more: true,
                next_page: "p2",
                data: [
                  {
                    start_time: hour,
                    results: [{ num_model_requests: 3, input_tokens: 2000, output_tokens: 1000, model: "m", api_key_id: "key_1" }],
                  },
                ],
              },
            }
          : { body: { has_more: false, data: [] } };
      return {
        body: {
          has_more: false,
          last_id: "a1",
          data: [
            {
              id: "a1",
              type: "api_key.created",
              effective_at: hour,
              actor: { session: { user: { id: "u1" }, ip_address: "203.0.113.9" } },
            },
          ],
        },
      };
    });
    const env = { STANCH_OPENAI_URL: server.url, OPENAI_ADMIN_KEY: key, OPENAI_PROJECT: "proj_1" };
    const { records, facts } = await gather(openai, { ...SPAN, env, about: "key_1" });
    expect(facts).toEqual([{ what: "key ci was last used", time: hour * 1000 }]);
    expect(server.seen[0]?.url).toContain("/api_keys/key_1");
    expect(records.filter(({ action }) => action === "completions m")).toHaveLength(3);
    expect(records.at(-1)).toMatchObject({ action: "api_key.created", address: "203.0.113.9", actor: "u1", configures: true });
  });
});
