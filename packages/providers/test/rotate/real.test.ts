// Rotators against the real thing: AWS' API as moto has it, OpenBao, PostgreSQL.
import { createHash } from "node:crypto";
import { Secret, fake } from "@stanch/model";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Missing, ROOT_TOKEN, type Running, moto, openBao } from "../../../stores/test/servers.ts";
import { startPostgres } from "../../../workflow/test/postgres.ts";
import { textAt } from "../../src/http/answers.ts";
import { scramVerifier } from "../../src/rotate/_scram.ts";
import { rotatorFor } from "../../src/rotate/index.ts";
import { bound, keepsItsPromises } from "./contract.ts";

const [aws, bao, postgres] = await Promise.all([moto(), openBao(), startPostgres()]);
afterAll(async () => {
  await Promise.all([aws, bao].map(async (server) => (server instanceof Missing ? undefined : server.stop())));
  await postgres.stop();
});
const urlOf = (server: Running | Missing): string => (server instanceof Missing ? "" : server.url);

const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ses:SendEmail", Resource: "*" }] });

describe.skipIf(aws instanceof Missing)("an AWS access key", () => {
  const iam = async (action: string, fields: Readonly<Record<string, string>>): Promise<string> => {
    const body = new URLSearchParams({ Action: action, Version: "2010-05-08", ...fields });
    const authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=x";
    return (await fetch(urlOf(aws), { method: "POST", body, headers: { authorization } })).text();
  };
  const keyFor = async (UserName: string) => {
    await iam("CreateUser", { UserName });
    await iam("PutUserPolicy", { UserName, PolicyName: "mail", PolicyDocument: POLICY });
    const xml = await iam("CreateAccessKey", { UserName });
    const at = (name: string): string => new RegExp(`<${name}>([^<]+)<`).exec(xml)?.[1] ?? "";
    return { secret: new Secret(at("SecretAccessKey")), companions: { accessKeyId: at("AccessKeyId") } };
  };
  const world = (old: Awaited<ReturnType<typeof keyFor>>) => ({
    detector: "aws-secret-access-key",
    old,
    admin: { secret: new Secret("test"), companions: { accessKeyId: "test" } },
    env: { STANCH_AWS_URL: urlOf(aws) },
  });

  it("is looked at, switched off and on, replaced beside the first, and removed", async () => {
    const old = await keyFor("mailer");
    const { rotator, context } = bound(world(old));
    const like = await rotator.describe(old, context);
    expect(like).toMatchObject({
      id: old.companions.accessKeyId,
      status: "active",
      privileges: ["own policy mail"],
      details: { userName: "mailer" },
    });
    const target = { state: like };
    for (const status of ["disabled", "active"] as const) {
      await (status === "disabled" ? rotator.contain?.(target, context) : rotator.restore?.(target, context));
      expect((await rotator.describe(old, context)).status).toBe(status);
    }
    expect(await rotator.findMade?.("stanch-1", context)).toEqual([]);
    const made = await rotator.create?.({ like, label: "stanch-1" }, context);
    expect((await rotator.findMade?.("stanch-1", context))?.map(({ state }) => state.id)).toEqual([made?.state.id]);
    expect(await rotator.findMade?.("stanch-2", context)).toEqual([]);
    // The third: a user has two.
    await expect(rotator.create?.({ like, label: "stanch-2" }, context)).rejects.toMatchObject({ code: "ROTATION_LIMITED" });
    for (let i = 0; i < 2; i++) await rotator.remove?.(target, context);
    expect(await rotator.describe(old, context).catch(() => ({ status: "absent" }))).toMatchObject({ status: "absent" });
  });

  it("is signed for as AWS does it", async () => {
    const old = await keyFor("signer");
    const { rotator, context } = bound(world(old));
    expect(await rotator.confirm(old, context)).toMatchObject({ answer: "accepted" });
  });
});

describe.skipIf(bao instanceof Missing)("OpenBao", () => {
  const admin = { secret: new Secret(ROOT_TOKEN), companions: {} };
  const env = { STANCH_HASHICORP_VAULT_URL: urlOf(bao) };
  /** The text at a path of the answer. */
  const call = async (method: string, path: string, body?: unknown, ...at: readonly string[]): Promise<string> => {
    const answer = await fetch(`${urlOf(bao)}/v1/${path}`, {
      method,
      headers: { "x-vault-token": ROOT_TOKEN },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? "" : (textAt(await answer.json(), ...at) ?? "");
  };

  beforeAll(async () => {
    await call("PUT", "sys/policies/acl/mail", { policy: 'path "secret/data/mail" { capabilities = ["read"] }' });
    await call("POST", "sys/auth/approle", { type: "approle" });
    await call("POST", "auth/approle/role/mailer", { token_policies: ["mail"], secret_id_ttl: "1h" });
  });

  it("has a token replaced by one with the same policies, and the old one ended by its accessor", async () => {
    const made = await call("POST", "auth/token/create", { policies: ["mail"], ttl: "1h", display_name: "mailer" }, "auth", "client_token");
    const old = { secret: new Secret(made), companions: {} };
    await keepsItsPromises({ detector: "hashicorp-vault-service-token", old, admin, env });
  });

  it("makes no token by the old one, which would end with it", async () => {
    const made = await call("POST", "auth/token/create", { policies: ["mail"], ttl: "1h" }, "auth", "client_token");
    const old = { secret: new Secret(made), companions: {} };
    const { rotator, context } = bound({ detector: "hashicorp-vault-service-token", old, admin: old, env });
    const like = await rotator.describe(old, context);
    expect(like).toMatchObject({ status: "active", privileges: ["policy default", "policy mail"] });
    await expect(rotator.create?.({ like, label: "stanch-3", credential: old }, context)).rejects.toMatchObject({
      code: "ROTATION_CANNOT",
    });
  });

  it("has a secret id of an AppRole replaced, and the old one refused at log-in", async () => {
    const roleId = await call("GET", "auth/approle/role/mailer/role-id", undefined, "data", "role_id");
    const made = await call("POST", "auth/approle/role/mailer/secret-id", {}, "data", "secret_id");
    const old = { secret: new Secret(made), companions: { roleId } };
    await keepsItsPromises({ detector: "hashicorp-vault-approle-secret-id", old, admin, env });
  });
});

describe.skipIf(postgres.absent)("a PostgreSQL role", () => {
  const logIn = async (url: URL, user: string, password: string): Promise<pg.Client> => {
    const client = new pg.Client({ host: url.hostname, port: Number(url.port), database: url.pathname.slice(1), user, password });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  };

  it("takes turns with another, with the same rights and the same owner, and its sessions are closed at the end", async () => {
    const { adminUrl } = postgres;
    const url = new URL(adminUrl);
    const root = new pg.Client({ connectionString: adminUrl });
    await root.connect();
    const password = fake("[A-Za-z0-9]{24}", 1);
    await root.query(`create role app login password '${scramVerifier(password)}'`);
    await root.query("create role readers");
    await root.query("grant readers to app");
    await root.query("grant create on schema public to app");
    const old = { secret: new Secret(password), companions: { user: "app" } };
    const admin = { secret: new Secret(decodeURIComponent(url.password)), companions: { user: url.username } };
    const world = { detector: "postgresql-connection-uri", old, admin, env: {}, address: `postgresql://${url.host}${url.pathname}` };

    const { rotator, context } = bound(world);
    const like = await rotator.describe(old, context);
    expect(like).toMatchObject({ id: "app", status: "active", privileges: ["member of readers"] });
    const made = await rotator.create?.({ like, label: "stanch-1" }, context);
    if (made === undefined) throw new Error("none was made");
    expect(made.credential.companions).toMatchObject({ user: "app_b", host: url.host });
    expect((await rotator.findMade?.("stanch-1", context))?.map(({ state }) => state.id)).toEqual(["app_b"]);
    for (const one of [old, made.credential]) expect(await rotator.confirm(one, context)).toMatchObject({ answer: "accepted" });

    const second = await logIn(url, "app_b", made.credential.secret.reveal());
    await second.query("create table letters (id int)");
    const { rows } = await root.query("select tableowner from pg_tables where tablename = 'letters'");
    expect(rows).toEqual([{ tableowner: "app" }]);
    const first = await logIn(url, "app", password);
    const closed = new Promise((resolve) => first.once("error", resolve));
    for (let i = 0; i < 2; i++) await rotator.deactivate?.({ state: like }, context);
    await closed;
    expect(await rotator.confirm(old, context)).toMatchObject({ answer: "refused", reason: "SQLSTATE 28000, twice" });
    expect((await second.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await rotator.restore?.({ state: like }, context);
    expect(await rotator.confirm(old, context)).toMatchObject({ answer: "accepted" });

    // Back again: the first gets a new password, and its old one is refused.
    const back = await rotator.create?.({ like: made.state, label: "stanch-2" }, context);
    expect(back?.credential.companions).toMatchObject({ user: "app" });
    expect(await rotator.confirm(old, context)).toMatchObject({ answer: "refused", reason: "SQLSTATE 28P01, twice" });
    await second.end();
    await root.end();
  });

  it("is not looked at by one who may not, and no password is told", async () => {
    const url = new URL(postgres.adminUrl);
    const wrong = { secret: new Secret(fake("[A-Za-z0-9]{24}", 2)), companions: { user: "nobody" } };
    const world = {
      detector: "postgresql-connection-uri",
      old: wrong,
      admin: wrong,
      env: {},
      address: `postgresql://${url.host}/postgres`,
    };
    const { rotator, context } = bound(world);
    const failed = await rotator.describe(wrong, context).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "ROTATION_DENIED" });
    expect(String(failed)).not.toContain(wrong.secret.reveal());
    expect(await rotator.confirm(wrong, { ...context, address: "postgresql://127.0.0.1:1/x" })).toMatchObject({ answer: "unknown" });
  });
});

it("writes a verifier as PostgreSQL does", () => {
  const salt = createHash("sha256").update("salt").digest().subarray(0, 16);
  expect(scramVerifier("pencil", salt)).toMatch(/^SCRAM-SHA-256\$4096:[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$/);
  expect(() => scramVerifier("crème")).toThrow(/ASCII/);
  expect(rotatorFor("postgresql-connection-uri")?.id).toBe("postgresql");
});
