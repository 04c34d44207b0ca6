import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { startTestServer, until } from "../test/server.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-hooks-"));
const test = await startTestServer({ STANCH_DATA: folder });
afterAll(async () => {
  await test.stop();
  rmSync(folder, { recursive: true, force: true });
});
const { caller: owner, workspace } = await test.first();
const at = (path: string): string => `/workspaces/${workspace}${path}`;

/** The queues come up after the server answers. */
const watched = await until(async () => {
  const made = await owner.post(at("/sources"), { target: "github:acme/shop" });
  return made.status === 201 ? made.body : undefined;
});

const finished = async (): Promise<number> =>
  (await owner.get(at("/scans"))).body.items.filter(({ status }: { status: string }) => status === "done").length;

/** As GitHub sends it: bytes that are no neat JSON, by nobody who is signed in. */
async function send(
  delivery: string,
  { body = '{ "ref": "refs/heads/main" ,\n"x":1}', secret = watched.hookSecret, url = watched.hookUrl } = {},
) {
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const headers = { "content-type": "application/json", "x-github-delivery": delivery, "x-hub-signature-256": signature };
  const path = new URL(url).pathname;
  return test.caller().ask(path, { method: "POST", body, headers });
}

it("shows a source's secret once, and looks at it at once", async () => {
  expect(watched).toMatchObject({ target: "github:acme/shop", everyMinutes: 60, isEnabled: true });
  expect(watched.hookUrl).toContain(`/api/v1/hooks/${watched.id}`);
  const { text } = await owner.get(at("/sources"));
  expect(text).not.toContain(watched.hookSecret);
  await until(async () => ((await finished()) === 1 ? true : undefined));
});

it("takes a signed webhook as a hint to look again, a copy of it as nothing, and a forged one not at all", async () => {
  expect(await send("d-1")).toMatchObject({ status: 202, body: { outcome: "taken" } });
  expect(await send("d-1")).toMatchObject({ status: 202, body: { outcome: "known" } });
  await until(async () => ((await finished()) === 2 ? true : undefined));
  const forged = await Promise.all([
    send("d-2", { secret: "another" }),
    send("d-3", { url: watched.hookUrl.replace(watched.id, "00000000-0000-7000-8000-000000000000") }),
    send("d-4", { url: `${watched.hookUrl}x` }),
  ]);
  for (const { status, body } of forged) expect([status, body.error.code]).toEqual([401, "HOOK_REFUSED"]);
  expect(new Set(forged.map(({ body }) => body.error.message)).size).toBe(1);
  await sleep(50);
  expect((await owner.get(at("/scans"))).body.items).toHaveLength(2);
});

it("reads no webhook of more bytes than GitHub sends", async () => {
  const { status } = await send("d-5", { body: "x".repeat(26_300_000) });
  expect(status).toBe(413);
});

it("lets only those change what is watched who may", async () => {
  const developer = await test.member(workspace, "developer");
  expect((await developer.get(at("/sources"))).status).toBe(403);
  expect((await owner.get(at("/source-options"))).body).toEqual({ hosts: ["github"], folders: [] });
  const look = await until(async () => {
    const { body } = await owner.get(at("/sources"));
    return body.items[0].lastScan?.finishedAt == null ? undefined : body.items[0].lastScan;
  });
  expect(look).toMatchObject({ status: "done", outcome: { unread: { "archive-encrypted": 2 } } });
  expect((await owner.post(at("/sources"), { target: "file:///etc" })).status).toBe(400);
  expect((await owner.ask(at(`/sources/${watched.id}`), { method: "PATCH", body: { everyMinutes: 5 } })).body.everyMinutes).toBe(5);
  expect((await owner.ask(at(`/sources/${watched.id}`), { method: "DELETE" })).status).toBe(204);
  expect((await send("d-6")).status).toBe(401);
});
