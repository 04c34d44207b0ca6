import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, fake, fingerprint } from "@stanch/model";
import { afterAll, expect, it } from "vitest";
import { finding } from "../test/finding.ts";
import { startTestServer, until } from "../test/server.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-reverify-"));
const test = await startTestServer({ STANCH_DATA: folder, STANCH_REVERIFY: "1" });
afterAll(async () => {
  await test.stop();
  rmSync(folder, { recursive: true, force: true });
});
const { caller: owner, workspace } = await test.first();
const at = (path: string): string => `/workspaces/${workspace}${path}`;

it("asks the issuer about a secret whose value was given to be kept, and takes no other value, from nobody who may not", async () => {
  const clear = `dead${fake("[A-Za-z0-9]{36}", 1)}`;
  const { key } = (await owner.get(at("/fingerprint-key"))).body;
  const found = { ...finding(1), fingerprint: fingerprint(new Secret(clear), key) };
  const pushed = await owner.post(at("/findings"), {
    repository: { name: "shop" },
    scannedAt: new Date().toISOString(),
    findings: [found],
  });
  const [incident] = pushed.body.incidents;
  const path = at(`/incidents/${incident}/credential`);
  const put = async (body: object, who = owner) => who.ask(path, { method: "PUT", body });
  await until(async () => ((await put({ secret: clear })).status === 204 ? true : undefined));
  const after = await until(async () => {
    const { body } = await owner.get(at(`/incidents/${incident}`));
    return body.validity === "invalid" ? body : undefined;
  });
  expect(JSON.stringify(after)).not.toContain(clear);
  const wrong = await put({ secret: fake("[A-Za-z0-9]{40}", 2) });
  expect([wrong.status, wrong.body.error.code, wrong.body.error.param]).toEqual([400, "REQUEST_INVALID", "body.secret"]);
  expect((await put({ secret: clear }, await test.member(workspace, "developer"))).status).toBe(403);
  expect((await owner.ask(path, { method: "DELETE" })).status).toBe(204);
  const log = (await owner.get(at("/audit?limit=200"))).text;
  expect(log).toContain("sealed.use");
  expect(log).not.toContain(clear);
});
