import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, fake } from "@stanch/model";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Missing, ROOT_TOKEN, moto, openBao } from "../../../stores/test/servers.ts";
import { startPostgres } from "../../test/postgres.ts";
import { listAudit } from "../audit/index.ts";
import { inWorkspace, systemActor } from "../database/index.ts";
import { type KeyRing, expireSealed, newKeyLine, openKeyRing, openSealed, rewrapSealed, seal, sealedOf } from "./index.ts";

const [postgres, bao, aws] = await Promise.all([startPostgres(), openBao(), moto()]);
const folder = mkdtempSync(join(tmpdir(), "stanch-sealing-"));
afterAll(async () => {
  await Promise.all([postgres.stop(), ...[bao, aws].map((server) => (server instanceof Missing ? undefined : server.stop()))]);
  rmSync(folder, { recursive: true, force: true });
});
const actor = systemActor("test");
const clear = fake("[A-Za-z0-9]{40}", 3);
const fingerprint = "ab".repeat(32);
const soon = (): Date => new Date(Date.now() + 600_000);

async function post(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, { method: "POST", headers: { "x-vault-token": ROOT_TOKEN }, body: JSON.stringify(body) });
  return answer.status === 204 ? undefined : answer.json();
}

const rings: [title: string, reason: string | undefined, open: () => Promise<KeyRing>][] = [
  ["a file", undefined, () => openKeyRing(`file:${join(folder, "sealing.keys")}`, {})],
  ["a variable", undefined, () => openKeyRing("env:KEYS", { KEYS: newKeyLine() })],
  [
    "OpenBao's transit engine",
    bao instanceof Missing ? bao.reason : undefined,
    async () => {
      if (bao instanceof Missing) throw new Error(bao.reason);
      return openKeyRing("vault:transit/stanch", { VAULT_ADDR: bao.url, VAULT_TOKEN: ROOT_TOKEN });
    },
  ],
  [
    "AWS KMS (moto)",
    aws instanceof Missing ? aws.reason : undefined,
    async () => {
      if (aws instanceof Missing) throw new Error(aws.reason);
      return openKeyRing("aws-kms:alias/stanch", { AWS_ENDPOINT_URL: aws.url });
    },
  ],
];

beforeAll(async () => {
  if (!(bao instanceof Missing)) {
    await post(`${bao.url}/v1/sys/mounts/transit`, { type: "transit" });
    await post(`${bao.url}/v1/transit/keys/stanch`, {});
  }
  if (aws instanceof Missing) return;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "us-east-1" });
  const { CreateAliasCommand, CreateKeyCommand, KMSClient } = await import("@aws-sdk/client-kms");
  const client = new KMSClient({ endpoint: aws.url });
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  await client.send(new CreateAliasCommand({ AliasName: "alias/stanch", TargetKeyId: KeyMetadata?.KeyId }));
});

describe.skipIf(postgres.absent).each(rings)("a value sealed with %s", (_title, reason, open) => {
  it.skipIf(reason !== undefined)("comes back, is written nowhere in clear, and every use is in the audit log", async () => {
    const { database, workspaceId } = await postgres.fresh();
    const tenancy = { workspaceId, actor };
    const ring = await open();
    const id = await seal(database, ring, {
      tenancy,
      sealing: { secret: new Secret(clear), purpose: "revoke", fingerprint, expiresAt: soon() },
    });
    expect((await openSealed(database, ring, { tenancy, id, reason: "step 8" })).reveal()).toBe(clear);
    expect(await inWorkspace(database, tenancy, (scope) => sealedOf(scope, fingerprint))).toEqual([id]);

    const { entries } = await inWorkspace(database, tenancy, (scope) => listAudit(scope));
    expect(entries.map(({ action, details }) => [action, details["reason"]])).toEqual([
      ["sealed.use", "step 8"],
      ["sealed.keep", undefined],
    ]);
  });

  it.skipIf(reason !== undefined)("does not open in another row, workspace or for another purpose", async () => {
    const { database, workspaceId, ownerUrl } = await postgres.fresh();
    const tenancy = { workspaceId, actor };
    const ring = await open();
    const sealing = { secret: new Secret(clear), purpose: "verify", expiresAt: soon() };
    const id = await seal(database, ring, { tenancy, sealing });
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    const { rows } = await client.query("select * from sealed_values");
    expect(JSON.stringify(rows)).not.toContain(clear);
    expect(Buffer.concat([rows[0].ciphertext, rows[0].wrapped_key]).includes(Buffer.from(clear))).toBe(false);
    await client.query("update sealed_values set purpose = 'revoke'");
    await client.end();
    await expect(openSealed(database, ring, { tenancy, id, reason: "test" })).rejects.toMatchObject({
      code: expect.stringMatching(/^SEALING_/),
    });
  });
});

describe.skipIf(postgres.absent)("sealing", () => {
  it("gives nothing after the time, and throws it away", async () => {
    const { database, workspaceId } = await postgres.fresh();
    const tenancy = { workspaceId, actor };
    const ring = await openKeyRing("env:KEYS", { KEYS: newKeyLine() });
    const sealing = { secret: new Secret(clear), purpose: "verify", fingerprint, expiresAt: new Date(Date.now() - 1) };
    const id = await seal(database, ring, { tenancy, sealing });
    await expect(openSealed(database, ring, { tenancy, id, reason: "late" })).rejects.toMatchObject({ code: "SEALED_EXPIRED" });
    expect(await expireSealed(database)).toBe(1);
    await expect(openSealed(database, ring, { tenancy, id, reason: "later" })).rejects.toMatchObject({ code: "SEALED_NOT_FOUND" });
    await expect(openSealed(database, ring, { tenancy, id: "';--", reason: "x" })).rejects.toMatchObject({ code: "SEALED_NOT_FOUND" });
    const { entries } = await inWorkspace(database, tenancy, (scope) => listAudit(scope, { action: "sealed.refused" }));
    expect(entries).toHaveLength(3);
  });

  it("refuses a leaked secret without an end", async () => {
    const { database, workspaceId } = await postgres.fresh();
    const ring = await openKeyRing("env:KEYS", { KEYS: newKeyLine() });
    const sealing = { secret: new Secret(clear), purpose: "verify" };
    await expect(seal(database, ring, { tenancy: { workspaceId, actor }, sealing })).rejects.toMatchObject({ cause: { code: "23514" } });
  });

  it("opens with the new key alone once it was rewrapped", async () => {
    const { database, workspaceId } = await postgres.fresh();
    const tenancy = { workspaceId, actor };
    const [old, fresh] = [newKeyLine(), newKeyLine()];
    const sealing = { secret: new Secret(clear), purpose: "verify", expiresAt: soon() };
    const id = await seal(database, await openKeyRing("env:KEYS", { KEYS: old }), { tenancy, sealing });
    expect(await rewrapSealed(database, await openKeyRing("env:KEYS", { KEYS: `${fresh},${old}` }))).toBe(1);
    const ring = await openKeyRing("env:KEYS", { KEYS: fresh });
    expect(await rewrapSealed(database, ring)).toBe(0);
    expect((await openSealed(database, ring, { tenancy, id, reason: "test" })).reveal()).toBe(clear);
    const without = openSealed(database, await openKeyRing("env:KEYS", { KEYS: old }), { tenancy, id, reason: "test" });
    await expect(without).rejects.toMatchObject({ code: "SEALING_KEY_ABSENT" });
  });

  it("makes a key file that only its owner reads, and refuses one that others can", async () => {
    const path = join(folder, "made.keys");
    await openKeyRing(`file:${path}`, {});
    const made = readFileSync(path, "utf8");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await openKeyRing(`file:${path}`, {});
    expect(readFileSync(path, "utf8")).toBe(made);
    chmodSync(path, 0o644);
    await expect(openKeyRing(`file:${path}`, {})).rejects.toMatchObject({ code: "SEALING_KEY_ABSENT", where: path });
    writeFileSync(join(folder, "bad.keys"), "short:AAAA\n", { mode: 0o600 });
    await expect(openKeyRing(`file:${join(folder, "bad.keys")}`, {})).rejects.toMatchObject({ code: "SEALING_KEY_ABSENT" });
  });
});
