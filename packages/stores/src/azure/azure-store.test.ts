import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { azureDouble } from "../../test/azure-double.ts";
import { storeContract } from "../../test/contract.ts";
import { AzureStore, SecretBytes } from "../index.ts";

const client = { id: randomUUID(), secret: fake("[A-Za-z0-9]{3}8Q~[A-Za-z0-9]{34}", 1), jwt: fake("[A-Za-z0-9]{60}", 2) };
const double = await azureDouble(client);
const folder = mkdtempSync(join(tmpdir(), "stanch-azure-"));
afterAll(() => {
  double.stop();
  rmSync(folder, { recursive: true });
});

const VAULT = { KEY_VAULT_URL: double.url, AZURE_AUTHORITY_HOST: double.url };
const ENV = { ...VAULT, AZURE_CLIENT_ID: client.id, AZURE_CLIENT_SECRET: client.secret };
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `127.0.0.1/app-${randomUUID()}`;

storeContract("Azure Key Vault, on a double of ours", async () =>
  Promise.resolve({ store: new AzureStore(ENV), fresh, prefix: "127.0.0.1/app-" }),
);

describe("Azure Key Vault, on a double of ours", () => {
  it("sends no value before it has a token, and logs in anew when that ran out", async () => {
    const store = new AzureStore(ENV);
    const reference = fresh();
    double.asked.length = 0;
    await store.put(reference, token(1));
    expect(double.asked[0]).toBe("GET without a token, 0 bytes");
    expect(double.asked.filter((one) => one.includes("without"))).toHaveLength(1);
    double.expireTokens();
    expect((await store.get(reference)).value.equals(token(1))).toBe(true);
  });

  it("logs in by a workload's token, and by the identity of an App Service", async () => {
    const reference = fresh();
    await new AzureStore(ENV).put(reference, token(1));
    const file = join(folder, "token");
    writeFileSync(file, `${client.jwt}\n`, { mode: 0o600 });
    const workload = new AzureStore({ ...VAULT, AZURE_CLIENT_ID: client.id, AZURE_FEDERATED_TOKEN_FILE: file });
    const service = new AzureStore({ ...VAULT, IDENTITY_ENDPOINT: `${double.url}/msi/token`, IDENTITY_HEADER: client.secret });
    for (const store of [workload, service]) expect((await store.get(reference)).value.equals(token(1))).toBe(true);
  });

  it("gives no token to a server that asks for one of another service", async () => {
    double.claim("https://vault.azure.net");
    double.expireTokens();
    try {
      double.asked.length = 0;
      await expect(new AzureStore(ENV).get(fresh())).rejects.toMatchObject({ code: "STORE_DENIED" });
      expect(double.asked).toEqual(["GET without a token, 0 bytes"]);
    } finally {
      double.claim();
    }
  });

  it("keeps the type and the tags of a secret", async () => {
    const store = new AzureStore(ENV);
    const reference = fresh();
    await store.put(reference, token(1));
    const kept = double.secrets.get(reference.split("/")[1] ?? "");
    Object.assign(kept?.versions[0] ?? {}, { contentType: "text/plain", tags: { team: "billing" } });
    await store.put(reference, token(2));
    expect(kept?.versions[1]).toMatchObject({ contentType: "text/plain", tags: { team: "billing" } });
    expect((await store.describe(reference)).facts).toContain("tag team: billing");
  });

  it("disables one version, and recovers a deleted secret with its versions", async () => {
    const store = new AzureStore(ENV);
    const reference = fresh();
    const ids: string[] = [];
    for (const seed of [1, 2, 3]) ids.unshift((await store.put(reference, token(seed))).version);
    await store.remove(reference, { version: ids[2] ?? "" });
    await expect(store.get(reference, { version: ids[2] ?? "" })).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    await store.remove(reference);
    await expect(store.versions(reference)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    const { version } = await store.put(reference, token(4));
    const states = (await store.versions(reference)).map(({ id, state }) => `${id} ${state}`);
    expect(states[0]).toBe(`${version} current`);
    expect(states).toContain(`${ids[2]} disabled`);
    expect(states).toHaveLength(4);
  });

  it("tells who read a value out of the vault's log", () => {
    const event = (name: string, claim: object, time: string): string =>
      JSON.stringify({
        time,
        operationName: "SecretGet",
        callerIpAddress: "192.0.2.7",
        identity: { claim },
        properties: { id: `https://acme.vault.azure.net/secrets/${name}/${"0".repeat(32)}`, httpStatusCode: 200 },
      });
    const lines = [
      event("plivo", { appid: "app" }, "2026-11-01"),
      event("plivo", { appid: "app" }, "2026-11-02"),
      event("plivo-2", { appid: "app" }, "2026-11-03"),
    ];
    expect(new AzureStore({}).readers("acme/plivo", lines)).toEqual([{ who: "app", from: "192.0.2.7", count: 2, last: "2026-11-02" }]);
  });
});

describe("Azure Key Vault says what is wrong, and never the value", () => {
  const value = token(9);
  const told = async (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => "nothing",
      (error: unknown) => {
        for (const secret of [value.revealText() ?? "", client.secret, client.jwt])
          expect(JSON.stringify(error) + String(error)).not.toContain(secret);
        return String((error as { code?: unknown }).code); // compared with the code that is meant
      },
    );

  it.each([
    ["no permission", 403, "ForbiddenByRbac", "STORE_DENIED"],
    ["too many requests", 429, "Throttled", "STORE_QUOTA"],
    ["a parameter that it takes for wrong", 400, "BadParameter", "STORE_BROKEN"],
    ["a service that is down", 503, "ServiceUnavailable", "STORE_UNREACHABLE"],
  ])("for %s", async (_, status, code, expected) => {
    double.fail(status, code);
    try {
      expect(await told(new AzureStore(ENV).put(fresh(), value))).toBe(expected);
    } finally {
      double.fail();
    }
  });

  it("for a wrong secret, a file that is not there, no log-in, an address where nobody listens, and references that name nothing", async () => {
    const wrong = { ...ENV, AZURE_CLIENT_SECRET: fake("[A-Za-z0-9]{40}", 7) };
    const refused = new AzureStore(wrong).put(fresh(), value);
    await expect(refused).rejects.toMatchObject({ code: "STORE_DENIED", message: expect.stringContaining("AADSTS7000215") as string });
    expect(await told(new AzureStore(wrong).put(fresh(), value))).toBe("STORE_DENIED");
    expect(
      await told(new AzureStore({ ...VAULT, AZURE_CLIENT_ID: "a", AZURE_FEDERATED_TOKEN_FILE: join(folder, "none") }).get(fresh())),
    ).toBe("STORE_DENIED");
    expect(await told(new AzureStore({ ...VAULT, AZURE_POD_IDENTITY_AUTHORITY_HOST: "http://127.0.0.1:1" }).get(fresh()))).toBe(
      "STORE_DENIED",
    );
    expect(await told(new AzureStore({ ...ENV, KEY_VAULT_URL: "http://127.0.0.1:1" }).put(fresh(), value))).toBe("STORE_UNREACHABLE");
    expect(await told(new AzureStore({ ...ENV, AZURE_AUTHORITY_HOST: "http://127.0.0.1:1" }).put(fresh(), value))).toBe(
      "STORE_UNREACHABLE",
    );
    for (const reference of ["vault", "vault/", "/name", "vault/under_score", "vault/a/b", "va ult/name", "user@host/name"])
      expect(await told(new AzureStore(ENV).get(reference))).toBe("STORE_UNKNOWN");
  });
});
