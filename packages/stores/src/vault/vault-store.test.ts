import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { type Opened, storeContract } from "../../test/contract.ts";
import { Missing, ROOT_TOKEN, openBao } from "../../test/servers.ts";
import { SecretBytes, VaultStore } from "../index.ts";
import { VaultClient } from "./client.ts";

const server = await openBao();
const url = server instanceof Missing ? "" : server.url;
const folder = server instanceof Missing ? "" : server.folder;
afterAll(async () => (server instanceof Missing ? undefined : server.stop()));

const ENV = { VAULT_ADDR: url, VAULT_TOKEN: ROOT_TOKEN, HOME: "/nonexistent" };
const root = new VaultClient(ENV);
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (mount: string): string => `${mount}/test/${randomUUID()}`;

if (!(server instanceof Missing)) {
  await root.post("sys/mounts/v1", { type: "kv", options: { version: "1" } });
  await root.post("sys/mounts/team/kv", { type: "kv", options: { version: "2" } });
}

const opened = async (mount: string): Promise<Opened> =>
  Promise.resolve({
    store: new VaultStore(ENV),
    fresh: () => fresh(mount),
    beside: (reference) => `${reference.replace(/#.*$/, "")}#${fake("[a-z]{8}", Math.random())}`,
    prefix: `${mount}/test`,
    runs: 12,
  });

describe.skipIf(server instanceof Missing)("on a real OpenBao server", () => {
  storeContract("KV version 2", async () => opened("secret"));
  storeContract("KV version 1", async () => opened("v1"));
  storeContract("KV version 2 at a mount with a slash", async () => opened("team/kv"));

  it("takes the field api_key when the reference names none", async () => {
    const store = new VaultStore(ENV);
    const path = fresh("secret");
    await store.put(path, token(1));
    expect((await store.get(`${path}#api_key`)).value.equals(token(1))).toBe(true);
    expect(await store.list(path)).toEqual([`${path}#api_key`]);
  });

  it("deletes the last field softly: the server brings it back, and until then it is told as disabled", async () => {
    const store = new VaultStore(ENV);
    const path = fresh("secret");
    await store.put(path, token(2));
    await store.remove(path);
    expect((await store.versions(path)).map(({ state }) => state)).toEqual(["disabled"]);
    await root.post(`secret/undelete/${path.slice("secret/".length)}`, { versions: [1] });
    expect((await store.get(path)).value.equals(token(2))).toBe(true);
  });

  it("disables one older version and leaves the current", async () => {
    const store = new VaultStore(ENV);
    const path = fresh("secret");
    for (const seed of [3, 4]) await store.put(path, token(seed));
    await store.remove(path, { version: "1" });
    expect((await store.versions(path)).map(({ id, state }) => `${id} ${state}`)).toEqual(["2 current", "1 disabled"]);
    await expect(store.get(path, { version: "1" })).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    expect((await store.get(path)).value.equals(token(4))).toBe(true);
  });

  it("tells who read a value, out of the server's own audit file", async () => {
    const path = fresh("secret");
    const store = new VaultStore(ENV);
    await store.put(path, token(5));
    const lines = (): string[] => readFileSync(join(folder, "audit.log"), "utf8").split("\n");
    const before = store.readers(path, lines()).reduce((sum, { count }) => sum + count, 0);
    await store.get(path);
    const readers = store.readers(path, lines());
    expect(readers.reduce((sum, { count }) => sum + count, 0)).toBe(before + 1);
    expect(readers[0]).toMatchObject({ who: "token", from: "127.0.0.1" });
    expect(store.readers(fresh("secret"), lines())).toEqual([]);
    expect(lines().join("")).not.toContain(token(5).revealText());
  });

  it("keeps two namespaces apart", async () => {
    await root.post("sys/namespaces/team1", {});
    const inside = { ...ENV, VAULT_NAMESPACE: "team1" };
    await new VaultClient(inside).post("sys/mounts/secret", { type: "kv", options: { version: "2" } });
    const path = fresh("secret");
    await new VaultStore(inside).put(path, token(6));
    expect((await new VaultStore(inside).get(path)).value.equals(token(6))).toBe(true);
    await expect(new VaultStore(ENV).get(path)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
  });
});

describe.skipIf(server instanceof Missing)("log-in to a real OpenBao server", () => {
  const policy = async (): Promise<void> => {
    await root.post("sys/policies/acl/app", { policy: 'path "secret/*" {\n  capabilities = ["create", "read", "update", "list"]\n}' });
  };
  const works = async (env: Record<string, string | undefined>): Promise<void> => {
    const path = fresh("secret");
    await new VaultStore(env).put(path, token(7));
    expect((await new VaultStore(env).get(path)).value.equals(token(7))).toBe(true);
  };

  it("by AppRole works, and a wrong secret id is refused without being quoted", async () => {
    await policy();
    await root.post("sys/auth/approle", { type: "approle" });
    await root.post("auth/approle/role/app", { token_policies: ["app"] });
    const role = (await root.get("auth/approle/role/app/role-id")).bytes.toString();
    const secret = (await root.post("auth/approle/role/app/secret-id", {})).bytes.toString();
    const env = {
      VAULT_ADDR: url,
      VAULT_ROLE_ID: /"role_id":"([^"]+)"/.exec(role)?.[1],
      VAULT_SECRET_ID: /"secret_id":"([^"]+)"/.exec(secret)?.[1],
    };
    await works(env);
    const wrong = fake("[0-9a-f]{32}", 8);
    const refused = new VaultStore({ ...env, VAULT_SECRET_ID: wrong }).get(fresh("secret"));
    await expect(refused).rejects.toMatchObject({ code: "STORE_DENIED", message: expect.not.stringContaining(wrong) as string });
  });

  it("by a JWT works at a mount of another name", async () => {
    await policy();
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await root.post("sys/auth/ci", { type: "jwt" });
    await root.post("auth/ci/config", { jwt_validation_pubkeys: [publicKey.export({ type: "spki", format: "pem" })] });
    await root.post("auth/ci/role/app", { role_type: "jwt", user_claim: "sub", bound_audiences: ["stanch"], token_policies: ["app"] });
    const file = join(folder, "jwt");
    writeFileSync(file, `${jwtOf({ sub: "build", aud: "stanch" }, privateKey)}\n`, { mode: 0o600 });
    const env = { VAULT_ADDR: url, VAULT_AUTH_METHOD: "jwt", VAULT_AUTH_MOUNT: "ci", VAULT_ROLE: "app", VAULT_JWT_FILE: file };
    await works(env);
    writeFileSync(file, jwtOf({ sub: "build", aud: "others" }, privateKey));
    await expect(new VaultStore(env).get(fresh("secret"))).rejects.toMatchObject({ code: "STORE_DENIED" });
  });

  it("by a Kubernetes service account works; the cluster's TokenReview is a double of ours", async () => {
    await policy();
    const cluster = createServer((_, answer) => {
      const user = { username: "system:serviceaccount:shop:app", uid: "1", groups: [] };
      answer.writeHead(201, { "Content-Type": "application/json" });
      answer.end(JSON.stringify({ apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", status: { authenticated: true, user } }));
    });
    await new Promise<void>((resolve) => cluster.listen(0, "127.0.0.1", resolve));
    const address = cluster.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      await root.post("sys/auth/kubernetes", { type: "kubernetes" });
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const claims = {
        sub: "system:serviceaccount:shop:app",
        "kubernetes.io": { namespace: "shop", serviceaccount: { name: "app", uid: "1" } },
        exp: Math.floor(Date.now() / 1000) + 600,
      };
      const jwt = jwtOf(claims, privateKey);
      await root.post("auth/kubernetes/config", {
        kubernetes_host: `http://127.0.0.1:${port}`,
        token_reviewer_jwt: jwt,
        disable_local_ca_jwt: true,
        kubernetes_ca_cert: rootCertificates[0],
      });
      await root.post("auth/kubernetes/role/app", {
        bound_service_account_names: ["app"],
        bound_service_account_namespaces: ["shop"],
        token_policies: ["app"],
      });
      const file = join(folder, "service-account");
      writeFileSync(file, jwt, { mode: 0o600 });
      await works({ VAULT_ADDR: url, VAULT_AUTH_METHOD: "kubernetes", VAULT_ROLE: "app", VAULT_JWT_FILE: file });
    } finally {
      cluster.close();
    }
  });
});

describe("what can go wrong with Vault", () => {
  it("is told when nobody listens", async () => {
    const store = new VaultStore({ ...ENV, VAULT_ADDR: "http://127.0.0.1:9" });
    await expect(store.get("secret/a")).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
  });
  it("is told when there is no token at all", async () => {
    await expect(new VaultStore({ VAULT_ADDR: url, HOME: "/nonexistent" }).get("secret/a")).rejects.toMatchObject({ code: "STORE_DENIED" });
  });
  it("is told for a reference that names no path", async () => {
    for (const reference of ["secret", "secret/", "secret/../x#a", "secret/a#", "secret/a#b#c"])
      await expect(new VaultStore(ENV).get(reference)).rejects.toMatchObject({ code: "STORE_UNKNOWN" });
  });
  it.skipIf(server instanceof Missing)("is told for a wrong token, which is not quoted, and for a token that may not write", async () => {
    const wrong = fake("[A-Za-z0-9]{26}", 9);
    const refused = new VaultStore({ ...ENV, VAULT_TOKEN: wrong }).put(fresh("secret"), token(1));
    await expect(refused).rejects.toMatchObject({ code: "STORE_DENIED", message: expect.not.stringContaining(wrong) as string });
    await root.post("sys/policies/acl/reader", { policy: 'path "secret/*" {\n  capabilities = ["read"]\n}' });
    const made = (await root.post("auth/token/create", { policies: ["reader"] })).bytes.toString();
    const reader = new VaultStore({ ...ENV, VAULT_TOKEN: /"client_token":"([^"]+)"/.exec(made)?.[1] });
    await expect(reader.put(fresh("secret"), token(1))).rejects.toMatchObject({ code: "STORE_DENIED" });
  });
  it.skipIf(server instanceof Missing)("is told for a mount that is no KV engine, or none", async () => {
    await expect(new VaultStore(ENV).get("sys/a")).rejects.toMatchObject({ code: "STORE_CANNOT" });
    await expect(new VaultStore(ENV).get("nowhere/a")).rejects.toMatchObject({ code: "STORE_DENIED" });
  });
  it.skipIf(server instanceof Missing)("is told when the store is sealed", async () => {
    const own = await openBao();
    if (own instanceof Missing) throw new Error(own.reason);
    try {
      const env = { ...ENV, VAULT_ADDR: own.url };
      await new VaultClient(env).post("sys/seal", {});
      await expect(new VaultStore(env).get("secret/a")).rejects.toMatchObject({ code: "STORE_SEALED" });
      await expect(new VaultStore(env).check()).rejects.toMatchObject({ code: "STORE_SEALED" });
    } finally {
      await own.stop();
    }
  });
});

function jwtOf(claims: object, key: Parameters<typeof sign>[2]): string {
  const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString("base64url");
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part({ iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 600, ...claims })}`;
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), key).toString("base64url")}`;
}
