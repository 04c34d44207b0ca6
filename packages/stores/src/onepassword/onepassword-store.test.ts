import { randomUUID } from "node:crypto";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { storeContract } from "../../test/contract.ts";
import { onePasswordDouble } from "../../test/onepassword-double.ts";
import { OnePasswordStore, SecretBytes } from "../index.ts";

const access = fake("[A-Za-z0-9]{60}", 1);
const double = await onePasswordDouble(access);
afterAll(() => {
  double.stop();
});

const ENV = { OP_CONNECT_HOST: double.url, OP_CONNECT_TOKEN: access };
const VAULT = "//Production apps";
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `${VAULT}/app ${randomUUID()}/api key`;
const itemOf = (reference: string): object | undefined => [...double.items.values()].find(({ title }) => title === reference.split("/")[3]);

storeContract("1Password Connect, on a double of ours", async () =>
  Promise.resolve({
    store: new OnePasswordStore(ENV),
    fresh,
    beside: (reference) => reference.replace(/[^/]*$/, fake("[a-z]{8}", Math.random())),
    prefix: VAULT,
  }),
);

describe("1Password Connect, on a double of ours", () => {
  it("makes an item with a section, and finds its field by ids too", async () => {
    const store = new OnePasswordStore(ENV);
    const reference = `${VAULT}/app ${randomUUID()}/live/api key`;
    await store.put(reference, token(1));
    await store.put(reference.replace("/live/", "/"), token(2));
    expect((await store.get(reference)).value.equals(token(2))).toBe(true);
    const item = itemOf(reference);
    expect(item).toMatchObject({ category: "API_CREDENTIAL", fields: [{ type: "CONCEALED", section: { id: "live" } }] });
    expect(await store.list(reference.split("/").slice(0, 4).join("/"))).toEqual([reference]);
    expect((await store.get(reference.replace(/\/app [^/]*/, `/${String(Object(item).id)}`))).value.equals(token(2))).toBe(true);
    await expect(store.put(reference.replace("/live/", "/test/"), token(3))).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
  });

  it("does not guess which of two items of one name is meant", async () => {
    const store = new OnePasswordStore(ENV);
    const reference = fresh();
    await store.put(reference, token(1));
    double.items.set("2".repeat(26), { ...Object(itemOf(reference)), id: "2".repeat(26) });
    for (const asked of [async () => store.get(reference), async () => store.put(reference, token(2))])
      await expect(asked()).rejects.toMatchObject({ code: "STORE_CANNOT" });
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
    ["a server that is down", 503, "STORE_UNREACHABLE"],
  ])("says what is wrong, and never the value: %s", async (_, status, code) => {
    double.fail(status);
    try {
      expect(await told(new OnePasswordStore(ENV).put(fresh(), value))).toBe(code);
    } finally {
      double.fail();
    }
  });

  it("says what is wrong with the token, the address, the vault and the reference", async () => {
    const store = new OnePasswordStore(ENV);
    expect(await told(new OnePasswordStore({ ...ENV, OP_CONNECT_TOKEN: fake("[a-z]{20}", 2) }).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new OnePasswordStore({ OP_CONNECT_HOST: double.url }).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new OnePasswordStore({ ...ENV, OP_CONNECT_HOST: "http://127.0.0.1:1" }).put(fresh(), value))).toBe(
      "STORE_UNREACHABLE",
    );
    expect(await told(new OnePasswordStore({ OP_CONNECT_TOKEN: access }).put(fresh(), value))).toBe("STORE_UNREACHABLE");
    expect(await told(store.put("//No vault/item/field", value))).toBe("STORE_NOT_FOUND");
    expect(await told(store.put(`${VAULT}/${"3".repeat(26)}/field`, value))).toBe("STORE_NOT_FOUND");
    for (const reference of ["//vault", "//vault/item", "//vault//field", '//vault/it"em/field', "//a/b/c/d/e", "//a/ b/c"])
      expect(await told(store.get(reference))).toBe("STORE_UNKNOWN");
  });
});
