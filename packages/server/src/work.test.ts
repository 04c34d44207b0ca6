import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { startTestServer, until } from "../test/server.ts";
import { finding } from "../test/finding.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-work-"));
const allowed = join(folder, "allowed");
mkdirSync(join(allowed, "shop"), { recursive: true });
mkdirSync(join(folder, "elsewhere"));
symlinkSync(join(folder, "elsewhere"), join(allowed, "way-out"));

const test = await startTestServer({ STANCH_SCAN_FOLDERS: allowed, STANCH_DATA: folder });
afterAll(async () => {
  await test.stop();
  rmSync(folder, { recursive: true, force: true });
});
const { caller: owner, workspace } = await test.first();
const at = (path: string): string => `/workspaces/${workspace}${path}`;

/** The queues come up after the server answers. */
const ready = () => until(async () => ((await owner.get(at("/remediations"))).status === 200 ? true : undefined));

describe("a scan of a folder", () => {
  it("is queued, worked on, and its findings become incidents", async () => {
    await ready();
    const queued = await owner.post(at("/scans"), { path: join(allowed, "shop") });
    expect([queued.status, queued.body.status]).toEqual([202, "queued"]);
    const done = await until(async () => {
      const { body } = await owner.get(at(`/scans/${queued.body.id}`));
      return body.finishedAt === null ? undefined : body;
    });
    expect(done).toMatchObject({
      status: "done",
      outcome: { findings: 1, created: 1, read: { files: 3 }, unread: { "archive-encrypted": 2 } },
    });
    expect((await owner.get(at("/incidents?repository=shop"))).body.items).toHaveLength(1);
  });
  it.each([
    ["a folder that is not allowed", () => join(folder, "elsewhere")],
    ["a link that leads out of what is allowed", () => join(allowed, "way-out")],
    ["a way up", () => join(allowed, "shop/../../elsewhere")],
    ["what is not there", () => join(allowed, "nothing")],
    ["a path from nowhere", () => "shop"],
  ])("is refused for %s, in the same words", async (_name, path) => {
    const { status, body } = await owner.post(at("/scans"), { path: path() });
    expect([status, body.error.code, body.error.param]).toEqual([403, "SCAN_NOT_ALLOWED", "body.path"]);
  });
});

describe("a remediation", () => {
  const plan = { provider: "plivo", detector: "plivo-subaccount-token", old: { mask: "…", fingerprint: fake("[0-9a-f]{64}", 5) } };
  const secret = fake("[A-Za-z0-9]{40}", 55);

  it("waits for an approval, takes it only from who may give it, and never answers the value", async () => {
    await ready();
    const responder = await test.member(workspace, "responder");
    const started = await responder.post(at("/remediations"), { plan: { ...plan, dryRun: false }, old: { secret, companions: {} } });
    expect(started.status).toBe(202);
    const path = at(`/remediations/${started.body.id}`);
    const refused = await responder.post(`${path}/signals`, { kind: "approve", subject: "start" });
    expect([refused.status, refused.body.error.code]).toEqual([403, "NOT_ALLOWED"]);
    expect((await owner.post(`${path}/signals`, { kind: "pause" })).status).toBe(200);
    const { body: events } = await owner.get(`${path}/events`);
    expect(events.items.some(({ kind }: { kind: string }) => kind === "signal")).toBe(true);
    const again = await responder.post(at("/remediations"), { plan, old: { secret } });
    expect([again.status, again.body.error.code]).toEqual([409, "REMEDIATION_CONFLICT"]);
    for (const { text } of [started, refused, again, await owner.get(path), await owner.get(`${path}/events`)])
      expect(text).not.toContain(secret);
    expect(test.log.join("")).not.toContain(secret);
    await owner.post(`${path}/signals`, { kind: "abandon" });
  });
  it("from the API runs no programs", async () => {
    const dependants = [{ id: "app", name: "app", kind: "service", howUpdated: { by: "command", argv: ["touch", "/tmp/x"] } }];
    const { status, body } = await owner.post(at("/remediations"), { plan: { ...plan, dependants }, old: { secret } });
    expect([status, body.error.param]).toEqual([400, "body.plan.dependants.0"]);
  });
});

describe("what was found out elsewhere", () => {
  it("is kept with the incident, the newest first", async () => {
    const report = { repository: { name: "acme/shop" }, scannedAt: new Date().toISOString(), findings: [finding(31)] };
    const { body } = await owner.post(at("/findings"), report);
    const path = at(`/incidents/${body.incidents[0]}/misuse`);
    expect((await owner.get(path)).status).toBe(404);
    await owner.post(path, { verdict: "suspicious" });
    await owner.post(path, { verdict: "misused" });
    expect((await owner.get(path)).body).toMatchObject({ kind: "misuse", body: { verdict: "misused" } });
  });
});

describe("the stream of changes", () => {
  it("tells what changed as it changes, and ends with the server's stop", async () => {
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${test.url}/api/v1${at("/stream")}`, { headers: { cookie } });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    await reader.read(); // it is listening now
    await owner.post(at("/findings"), {
      repository: { name: "acme/stream" },
      scannedAt: new Date().toISOString(),
      findings: [finding(41)],
    });
    let text = "";
    while (!text.includes("findings.ingest")) text += (await reader.read()).value ?? "";
    expect(text).toMatch(/event: change\ndata: \{"action":"findings\.ingest"/);
    await reader.cancel();
  });
  it("tells how far a scan is while it runs", async () => {
    await ready();
    mkdirSync(join(allowed, "slow"));
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${test.url}/api/v1${at("/stream")}`, { headers: { cookie } });
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    const { body: scan } = await owner.post(at("/scans"), { path: join(allowed, "slow") });
    let text = "";
    while (!text.includes('"doneFiles":3')) text += (await reader.read()).value ?? "";
    expect(text).toContain(`event: progress\ndata: {"scans":[{"id":"${scan.id}"`);
    mkdirSync(join(allowed, "slow/end"));
    while (!text.includes("scan.done")) text += (await reader.read()).value ?? "";
    await reader.cancel();
  });
});

it("the status shows database, workers and queues", async () => {
  await ready();
  const { body } = await owner.get(at("/status"));
  expect(body).toMatchObject({ isWorking: true, workers: 1, queues: { scans: { queued: 0 } } });
  expect(body.database.version).toMatch(/^\d+/);
});

describe("a list of incidents", () => {
  it("goes page by page, each once, under filters, and exports what it shows", async () => {
    const findings = Array.from({ length: 25 }, (_, index) => ({
      ...finding(100 + index),
      title: index === 7 ? '=cmd|"x"' : "Plivo Auth Token",
    }));
    await owner.post(at("/findings"), { repository: { name: "acme/pages" }, scannedAt: new Date().toISOString(), findings });
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await owner.get(
        at(`/incidents?repository=acme/pages&limit=10${cursor === "" ? "" : `&cursor=${cursor}`}`),
      );
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
    const csv = await owner.get(at("/incidents/export?repository=acme/pages"));
    expect(csv.text.split("\r\n")).toHaveLength(27);
    expect(csv.text).toContain(`"'=cmd|""x"""`); // no formula for a spreadsheet
    const lines = await owner.get(at("/incidents/export?repository=acme/pages&format=jsonl"));
    expect(lines.text.trim().split("\n")).toHaveLength(25);
  });
  it.each(["'; drop table incidents; --", "%' or '1'='1", "\\", "\u0000", "a & !b | c:*"])("takes %j for text", async (text) => {
    const { status, body } = await owner.get(at(`/incidents?text=${encodeURIComponent(text)}`));
    expect(status).toBe(200);
    expect(body.items).toEqual([]);
    expect((await owner.get(at("/incidents/facets"))).body.total).toBeGreaterThan(25);
  });
  it("changes many at once and takes that back", async () => {
    const { body } = await owner.post(at("/incidents/bulk"), {
      filter: { repository: "acme/pages" },
      change: { kind: "resolve", resolution: "false_alarm", reason: "made up" },
    });
    expect(body.changed).toBe(25);
    expect((await owner.get(at("/incidents?repository=acme/pages&state=resolved"))).body.items).toHaveLength(25);
    expect((await owner.post(at(`/incidents/bulk/${body.bulkId}/undo`))).body.restored).toBe(25);
  });
});
