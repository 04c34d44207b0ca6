import { createHmac } from "node:crypto";
import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fake } from "@stanch/model";
import { sql } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, describe, expect, it } from "vitest";
import { selfSigned } from "../../../providers/test/certificate.ts";
import { finding } from "../../test/findings.ts";
import { startPostgres } from "../../test/postgres.ts";
import { type Actor, inWorkspace } from "../database/index.ts";
import { changeIncident, findIncident, ingest } from "../incidents/index.ts";
import { newKeyLine, openKeyRing } from "../sealing/index.ts";
import {
  type NewChannel,
  createChannel,
  deleteChannel,
  deliverDue,
  forgetDeliveries,
  listChannels,
  listDeliveries,
  newWebhookKey,
  pinnedPost,
  retryDead,
} from "./index.ts";

const postgres = await startPostgres();
const actor: Actor = { kind: "user", id: "ann", role: "manager" };
const seenAt = new Date("2026-01-01T00:00:00Z");
const token = fake("[A-Za-z0-9]{40}", 5);
const options = { reach: { privateHosts: ["127.0.0.1", "localhost"] }, publicUrl: "https://stanch.example" };
const all = ["incident.triggered", "incident.resolved", "incident.reopened", "incident.overdue"] as const;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly body: Record<string, unknown>;
}
type Reply = readonly [status: number, body?: unknown, headers?: Record<string, string>];

/** A server of the same protocol: what it was asked, and what it answers. */
async function listening(reply: (asked: Asked) => Reply = () => [200, {}]) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const body: Record<string, unknown> = text === "" ? {} : JSON.parse(text);
      const one = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, text, body };
      asked.push(one);
      const [status, answer, headers] = reply(one);
      response.writeHead(status, headers).end(answer === undefined ? "" : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return { asked, url: `http://127.0.0.1:${portOf(server.address())}` };
}

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  await postgres.stop();
});

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function withChannel(channel: Pick<NewChannel, "kind" | "secrets"> & Partial<NewChannel>) {
  const { database, workspaceId } = await postgres.fresh();
  const tenancy = { workspaceId, actor };
  const ring = await openKeyRing("env:KEYS", { KEYS: newKeyLine() });
  const told = { name: "one", settings: {}, events: [...all], minSeverity: "low" as const, ...channel };
  const made = await createChannel(database, ring, { tenancy, channel: told });
  const find = (numbers: readonly number[]) =>
    ingest(database, tenancy, { repository: { name: "acme/api" }, seenAt, findings: numbers.map((number) => finding(number)) });
  const deliver = (told: { now?: Date; reach?: typeof options.reach } = {}) => deliverDue(database, ring, { ...options, ...told });
  const deliveries = () => inWorkspace(database, tenancy, (scope) => listDeliveries(scope, made.id));
  const resolve = () =>
    inWorkspace(database, tenancy, async (scope) => {
      const { id } = await findIncident(scope, finding(1).fingerprint);
      await changeIncident(scope, id, { change: { kind: "resolve", resolution: "revoked" } });
      return id;
    });
  return { database, tenancy, ring, made, find, deliver, deliveries, resolve };
}

const later = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

describe.skipIf(postgres.absent)("the outbox", () => {
  it("tries again with the same id, waits longer each time and as long as it is asked to, then gives up", async () => {
    let isUp = false;
    const { asked, url } = await listening(() => (isUp ? [204] : [429, {}, { "retry-after": "100" }]));
    const { find, deliver, deliveries, made, database, tenancy } = await withChannel({
      kind: "webhook",
      secrets: { url, key: newWebhookKey() },
    });
    await find([1]);
    expect(await deliver()).toEqual({ sent: 0, failed: 1, dead: 0 });
    expect(await deliver({ now: later(60) })).toEqual({ sent: 0, failed: 0, dead: 0 }); // it asked for 100 s
    expect(await deliver({ now: later(120) })).toEqual({ sent: 0, failed: 1, dead: 0 });
    for (let attempt = 3; attempt <= 12; attempt++) await deliver({ now: later(attempt * 86_400) });
    expect(await deliveries()).toMatchObject([{ state: "dead", attempts: 12, lastError: expect.stringContaining("429") }]);
    isUp = true;
    expect(await inWorkspace(database, tenancy, (scope) => retryDead(scope, made.id))).toBe(1);
    expect(await deliver({ now: later(1) })).toMatchObject({ sent: 1 });
    expect(new Set(asked.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(await forgetDeliveries(database, { now: later(40 * 86_400) })).toBe(1);
  });

  it("sends one digest on a flood, and each happening once over several workers", async () => {
    const { asked, url } = await listening();
    const { find, deliver } = await withChannel({ kind: "webhook", secrets: { url, key: newWebhookKey() } });
    await find(Array.from({ length: 300 }, (_, index) => index));
    const [one, other] = await Promise.all([deliver(), deliver()]);
    expect(one.sent + other.sent).toBe(300);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toMatchObject({ type: "incident.digest", data: { events: { length: 300 } } });
  });

  it("tells nothing of what was undone, and only what was asked for", async () => {
    const { asked, url } = await listening();
    const { find, deliver, resolve, deliveries } = await withChannel({
      kind: "webhook",
      secrets: { url, key: newWebhookKey() },
      events: ["incident.resolved"],
      minSeverity: "high",
    });
    await find([1, 2]);
    await resolve();
    await deliver();
    expect(asked.map(({ body }) => body["type"])).toEqual(["incident.resolved"]);
    expect(await deliveries()).toMatchObject([{ state: "sent", kind: "incident.resolved" }]);
  });

  it("calls no private address that nobody allowed, by number or by name, and does not follow to one", async () => {
    const { asked, url } = await listening(() => [302, {}, { location: "http://169.254.169.254/latest/meta-data" }]);
    const { find, deliver, deliveries } = await withChannel({ kind: "webhook", secrets: { url: `${url}/${token}`, key: newWebhookKey() } });
    await find([1]);
    expect(await deliver({ reach: { privateHosts: [] } })).toEqual({ sent: 0, failed: 0, dead: 1 });
    expect(asked).toEqual([]);
    expect(JSON.stringify(await deliveries())).not.toContain(token);
    const post = pinnedPost({ privateHosts: [] });
    for (const bad of [
      "https://localhost/",
      "https://[::1]/",
      "https://[::ffff:10.0.0.1]/",
      "https://169.254.169.254/",
      "https://2130706433/",
      "http://example.com/",
      "file:///etc/passwd",
      "no url",
    ])
      await expect((async () => post(bad, { body: {} }))()).rejects.toMatchObject({ code: "ADDRESS_REFUSED" });
    const allowed = await pinnedPost({ privateHosts: ["127.0.0.1"] })(url, { body: {} });
    expect(allowed.status).toBe(302);
  });

  it("keeps the credentials sealed, and forgets them with the channel", async () => {
    const { database, tenancy, made } = await withChannel({ kind: "slack", secrets: { url: `https://hooks.example/${token}` } });
    const { rows } = await inWorkspace(database, tenancy, ({ tx }) =>
      tx.execute(sql`select c.*, s.* from channels c join sealed_values s on s.id = c.sealed_id`),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify([rows, await inWorkspace(database, tenancy, listChannels)])).not.toContain(token);
    await inWorkspace(database, tenancy, (scope) => deleteChannel(scope, made.id));
    const left = await inWorkspace(database, tenancy, ({ tx }) => tx.execute(sql`select 1 from sealed_values`));
    expect(left.rows).toEqual([]);
  });

  it.each([
    ["kind", { kind: "carrier-pigeon", secrets: {} }],
    ["secrets.url", { kind: "slack", secrets: { url: token } }],
    ["settings.to.0", { kind: "email", secrets: {}, settings: { host: "h", from: "a@example.com", to: ["nobody"] } }],
  ])("refuses a channel with a wrong %s, without quoting it", async (where, channel) => {
    const error = await withChannel(channel).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "CHANNEL_INVALID", where });
    expect(String(error)).not.toContain(token);
  });
});

describe.skipIf(postgres.absent)("a channel of kind", () => {
  it("webhook signs as Standard Webhooks has it", async () => {
    const { asked, url } = await listening();
    const key = newWebhookKey();
    const { find, deliver } = await withChannel({ kind: "webhook", secrets: { url, key } });
    await find([1]);
    await deliver();
    const [one] = asked;
    if (one === undefined) throw new Error("nothing came");
    const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature } = one.headers;
    const expected = createHmac("sha256", Buffer.from(key.slice(6), "base64"))
      .update(`${String(id)}.${String(time)}.${one.text}`)
      .digest("base64");
    expect(signature).toBe(`v1,${expected}`);
    expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(600);
    expect(one.body).toMatchObject({ type: "incident.triggered", data: { events: [{ incident: { masked: "abcd…" } }] } });
  });

  it("email reaches a real SMTP server over TLS with a password, and one line stays one line", async () => {
    const { key, cert } = selfSigned("localhost");
    const mails: { to: string[]; text: string; user: string }[] = [];
    const smtp = new SMTPServer({
      key,
      cert,
      onAuth: ({ username, password }, _session, done) => done(password === token ? null : new Error("no"), { user: username ?? "" }),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          mails.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            text: Buffer.concat(chunks).toString(),
            user: String(session.user),
          });
          done();
        });
      },
    });
    smtp.on("error", () => undefined);
    await new Promise<void>((resolve) => smtp.listen(0, "localhost", resolve));
    closing.push(() => new Promise((resolve) => smtp.close(() => resolve(undefined))));
    const settings = {
      host: "localhost",
      port: portOf(smtp.server.address()),
      security: "starttls",
      from: "stanch@example.com",
      to: ["sec@example.com"],
    };
    const { database, tenancy, deliver } = await withChannel({
      kind: "email",
      settings,
      secrets: { user: "u", password: token, ca: cert },
    });
    const odd = finding(1, { title: "Token\r\nBcc: eve@example.com" });
    await ingest(database, tenancy, { repository: { name: "acme/api" }, seenAt, findings: [odd] });
    expect(await deliver()).toMatchObject({ sent: 1 });
    expect(mails).toMatchObject([{ to: ["sec@example.com"], user: "u" }]);
    expect(mails[0]?.text).not.toMatch(/^Bcc:/m);
    expect(mails[0]?.text.replaceAll("=\r\n", "")).toContain("https://stanch.example/incidents/");
  });

  it("email that a server refuses is tried again, and its password is in no error", async () => {
    const smtp = new SMTPServer({
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error(`no ${token}`)),
    });
    smtp.on("error", () => undefined);
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    closing.push(() => new Promise((resolve) => smtp.close(() => resolve(undefined))));
    const settings = {
      host: "127.0.0.1",
      port: portOf(smtp.server.address()),
      security: "none",
      from: "stanch@example.com",
      to: ["sec@example.com"],
    };
    const { find, deliver, deliveries } = await withChannel({ kind: "email", settings, secrets: { user: "u", password: token } });
    await find([1]);
    expect(await deliver()).toMatchObject({ sent: 0, failed: 1 });
    expect(await deliveries()).toMatchObject([{ state: "pending", lastError: expect.stringContaining("EAUTH") }]);
    expect(JSON.stringify(await deliveries())).not.toContain(token);
  });

  it.each(["slack", "teams", "discord"])("%s says the same, calls nobody, and cuts a flood", async (kind) => {
    const { asked, url } = await listening();
    const { database, tenancy, find, deliver } = await withChannel({ kind, secrets: { url } });
    const odd = finding(1, { title: "<!channel> @everyone [x](http://evil.example)" });
    await ingest(database, tenancy, { repository: { name: "acme/api" }, seenAt, findings: [odd] });
    await deliver();
    await find(Array.from({ length: 60 }, (_, index) => index + 10));
    await deliver();
    expect(asked).toHaveLength(2);
    expect(asked[0]?.text).not.toContain("<!channel>");
    expect(asked[0]?.text).toContain("https://stanch.example/incidents/");
    if (kind === "discord") expect(asked[0]?.body["allowed_mentions"]).toEqual({ parse: [] });
    if (kind !== "slack") expect(asked[0]?.text).not.toContain("[x](http");
    expect(asked[1]?.text).toContain("60 things happened to incidents: 60 high");
    expect(asked[1]?.text).toMatch(/and 40 more|50 more than shown/);
  });

  it("pagerduty opens one alert an incident and resolves it", async () => {
    const { asked, url } = await listening(() => [202, { status: "success" }]);
    const { find, deliver, resolve } = await withChannel({ kind: "pagerduty", settings: { url }, secrets: { routingKey: token } });
    await find([1]);
    await deliver();
    const id = await resolve();
    await deliver();
    expect(asked.map(({ body }) => [body["event_action"], body["dedup_key"], body["routing_key"]])).toEqual([
      ["trigger", id, token],
      ["resolve", id, token],
    ]);
  });
});

/** Doubles with state of the ticket systems' documented calls. */
const TICKETS = {
  "github-issues": {
    settings: (url: string) => ({ api: url, repository: "acme/sec" }),
    secrets: { token },
    made: (asked: Asked) => ({
      mark: String(asked.body["labels"]),
      answer: { number: 7, html_url: "https://github.example/acme/sec/issues/7" },
    }),
    list: (found: readonly unknown[]) => found,
    isCreation: ({ method, path }: Asked) => method === "POST" && path.endsWith("/issues"),
    key: "7",
    after: ["POST /repos/acme/sec/issues/7/comments", "PATCH /repos/acme/sec/issues/7"],
  },
  "gitlab-issues": {
    settings: (url: string) => ({ api: url, project: "acme/sec" }),
    secrets: { token },
    made: (asked: Asked) => ({
      mark: String(asked.body["labels"]),
      answer: { iid: 7, web_url: "https://gitlab.example/acme/sec/-/issues/7" },
    }),
    list: (found: readonly unknown[]) => found,
    isCreation: ({ method, path }: Asked) => method === "POST" && path.endsWith("/issues"),
    key: "7",
    after: ["POST /projects/acme%2Fsec/issues/7/notes", "PUT /projects/acme%2Fsec/issues/7"],
  },
  jira: {
    settings: (url: string) => ({ url, project: "SEC" }),
    secrets: { user: "a@example.com", token },
    made: (asked: Asked) => ({ mark: JSON.stringify(asked.body), answer: { id: "1", key: "SEC-7" } }),
    list: (found: readonly unknown[]) => ({ issues: found }),
    isCreation: ({ method, path }: Asked) => method === "POST" && path === "/rest/api/3/issue",
    key: "SEC-7",
    after: ["POST /rest/api/3/issue/SEC-7/comment"],
  },
  servicenow: {
    settings: (url: string) => ({ url }),
    secrets: { user: "u", password: token },
    made: (asked: Asked) => ({ mark: String(asked.body["correlation_id"]), answer: { result: { sys_id: "abc", number: "INC7" } } }),
    list: (found: readonly unknown[]) => ({ result: found.map(() => ({ sys_id: "abc", number: "INC7" })) }),
    isCreation: ({ method, path }: Asked) => method === "POST" && path === "/api/now/table/incident",
    key: "abc",
    after: ["PATCH /api/now/table/incident/abc"],
  },
} as const;

describe.skipIf(postgres.absent).each(Object.entries(TICKETS))("tickets in %s", (kind, system) => {
  it("are one an incident, also when the answer to their making was lost, and go on with it", async () => {
    const found: { mark: string; answer: unknown }[] = [];
    let isLosing = true;
    const { asked, url } = await listening((one) => {
      if (system.isCreation(one)) {
        found.push(system.made(one));
        if (isLosing) return [504, {}];
        return [201, found.at(-1)?.answer];
      }
      if (one.method === "GET")
        return [
          200,
          system.list(
            found
              .filter(({ mark }) => decodeURIComponent(one.path).includes(/stanch-[0-9a-f-]{36}/.exec(mark)?.[0] ?? "?"))
              .map(({ answer }) => answer),
          ),
        ];
      return [200, {}];
    });
    const { find, deliver, resolve, database, tenancy } = await withChannel({
      kind,
      settings: system.settings(url),
      secrets: system.secrets,
    });
    await find([1]);
    expect(await deliver()).toMatchObject({ failed: 1 });
    isLosing = false;
    expect(await deliver({ now: later(60) })).toMatchObject({ sent: 1 });
    expect(found).toHaveLength(1);
    const before = asked.length;
    await resolve();
    expect(await deliver({ now: later(61) })).toMatchObject({ sent: 1 });
    expect(asked.slice(before).map(({ method, path }) => `${method} ${path}`)).toEqual(system.after);
    const { rows } = await inWorkspace(database, tenancy, ({ tx }) => tx.execute(sql`select key from tickets`));
    expect(rows).toEqual([{ key: system.key }]);
  });
});
