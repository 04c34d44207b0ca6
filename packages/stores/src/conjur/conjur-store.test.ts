import { randomUUID } from "node:crypto";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { conjurDouble } from "../../test/conjur-double.ts";
import { storeContract } from "../../test/contract.ts";
import { ConjurStore, SecretBytes } from "../index.ts";

const key = fake("[a-z0-9]{52}", 1);
const jwt = fake("[A-Za-z0-9]{60}", 2);
const double = await conjurDouble({ login: "host/app", key, jwt });
afterAll(() => {
  double.stop();
});

const ENV = { CONJUR_APPLIANCE_URL: double.url, CONJUR_ACCOUNT: "myorg", CONJUR_AUTHN_LOGIN: "host/app", CONJUR_AUTHN_API_KEY: key };
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `myorg/app/${randomUUID()}/api key`;

storeContract("Conjur, on a double of ours", async () =>
  Promise.resolve({ store: new ConjurStore(ENV), fresh, prefix: "myorg/app", takes: (text: string) => text.trim() !== "" }),
);

describe("Conjur, on a double of ours", () => {
  it("keeps twenty versions and tells them newest first", async () => {
    const store = new ConjurStore(ENV);
    const reference = fresh();
    for (let seed = 1; seed <= 22; seed++) await store.put(reference, token(seed));
    const versions = await store.versions(reference);
    expect(versions.map(({ id }) => Number(id))).toEqual(Array.from({ length: 20 }, (_, index) => 22 - index));
  });

  it("logs in anew when its token ran out, and by a JWT", async () => {
    const store = new ConjurStore(ENV);
    const reference = fresh();
    await store.put(reference, token(1));
    double.expireTokens();
    expect((await store.get(reference)).value.equals(token(1))).toBe(true);
    const byJwt = new ConjurStore({ CONJUR_APPLIANCE_URL: double.url, CONJUR_AUTHN_JWT_SERVICE_ID: "ci", CONJUR_AUTHN_JWT_TOKEN: jwt });
    expect((await byJwt.get(reference)).value.equals(token(1))).toBe(true);
  });

  it("tells who read a value out of the audit's lines", async () => {
    const store = new ConjurStore(ENV);
    const reference = fresh();
    await store.put(reference, token(1));
    const before = store.readers(reference, double.audit)[0]?.count ?? 0;
    await store.get(reference);
    expect(store.readers(reference, double.audit)).toMatchObject([{ who: "myorg:host:app", from: "127.0.0.1", count: before + 1 }]);
    expect(store.readers(fresh(), double.audit)).toEqual([]);
  });

  it("tells what is wrong: a wrong key, no log-in, no address, a reference without a variable", async () => {
    const wrong = fake("[a-z0-9]{52}", 9);
    const refused = new ConjurStore({ ...ENV, CONJUR_AUTHN_API_KEY: wrong }).get(fresh());
    await expect(refused).rejects.toMatchObject({ code: "STORE_DENIED", message: expect.not.stringContaining(wrong) as string });
    await expect(new ConjurStore({ CONJUR_APPLIANCE_URL: double.url }).get(fresh())).rejects.toMatchObject({ code: "STORE_DENIED" });
    await expect(new ConjurStore({ ...ENV, CONJUR_APPLIANCE_URL: "" }).get(fresh())).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
    for (const reference of ["myorg", "myorg/", "/a", "myorg/a//b", "myorg/a\nb"])
      await expect(new ConjurStore(ENV).get(reference)).rejects.toMatchObject({ code: "STORE_UNKNOWN" });
  });
});
