import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { type Credential, Secret, fake, fingerprint } from "@stanch/model";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { finding } from "../../test/findings.ts";
import { startPostgres } from "../../test/postgres.ts";
import { type Actor, inWorkspace } from "../database/index.ts";
import { newKeyLine, openKeyRing } from "../sealing/index.ts";
import {
  answerFeedback,
  changeIncident,
  createFeedbackLink,
  findIncident,
  getIncident,
  ingest,
  listComments,
  listFeedback,
  readCsvReport,
  readEmailReport,
  readFeedbackLink,
  readGithubPartnerMessage,
  recordReport,
  reverifyDue,
  runClock,
  sealCredential,
  withdrawFeedbackLinks,
} from "./index.ts";

const postgres = await startPostgres();
afterAll(() => postgres.stop());
const actor: Actor = { kind: "user", id: "ann", role: "manager" };
const repository = { name: "acme/api" };
const seenAt = new Date("2026-01-01T00:00:00Z");
const hashKey = randomBytes(32);
const secretOf = (number: number): string => fake("[A-Za-z0-9]{40}", number);
const found = (number: number, told: Parameters<typeof finding>[1] = {}) =>
  finding(number, { fingerprint: fingerprint(new Secret(secretOf(number)), hashKey), ...told });

async function withIncidents(numbers: readonly number[]) {
  const { database, workspaceId, ownerUrl } = await postgres.fresh();
  const tenancy = { workspaceId, actor };
  const made = await ingest(database, tenancy, { repository, seenAt, findings: numbers.map((number) => found(number)) });
  const idOf = (number: number): string => made.find((one) => one.fingerprint === found(number).fingerprint)?.incidentId ?? "";
  const incident = (number: number) => inWorkspace(database, tenancy, (scope) => getIncident(scope, idOf(number)));
  return { database, tenancy, ownerUrl, idOf, incident };
}

describe.skipIf(postgres.absent)("a feedback link", () => {
  const key = randomBytes(32);
  const answer = { isReal: "yes", isStillUsed: "no", isRevoked: true, usedBy: "", note: "It was a test account" } as const;
  const soon = (): Date => new Date(Date.now() + 60_000);

  it("shows the places and takes one answer, without an account", async () => {
    const { database, tenancy, idOf } = await withIncidents([1]);
    const ask = { incidentId: idOf(1), recipient: "zoe@example.com", expiresAt: soon() };
    const token = await inWorkspace(database, tenancy, (scope) => createFeedbackLink(scope, key, ask));
    expect(await readFeedbackLink(database, key, token)).toMatchObject({
      recipient: "zoe@example.com",
      answeredAt: null,
      places: [{ path: "src/service-1.ts" }],
    });
    await answerFeedback(database, key, { token, answer, address: "192.0.2.1" });
    await expect(answerFeedback(database, key, { token, answer })).rejects.toMatchObject({ code: "INCIDENT_CONFLICT" });
    const { comments, feedback } = await inWorkspace(database, tenancy, async (scope) => ({
      comments: await listComments(scope, idOf(1)),
      feedback: await listFeedback(scope, idOf(1)),
    }));
    expect(comments.items).toMatchObject([{ authorKind: "link", body: expect.stringContaining("It was a test account") }]);
    expect(feedback).toMatchObject([{ answer }]);
  });

  it("is refused when it was forged, signed with another key, expired or withdrawn", async () => {
    const { database, tenancy, idOf } = await withIncidents([1]);
    const make = (expiresAt: Date) =>
      inWorkspace(database, tenancy, (scope) => createFeedbackLink(scope, key, { incidentId: idOf(1), recipient: "z", expiresAt }));
    const [token, late] = [await make(soon()), await make(new Date(Date.now() - 1))];
    const [body = "", mac = ""] = token.split(".");
    const forged = [
      `${body}.${mac.slice(1)}`,
      `${body}.`,
      `${mac}.${body}`,
      "",
      "x".repeat(5000),
      `${Buffer.from("a.b").toString("base64url")}.${mac}`,
    ];
    for (const bad of [...forged, late])
      await expect(readFeedbackLink(database, key, bad)).rejects.toMatchObject({ code: "FEEDBACK_LINK_INVALID" });
    await expect(readFeedbackLink(database, randomBytes(32), token)).rejects.toMatchObject({ code: "FEEDBACK_LINK_INVALID" });
    await inWorkspace(database, tenancy, (scope) => withdrawFeedbackLinks(scope, idOf(1)));
    await expect(answerFeedback(database, key, { token, answer })).rejects.toMatchObject({ code: "FEEDBACK_LINK_INVALID" });
  });
});

describe.skipIf(postgres.absent)("re-verification", () => {
  async function sealedOne() {
    const ring = await openKeyRing("env:KEYS", { KEYS: newKeyLine() });
    const { database, tenancy, incident, idOf, ownerUrl } = await withIncidents([]);
    const credential: Credential = { secret: new Secret(secretOf(1)), companions: { authId: "MA1", other: new Secret(secretOf(9)) } };
    const row = await sealCredential(ring, tenancy.workspaceId, {
      fingerprint: found(1).fingerprint,
      credential,
      expiresAt: new Date(Date.now() + 1e9),
    });
    await ingest(database, tenancy, { repository, seenAt, findings: [found(1)], sealed: [row] });
    const state = () => inWorkspace(database, tenancy, (scope) => findIncident(scope, found(1).fingerprint));
    return { ring, database, tenancy, incident, idOf, ownerUrl, state };
  }

  it("asks when it is due, keeps what the issuer says, and asks again later", async () => {
    const { ring, database, state, tenancy } = await sealedOne();
    const asked: string[] = [];
    const check = async (one: Credential & { detector: string }) => {
      asked.push(`${one.detector} ${one.secret.reveal() === secretOf(1)} ${String(one.companions["authId"])}`);
      return { validity: "valid", impact: "an account" } as const;
    };
    expect(await reverifyDue(database, ring, { check })).toEqual({ asked: 1, failed: 0 });
    expect(await reverifyDue(database, ring, { check })).toEqual({ asked: 0, failed: 0 });
    expect(asked).toEqual(["plivo-auth-token true MA1"]);
    expect(await state()).toMatchObject({ validity: "valid", severity: "critical", impact: "an account" });
    const { id } = await state();
    await inWorkspace(database, tenancy, (scope) => changeIncident(scope, id, { change: { kind: "resolve", resolution: "revoked" } }));
    const later = (days: number): Date => new Date(Date.now() + days * 86_400_000);
    await reverifyDue(database, ring, { check: async () => ({ validity: "invalid", reason: "401" }), now: later(2) });
    expect(await state()).toMatchObject({ state: "resolved", validity: "invalid" });
    await reverifyDue(database, ring, { check, now: later(10) });
    expect(await state()).toMatchObject({ state: "triggered", validity: "valid", reopened: 1 });
  });

  it("does not lose what could not be asked, and says nothing of the secret", async () => {
    const { ring, database, state, tenancy } = await sealedOne();
    const failing = async (one: Credential): Promise<never> => {
      throw new Error(`cannot ask with ${one.secret.reveal()}`);
    };
    expect(await reverifyDue(database, ring, { check: failing })).toEqual({ asked: 0, failed: 1 });
    expect((await state()).nextCheckAt).not.toBeNull();
    const { rows } = await inWorkspace(database, tenancy, ({ tx }) => tx.execute(sql`select * from audit_entries`));
    expect(JSON.stringify(rows)).toContain("incident.reverify-failed");
    expect(JSON.stringify(rows)).not.toContain(secretOf(1));
  });
});

describe.skipIf(postgres.absent)("the clock", () => {
  it("brings back an accepted risk when its time is over, and tells once of what is overdue", async () => {
    const { database, tenancy, idOf, incident } = await withIncidents([1, 2]);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const accept = { kind: "resolve", resolution: "accepted", until, reason: "soon gone" } as const;
    await inWorkspace(database, tenancy, (scope) => changeIncident(scope, idOf(1), { change: accept }));
    expect(await runClock(database)).toEqual({ reopened: 0, overdue: 1 }); // the other one was opened in January
    expect(await runClock(database)).toEqual({ reopened: 0, overdue: 0 });
    expect(await runClock(database, new Date(Date.now() + 7_200_000))).toEqual({ reopened: 1, overdue: 0 });
    expect(await incident(1)).toMatchObject({ state: "triggered", resolution: null, acceptedUntil: null });
  });
});

describe("a message of GitHub's partner program", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const keys = [{ key_identifier: "k1", key: publicKey.export({ type: "spki", format: "pem" }).toString() }];
  const signed = (body: string) => ({
    body: Buffer.from(body),
    keyIdentifier: "k1",
    signature: sign("sha256", Buffer.from(body), privateKey).toString("base64"),
  });

  it("is read when GitHub signed these very bytes", () => {
    const body = JSON.stringify([
      { token: secretOf(1), type: "plivo", url: `https://github.com/a/b/blob/c/d.ts?t=${secretOf(1)}`, source: "commit" },
    ]);
    const [one] = readGithubPartnerMessage(signed(body), keys);
    expect(one?.secret.reveal()).toBe(secretOf(1));
    expect(one?.details).toEqual({ type: "plivo", source: "commit", url: "https://github.com/a/b/blob/c/d.ts" });
  });
  it.each([
    ["changed bytes", { body: Buffer.from("[ ]") }],
    ["an unknown key", { keyIdentifier: "k2" }],
    ["no signature", { signature: "" }],
    ["a signature that is none", { signature: "AAAA" }],
  ])("is refused with %s", (_title, part) => {
    expect(() => readGithubPartnerMessage({ ...signed("[]"), ...part }, keys)).toThrow(
      expect.objectContaining({ code: "SIGNATURE_INVALID" }),
    );
  });
  it("is refused when it is no list of tokens", () => {
    expect(() => readGithubPartnerMessage(signed('{"token":1}'), keys)).toThrow(expect.objectContaining({ code: "REPORT_INVALID" }));
  });
});

describe("a report as a table", () => {
  it.each([
    ["commas and quotes", `email,Password,source\r\na@example.com,"p,1""x",dump p\r\nb@example.com,p2,\r\n`, ['p,1"x', "p2"]],
    ["semicolons, a byte order mark, no line end", "\u{feff}source;token\nx;t1\ny;t2", ["t1", "t2"]],
    ["tabs and line breaks in a field", 'token\tsource\n"a\nb"\tx\n\n', ["a\nb"]],
    ["a quote that never ends", 'token,source\n"abc', ["abc"]],
  ])("is read with %s", (_title, text, secrets) => {
    expect(readCsvReport(text).map(({ secret }) => secret.reveal())).toEqual(secrets);
  });
  it("is refused without a column of secrets", () => {
    expect(() => readCsvReport("a,b\n1,2")).toThrow(expect.objectContaining({ code: "REPORT_INVALID" }));
  });
});

describe.skipIf(postgres.absent)("a report", () => {
  it("meets incidents by keyed hash, brings them back, and keeps no secret", async () => {
    const { database, tenancy, idOf, incident, ownerUrl } = await withIncidents([1, 2]);
    await inWorkspace(database, tenancy, (scope) => changeIncident(scope, idOf(1), { change: { kind: "resolve", resolution: "rotated" } }));
    const secrets = [1, 7].map((number) => ({ secret: new Secret(secretOf(number)), details: { source: "commit" }, isPublic: true }));
    const send = () =>
      inWorkspace(database, tenancy, (scope) => recordReport(scope, hashKey, { kind: "github-partner", origin: "github", secrets }));
    expect(await send()).toEqual({ matched: [idOf(1)], waiting: 1, known: 0 });
    expect(await send()).toEqual({ matched: [], waiting: 0, known: 2 });
    expect(await incident(1)).toMatchObject({ state: "triggered", exposure: "public", severity: "critical", reopened: 1 });
    await ingest(database, tenancy, { repository, seenAt, findings: [found(7)] });
    const { rows } = await inWorkspace(database, tenancy, ({ tx }) =>
      tx.execute<{ n: number }>(sql`select count(*)::int as n from external_reports where incident_id is null`),
    );
    expect(rows).toEqual([{ n: 0 }]);
    const dump = await dumpOf(ownerUrl);
    for (const number of [1, 7]) expect(dump).not.toContain(secretOf(number));
  });

  it("in a mail is matched word by word, and of other words nothing is kept", async () => {
    const { database, tenancy, idOf } = await withIncidents([1, 2, 3]);
    const encoded = Buffer.from(`<p>token:&#32;<b>${secretOf(2)}</b></p>`).toString("base64");
    const mail = [
      "From: abuse@example.com",
      'Content-Type: multipart/mixed; boundary="b1"',
      "",
      "--b1",
      "Content-Type: text/plain",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      `We found PLIVO_TOKEN=3D${secretOf(1).slice(0, 20)}=`,
      `${secretOf(1).slice(20)}, please act.`,
      "--b1",
      "Content-Type: text/html",
      "Content-Transfer-Encoding: base64",
      "",
      encoded,
      "--b1--",
    ].join("\r\n");
    const secrets = readEmailReport(Buffer.from(mail));
    const outcome = await inWorkspace(database, tenancy, (scope) =>
      recordReport(scope, hashKey, { kind: "email", origin: "abuse.eml", secrets }),
    );
    expect({ ...outcome, matched: new Set(outcome.matched) }).toEqual({ matched: new Set([idOf(1), idOf(2)]), waiting: 0, known: 0 });
  });
});

async function dumpOf(ownerUrl: string): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: postgres.adminUrl.replace(/[^/]+$/, new URL(ownerUrl).pathname.slice(1)) });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'");
  let text = "";
  for (const { name } of tables) text += JSON.stringify((await client.query(`select * from "${name}"`)).rows);
  await client.end();
  return text;
}
