// Evidence of servers that run here: OpenBao, PostgreSQL, moto.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError, type EvidenceGap, type UseRecord, fake } from "@stanch/model";
import { readLog } from "@stanch/misuse";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { Missing, ROOT_TOKEN, moto, openBao } from "../../../stores/test/servers.ts";
import { startEmbedded } from "../../../workflow/src/database/index.ts";
import { askOf, gather } from "../../test/evidence/gather.ts";
import { aws } from "./aws.ts";
import type { Collector } from "./collector.ts";
import { postgres } from "./postgres.ts";
import { vault } from "./vault.ts";

const NOW = Date.now();
const SPAN = { from: NOW - 86_400_000, until: NOW + 3_600_000 };

async function recordsOf(path: string, collector: Collector, about?: string): Promise<{ records: UseRecord[]; gaps: EvidenceGap[] }> {
  const records: UseRecord[] = [];
  const gaps: EvidenceGap[] = [];
  const notes = { fact: () => undefined, progress: () => undefined, gap: (gap: EvidenceGap) => void gaps.push(gap) };
  const { toRecord, columns } = collector;
  if (toRecord === undefined) throw new Error("no reader");
  for await (const batch of readLog(path, { notes, toRecord: toRecord(about), ...(columns === undefined ? {} : { columns }) }))
    records.push(...batch);
  return { records, gaps };
}

const bao = await openBao();
describe.skipIf(bao instanceof Missing)("OpenBao", () => {
  const { url, folder, stop } = bao instanceof Missing ? { url: "", folder: "", stop: async () => undefined } : bao;
  afterAll(stop);

  it("finds what a leaked token did in the audit log, by its hash alone", async () => {
    const api = async (path: string, token: string, body?: object): Promise<{ auth?: { client_token: string } }> => {
      const answer = await fetch(`${url}/v1/${path}`, {
        headers: { "x-vault-token": token },
        ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      });
      return (await answer.json().catch(() => ({}))) as { auth?: { client_token: string } };
    };
    await api("secret/data/app", ROOT_TOKEN, { data: { password: "never shown" } });
    const made = await api("auth/token/create", ROOT_TOKEN, { policies: ["default"], display_name: "leak" });
    const leaked = made.auth?.client_token ?? "";
    await api("auth/token/lookup-self", leaked);
    await api("secret/data/app", leaked);
    await api("secret/data/app", ROOT_TOKEN);
    const { ask, gathered } = askOf(vault, { ...SPAN, env: { VAULT_ADDR: url, VAULT_TOKEN: ROOT_TOKEN, STANCH_LEAKED_SECRET: leaked } });
    const name = await vault.nameInLogs?.(ask);
    expect(name).toMatch(/^hmac-sha256:/);
    expect(gathered.facts[0]?.what).toMatch(/^token token-leak has the policies default, \d+ s to live, made$/);
    const log = join(folder, "audit.log");
    const { records, gaps } = await recordsOf(log, vault, name);
    expect(gaps).toEqual([]);
    expect(records.map(({ action, resource, result, address }) => [action, resource, result, address])).toEqual([
      ["read auth/token/", "auth/token/lookup-self", "ok", "127.0.0.1"],
      ["read secret/", "secret/data/app", "refused", "127.0.0.1"],
    ]);
    const all = await recordsOf(log, vault);
    expect(all.records.length).toBeGreaterThan(4);
    expect(all.records.some(({ action, configures }) => action === "update auth/token/" && configures === true)).toBe(true);
    expect(JSON.stringify(all.records)).not.toMatch(/never shown|hmac-sha256/);
  });
});

const aMoto = await moto();
describe.skipIf(aMoto instanceof Missing)("AWS as moto answers it", () => {
  const { url, stop } = aMoto instanceof Missing ? { url: "", stop: async () => undefined } : aMoto;
  afterAll(stop);

  it("tells the last use of a key; moto has no look-up of events, and that is told", async () => {
    const iam = (action: string, more: Record<string, string>): Promise<string> =>
      fetch(url, {
        method: "POST",
        headers: {
          authorization: "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0",
        },
        body: new URLSearchParams({ Action: action, Version: "2010-05-08", ...more }),
      }).then((answer) => answer.text());
    await iam("CreateUser", { UserName: "ci" });
    const keyId = /<AccessKeyId>([^<]+)</.exec(await iam("CreateAccessKey", { UserName: "ci" }))?.[1] ?? "";
    const env = {
      STANCH_AWS_URL: url,
      AWS_ACCESS_KEY_ID: fake("AKIA[A-Z2-7]{16}", 2),
      AWS_SECRET_ACCESS_KEY: fake("[A-Za-z0-9+/]{40}", 3),
    };
    const { facts, gaps } = await gather(aws, { ...SPAN, env, about: keyId });
    expect(facts.map(({ what }) => what).join()).toContain(`access key ${keyId}`);
    expect(gaps.map(({ what }) => what).join()).toContain("CloudTrail of us-east-1 was not all read");
  });
});

const folder = mkdtempSync(join(tmpdir(), "stanch-evidence-pg-"));
const first = await startEmbedded({ folder, isDisposable: true }).catch((error: unknown) => {
  if (!(error instanceof AppError) || error.code !== "DATABASE_ABSENT") throw error;
  process.stderr.write(`skipped: ${error.message}\n`);
  return undefined;
});
describe.skipIf(first === undefined)("PostgreSQL", () => {
  let server = first;
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells open sessions and the role, and its logs tell who came, who was refused and what was done, without statements", async () => {
    const admin = async (...statements: readonly string[]): Promise<void> => {
      const client = new pg.Client({ connectionString: server?.adminUrl });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    };
    const settings = ["log_connections = 'on'", "log_statement = 'all'", "log_timezone = 'UTC'", "log_line_prefix = '%m [%p] '"];
    await admin(...settings.map((setting) => `ALTER SYSTEM SET ${setting}`), "SELECT pg_reload_conf()");
    const password = fake("[A-Za-z0-9]{24}", 1);
    await admin(`CREATE ROLE leaked LOGIN PASSWORD '${password}' VALID UNTIL '2030-01-01 00:00:00+00'`);
    const useIt = async (): Promise<pg.Client> => {
      const url = new URL(server?.adminUrl ?? "");
      url.username = "leaked";
      url.password = password;
      const client = new pg.Client({ connectionString: url.href, application_name: "thief" });
      await client.connect();
      await client.query("SELECT 'never kept'");
      await client.query("CREATE TEMP TABLE loot (a int)");
      url.password = "wrong";
      await expect(new pg.Client({ connectionString: url.href }).connect()).rejects.toThrow();
      return client;
    };
    const open = await useIt();
    const { facts } = await gather(postgres, { ...SPAN, env: { DATABASE_URL: server?.adminUrl ?? "" }, about: "leaked" });
    expect(facts[0]).toEqual({ what: "role leaked may log in, its password is valid until", time: Date.UTC(2030, 0, 1) });
    expect(facts[1]).toMatchObject({ what: "open session of leaked (idle) by thief, since", address: "127.0.0.1" });
    expect(Math.abs((facts[1]?.time ?? 0) - Date.now())).toBeLessThan(600_000);
    await open.end();

    const told = (records: readonly UseRecord[]) => records.map(({ action, result, actor, address }) => [action, result, actor, address]);
    const expected = [
      ["connect", "ok", "leaked", "127.0.0.1"],
      ["connect", "refused", "leaked", "127.0.0.1"],
    ];
    const plain = await recordsOf(join(folder, "postgres.log"), postgres);
    expect(told(plain.records.filter(({ action, actor }) => action === "connect" && actor === "leaked"))).toEqual(expected);
    expect(plain.records.some(({ action, configures }) => action === "CREATE ROLE" && configures === true)).toBe(true);

    await admin("ALTER SYSTEM SET logging_collector = 'on'", "ALTER SYSTEM SET log_destination = 'jsonlog,csvlog'");
    await server?.stop();
    server = await startEmbedded({ folder, isDisposable: true });
    await (await useIt()).end();
    await server.stop();
    const logs = join(folder, "data", "log");
    for (const ending of ["json", "csv"]) {
      const name = readdirSync(logs).find((one) => one.endsWith(ending)) ?? "";
      const { records } = await recordsOf(join(logs, name), postgres, "leaked");
      expect(told(records.filter(({ action }) => action === "connect"))).toEqual(expected);
      expect(records.map(({ action }) => action)).toEqual(expect.arrayContaining(["SELECT", "CREATE TEMP"]));
      expect(readFileSync(join(logs, name), "utf8")).toContain("never kept");
      expect(JSON.stringify(records)).not.toContain("never kept");
    }
  });
});
