import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { Secret, fake, fingerprint } from "@stanch/model";
import { afterAll, expect, it } from "vitest";
import { finding } from "../test/finding.ts";
import { startTestServer } from "../test/server.ts";
import { fingerprintKeyOf } from "./routes/findings.ts";

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
let asked = 0;
/** What https://api.github.com/meta/public_keys/secret_scanning answers. */
const github = createServer((_request, response) => {
  asked++;
  const key = publicKey.export({ type: "spki", format: "pem" }).toString();
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ public_keys: [{ key_identifier: "k1", key, is_current: true }] }));
});
github.listen(0, "127.0.0.1");
await once(github, "listening");
const address = github.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
const test = await startTestServer({
  STANCH_GITHUB_PARTNER_KEYS: `http://127.0.0.1:${port}/meta/public_keys/secret_scanning`,
  STANCH_PRIVATE_HOSTS: "127.0.0.1",
});
afterAll(async () => {
  await test.stop();
  github.close();
});
const { caller: owner, workspace } = await test.first();
const at = (path: string): string => `/workspaces/${workspace}${path}`;

const secretOf = (seed: number): string => fake("[A-Za-z0-9]{40}", seed);
const message = (...seeds: number[]): string =>
  JSON.stringify(
    seeds.map((seed) => ({ token: secretOf(seed), type: "acme_token", url: "https://github.com/a/b/blob/c/d", source: "content" })),
  );
const send = (body: string, { key = privateKey, identifier = "k1", recipient = workspace } = {}) =>
  test.caller().ask(`/partner-messages/github/${recipient}`, {
    method: "POST",
    body,
    headers: {
      "github-public-key-identifier": identifier,
      "github-public-key-signature": sign("sha256", Buffer.from(body), key).toString("base64"),
    },
  });
const hashOf = (seed: number): string => createHash("sha256").update(secretOf(seed)).digest("hex");
const actions = async (): Promise<string[]> => (await owner.get(at("/audit"))).body.items.map(({ action }: { action: string }) => action);

/** A secret as an incident of this workspace. */
async function planted(seed: number): Promise<string> {
  const mark = fingerprint(new Secret(secretOf(seed)), Buffer.from(fingerprintKeyOf(test.running.services.secret, workspace)));
  const findings = [{ ...finding(seed), fingerprint: mark }];
  const taken = await owner.post(at("/findings"), { repository: { name: "acme/shop" }, scannedAt: new Date().toISOString(), findings });
  return taken.body.incidents[0];
}

it("a message of GitHub reopens the incidents that it is about, and is answered by which they are", async () => {
  const [incident, alarm] = [await planted(1), await planted(2)];
  await owner.post(at(`/incidents/${incident}/actions`), { kind: "resolve", resolution: "revoked" });
  const changed = await owner.post(at(`/incidents/${alarm}/actions`), { kind: "resolve", resolution: "false_alarm", reason: "an example" });
  expect(changed.status).toBe(200);
  const answer = await send(message(1, 2, 3));
  expect([answer.status, answer.body]).toEqual([
    200,
    [
      { token_hash: hashOf(1), token_type: "acme_token", label: "true_positive" },
      { token_hash: hashOf(2), token_type: "acme_token", label: "false_positive" },
    ],
  ]);
  expect((await owner.get(at(`/incidents/${incident}`))).body).toMatchObject({ state: "triggered", exposure: "public" });
  expect(await actions()).toContain("report.import");
  expect(asked).toBe(1);
});

it("the same message again changes nothing", async () => {
  const incident = await planted(4);
  await send(message(4));
  await owner.post(at(`/incidents/${incident}/actions`), { kind: "resolve", resolution: "revoked" });
  const before = (await owner.get(at(`/incidents/${incident}`))).body.version;
  expect((await send(message(4))).status).toBe(200);
  expect((await owner.get(at(`/incidents/${incident}`))).body).toMatchObject({ state: "resolved", version: before });
});

it("what GitHub did not sign is refused, as is a workspace that is not there, and nothing is kept of it", async () => {
  const refused = await Promise.all([
    send(message(5), { key: stranger.privateKey }),
    send(message(5), { identifier: "k2" }),
    send(message(5), { recipient: "00000000-0000-7000-8000-000000000000" }),
    send(message(5), { recipient: "x" }),
    test.caller().ask(`/partner-messages/github/${workspace}`, { method: "POST", body: message(5) }),
  ]);
  for (const { status, body } of refused) expect([status, body.error.code]).toEqual([401, "HOOK_REFUSED"]);
  expect(new Set(refused.map(({ body }) => body.error.message)).size).toBe(1);
  // Of the same secret from GitHub itself nothing is known yet: it waits.
  expect((await send(message(5))).body).toEqual([]);
  const entry = (await owner.get(at("/audit"))).body.items.find(({ action }: { action: string }) => action === "report.import");
  expect(entry.details).toMatchObject({ waiting: 1, known: 0 });
  // An unknown key made us ask GitHub at most once more.
  expect(asked).toBeLessThanOrEqual(2);
});

it.each([
  ["no list", '{"token":1}'],
  ["no JSON", "token"],
  ["a list without tokens", '[{"type":"x"}]'],
  ["bytes that are no text", "\u0000\ufffd"],
])("a signed message that is %s is refused in our form", async (_title, body) => {
  const answer = await send(body);
  expect([answer.status, answer.body.error.code]).toEqual([422, "REPORT_INVALID"]);
});

it("a body of 100 MB is refused before it is read", async () => {
  const status = await new Promise((resolve, reject) => {
    const { hostname, port: own } = new URL(test.url);
    const asking = httpRequest(
      {
        hostname,
        port: own,
        method: "POST",
        path: `/api/v1/partner-messages/github/${workspace}`,
        headers: { "content-type": "application/json", "content-length": 104_857_600 },
      },
      (response) => {
        resolve(response.statusCode);
        asking.destroy();
      },
    );
    asking.on("error", reject);
    asking.write("[");
  });
  expect(status).toBe(413);
});

it("no secret of a message stands in the log", () => {
  for (const seed of [1, 2, 3, 4, 5]) expect(test.log.join("")).not.toContain(secretOf(seed));
});
