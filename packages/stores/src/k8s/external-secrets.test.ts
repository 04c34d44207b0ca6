import { expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { externalSecrets } from "../index.ts";

const ENV = {
  VAULT_ADDR: "https://vault.test:8200",
  VAULT_NAMESPACE: "team1",
  AWS_REGION: "eu-west-1",
  CONJUR_APPLIANCE_URL: "https://conjur.test",
  CONJUR_AUTHN_JWT_SERVICE_ID: "k8s",
};

async function documents(from: readonly string[]): Promise<readonly unknown[]> {
  const text = await externalSecrets({ target: "k8s:app/plivo", from, serviceAccount: "reader" }, ENV);
  return parseAllDocuments(text).map((document) => ("toJS" in document ? (document.toJS() as unknown) : undefined)); // toJS gives any
}

it("takes two fields of Vault through one SecretStore", async () => {
  const kubernetes = { mountPath: "kubernetes", role: "plivo", serviceAccountRef: { name: "reader" } };
  const vault = { server: ENV.VAULT_ADDR, path: "kv", version: "v2", namespace: "team1", auth: { kubernetes } };
  expect(await documents(["token=vault:kv/team/plivo", "id=vault:kv/team/plivo#auth_id"])).toEqual([
    {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata: { name: "plivo-vault", namespace: "app" },
      spec: { provider: { vault } },
    },
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: "plivo", namespace: "app" },
      spec: {
        refreshInterval: "1h0m0s",
        secretStoreRef: { kind: "SecretStore", name: "plivo-vault" },
        target: { name: "plivo", creationPolicy: "Owner" },
        data: [
          { secretKey: "token", remoteRef: { key: "team/plivo", property: "api_key" } },
          { secretKey: "id", remoteRef: { key: "team/plivo", property: "auth_id" } },
        ],
      },
    },
  ]);
});

it("gives each store and mount its own SecretStore, and names it at each key", async () => {
  const found = await documents(["a=vault:kv/x", "b=vault:other/x", "c=aws-sm:app/x#k", "d=aws-sm:app/y", "e=conjur:acme/app/z"]);
  expect(found.map((document) => (document as { metadata: { name: string } }).metadata.name)).toEqual([
    "plivo-vault",
    "plivo-vault-2",
    "plivo-aws-sm",
    "plivo-conjur",
    "plivo",
  ]);
  const at = (name: string): object => ({ sourceRef: { storeRef: { kind: "SecretStore", name } } });
  expect(found.at(-1)).toMatchObject({
    spec: {
      data: [
        { secretKey: "a", ...at("plivo-vault") },
        { secretKey: "b", ...at("plivo-vault-2") },
        { secretKey: "c", remoteRef: { key: "app/x", property: "k" }, ...at("plivo-aws-sm") },
        { secretKey: "d", remoteRef: { key: "app/y" }, ...at("plivo-aws-sm") },
        { secretKey: "e", remoteRef: { key: "app/z" }, ...at("plivo-conjur") },
      ],
    },
  });
});

it.each([
  ["k8s:app/plivo#token", ["a=vault:kv/x"], "STORE_UNKNOWN"],
  ["k8s:app/Plivo", ["a=vault:kv/x"], "STORE_UNKNOWN"],
  ["vault:kv/x", ["a=vault:kv/x"], "STORE_UNKNOWN"],
  ["k8s:app/plivo", [], "STORE_UNKNOWN"],
  ["k8s:app/plivo", ["vault:kv/x"], "STORE_UNKNOWN"],
  ["k8s:app/plivo", ["a=vault:kv"], "STORE_UNKNOWN"],
  ["k8s:app/plivo", ["a=vault:kv/x", "a=vault:kv/y"], "STORE_UNKNOWN"],
  ["k8s:app/plivo", ["a=vault:kv/x\nkind: Pod"], "STORE_UNKNOWN"],
  ["k8s:app/plivo", ["a=env:.env#A"], "STORE_CANNOT"],
])("refuses %s from %j", async (target, from, code) => {
  await expect(externalSecrets({ target, from }, ENV)).rejects.toMatchObject({ code });
});

it("says which variable tells where the store is", async () => {
  const asked = externalSecrets({ target: "k8s:app/plivo", from: ["a=vault:kv/x"] }, {});
  await expect(asked).rejects.toMatchObject({ code: "STORE_UNKNOWN", message: expect.stringContaining("VAULT_ADDR") as string });
});
