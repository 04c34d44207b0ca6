import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { storeContract } from "../../test/contract.ts";
import { dopplerDouble } from "../../test/doppler-double.ts";
import { DopplerStore, SecretBytes } from "../index.ts";

const access = fake("dp\\.st\\.prd\\.[A-Za-z0-9]{40}", 1);
const double = await dopplerDouble(access);
afterAll(() => {
  double.stop();
});

const ENV = { DOPPLER_API_HOST: double.url, DOPPLER_TOKEN: access };
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `app/prd/${fake("[A-Z]{12}", Math.random())}`;

storeContract("Doppler, on a double of ours", async () => Promise.resolve({ store: new DopplerStore(ENV), fresh, prefix: "app/prd" }));

describe("Doppler, on a double of ours", () => {
  it("gives what programs are given, and refuses a value that would be taken for a reference", async () => {
    const store = new DopplerStore(ENV);
    const [reference, other] = [fresh(), fresh()];
    await store.put(reference, token(1));
    const name = reference.split("/").at(-1) ?? "";
    double.secrets.set(other.split("/").at(-1) ?? "", { value: `\${${name}}`, visibility: "masked" });
    expect((await store.get(other)).value.equals(token(1))).toBe(true);
    await expect(store.put(reference, new SecretBytes("a${B}"))).rejects.toMatchObject({ code: "STORE_VALUE_REFUSED" });
    expect((await store.get(reference)).value.equals(token(1))).toBe(true);
  });

  it("writes a restricted value and says that it cannot be read", async () => {
    const store = new DopplerStore(ENV);
    const reference = fresh();
    const name = reference.split("/").at(-1) ?? "";
    double.secrets.set(name, { value: "old", visibility: "restricted" });
    expect((await store.abilities(reference)).writeOnly).toBe(true);
    await store.put(reference, token(1));
    expect(double.secrets.get(name)?.value).toBe(token(1).revealText());
    await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_CANNOT" });
  });

  it("leaves out of the list what Doppler itself adds", async () => {
    expect(await new DopplerStore(ENV).list("app/prd")).not.toContain("app/prd/DOPPLER_CONFIG");
  });

  const value = token(9);
  const told = async (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => "nothing",
      (error: unknown) => {
        for (const secret of [value.revealText() ?? "", access]) expect(JSON.stringify(error) + String(error)).not.toContain(secret);
        return String((error as { code?: unknown }).code); // compared with the code that is meant
      },
    );

  it.each([
    ["no permission", 403, "STORE_DENIED"],
    ["too many requests", 429, "STORE_QUOTA"],
    ["a value that is too large", 413, "STORE_TOO_LARGE"],
    ["a value that it does not take", 400, "STORE_VALUE_REFUSED"],
    ["a service that is down", 503, "STORE_UNREACHABLE"],
  ])("says what is wrong, and never the value: %s", async (_, status, code) => {
    double.fail(status);
    try {
      expect(await told(new DopplerStore(ENV).put(fresh(), value))).toBe(code);
    } finally {
      double.fail();
    }
  });

  it("says what is wrong with the token, the address, the project and the reference", async () => {
    const store = new DopplerStore(ENV);
    expect(await told(new DopplerStore({ ...ENV, DOPPLER_TOKEN: fake("[a-z]{20}", 2) }).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new DopplerStore({ DOPPLER_API_HOST: double.url }).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new DopplerStore({ ...ENV, DOPPLER_API_HOST: "http://127.0.0.1:1" }).put(fresh(), value))).toBe("STORE_UNREACHABLE");
    expect(await told(new DopplerStore({ ...ENV, DOPPLER_API_HOST: "nowhere" }).put(fresh(), value))).toBe("STORE_UNREACHABLE");
    for (const reference of ["app/dev/A", "other/prd/A"]) {
      await expect(store.get(reference)).rejects.toMatchObject({
        code: "STORE_NOT_FOUND",
        message: expect.stringContaining("config") as string,
      });
      expect(await told(store.put(reference, value))).toBe("STORE_NOT_FOUND");
    }
    for (const reference of ["A", "app/A", "app/prd/lower", "app/prd/A/B", "a b/prd/A"])
      expect(await told(store.get(reference))).toBe("STORE_UNKNOWN");
  });
});
