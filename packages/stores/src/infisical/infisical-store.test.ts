import { randomUUID } from "node:crypto";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { storeContract } from "../../test/contract.ts";
import { PROJECT, infisicalDouble } from "../../test/infisical-double.ts";
import { InfisicalStore, SecretBytes } from "../index.ts";

const identity = { id: randomUUID(), secret: fake("[0-9a-f]{64}", 1), token: fake("[A-Za-z0-9]{80}", 2) };
const double = await infisicalDouble(identity);
afterAll(() => {
  double.stop();
});

const ADDRESS = { INFISICAL_DOMAIN: `${double.url}/api`, INFISICAL_PROJECT_ID: PROJECT };
const ENV = { ...ADDRESS, INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: identity.id, INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: identity.secret };
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `${PROJECT}/prod/billing/${fake("[A-Z]{12}", Math.random())}`;
const isTrimmed = (text: string): boolean => text.trim() !== "" && text === (text.endsWith("\n") ? `${text.trim()}\n` : text.trim());

storeContract("Infisical, on a double of ours", async () =>
  Promise.resolve({ store: new InfisicalStore(ENV), fresh, prefix: `${PROJECT}/prod/billing`, takes: isTrimmed }),
);

describe("Infisical, on a double of ours", () => {
  it("takes a token as well, and tells all versions of a secret that has many", async () => {
    const store = new InfisicalStore({ ...ADDRESS, INFISICAL_TOKEN: identity.token });
    const reference = `${PROJECT}/prod/${fake("[A-Z]{12}", Math.random())}`;
    for (let seed = 1; seed <= 103; seed++) await store.put(reference, token(seed));
    const versions = await store.versions(reference);
    expect(versions.map(({ id }) => Number(id))).toEqual(Array.from({ length: 103 }, (_, index) => 103 - index));
    expect((await store.get(reference, { version: "2" })).value.equals(token(2))).toBe(true);
  });

  it("refuses what Infisical would change: references, and blanks at the ends", async () => {
    const store = new InfisicalStore(ENV);
    for (const text of ["a${B}", " a", "a ", "a\n\n", "\n"])
      await expect(store.put(fresh(), new SecretBytes(text))).rejects.toMatchObject({ code: "STORE_VALUE_REFUSED" });
  });

  it("says when a change waits for approval, and when the value is hidden from this identity", async () => {
    const store = new InfisicalStore(ENV);
    const reference = fresh();
    await store.put(reference, token(1));
    try {
      double.set({ approval: true });
      await expect(store.put(reference, token(2))).rejects.toMatchObject({
        code: "STORE_DENIED",
        message: expect.stringContaining("approval") as string,
      });
      double.set({ hidden: true });
      await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_CANNOT" });
    } finally {
      double.set({});
    }
    expect((await store.get(reference)).value.equals(token(1))).toBe(true);
  });

  const value = token(9);
  const told = async (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => "nothing",
      (error: unknown) => {
        for (const secret of [value.revealText() ?? "", identity.secret, identity.token])
          expect(JSON.stringify(error) + String(error)).not.toContain(secret);
        return String((error as { code?: unknown }).code); // compared with the code that is meant
      },
    );

  it.each([
    ["no permission", 403, "STORE_DENIED"],
    ["too many requests", 429, "STORE_QUOTA"],
    ["a value that is too large", 413, "STORE_TOO_LARGE"],
    ["a service that is down", 503, "STORE_UNREACHABLE"],
  ])("says what is wrong, and never the value: %s", async (_, status, code) => {
    double.fail(status);
    try {
      expect(await told(new InfisicalStore(ENV).put(fresh(), value))).toBe(code);
    } finally {
      double.fail();
    }
  });

  it("says what is wrong with the log-in, the address, the folder and the reference", async () => {
    const store = new InfisicalStore(ENV);
    const wrong = { ...ENV, INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: fake("[0-9a-f]{64}", 3) };
    expect(await told(new InfisicalStore(wrong).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new InfisicalStore({ ...ADDRESS, INFISICAL_TOKEN: "wrong" }).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new InfisicalStore(ADDRESS).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new InfisicalStore({ ...ENV, INFISICAL_DOMAIN: "http://127.0.0.1:1" }).put(fresh(), value))).toBe(
      "STORE_UNREACHABLE",
    );
    expect(await told(new InfisicalStore({ ...ENV, INFISICAL_DOMAIN: "nowhere" }).put(fresh(), value))).toBe("STORE_UNREACHABLE");
    for (const reference of [`${PROJECT}/dev/A`, `${PROJECT}/prod/other/A`, "other/prod/A"])
      expect(await told(store.put(reference, value))).toBe("STORE_NOT_FOUND");
    for (const reference of ["A", "a/prod", "a/prod/", "a/prod//A", "a/../prod/A", "a/prod/A B"])
      expect(await told(store.get(reference))).toBe("STORE_UNKNOWN");
  });
});
