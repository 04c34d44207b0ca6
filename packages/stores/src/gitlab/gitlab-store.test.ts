import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { storeContract } from "../../test/contract.ts";
import { gitlabDouble } from "../../test/gitlab-double.ts";
import { GitlabStore, SecretBytes } from "../index.ts";

const access = fake("glpat-[A-Za-z0-9_-]{20}", 1);
const double = await gitlabDouble(access);
afterAll(() => {
  double.stop();
});

const ENV = { GITLAB_HOST: double.url, GITLAB_TOKEN: access };
const PROJECT = "acme/team/app";
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `${PROJECT}/${fake("[A-Z]{12}", Math.random())}`;
const kept = (name: string): object | undefined => double.variables.get(`projects/${PROJECT}`)?.find(({ key }) => key === name);

storeContract("variables of a project on GitLab, on a double of ours", async () =>
  Promise.resolve({ store: new GitlabStore(ENV), fresh: () => `${fresh()}?masked=false`, prefix: PROJECT }),
);
storeContract("variables of a group and an environment on GitLab, on a double of ours", async () =>
  Promise.resolve({
    store: new GitlabStore(ENV),
    fresh: () => `acme/${fake("[A-Z]{12}", Math.random())}?environment=prod%2Feu&level=group&masked=false`,
    prefix: "acme?level=group",
    runs: 5,
  }),
);

describe("variables on GitLab, on a double of ours", () => {
  it("masks a new value where GitLab can, and never lets it expand", async () => {
    const store = new GitlabStore(ENV);
    const [reference, short] = [fresh(), fresh()];
    await store.put(reference, new SecretBytes("with$dollar-and-more"));
    await store.put(short, new SecretBytes("short"));
    expect(kept(reference.split("/").at(-1) ?? "")).toMatchObject({ masked: true, protected: false, raw: true, environment_scope: "*" });
    expect((await store.describe(short)).facts).toContain("not masked: job logs may show it");
    await expect(store.put(reference, new SecretBytes("two\nlines of it"))).rejects.toMatchObject({ code: "STORE_VALUE_REFUSED" });
    expect((await store.get(reference)).value.revealText()).toBe("with$dollar-and-more");
  });

  it("keeps flags as they are unless the URI sets them", async () => {
    const store = new GitlabStore(ENV);
    const reference = fresh();
    const name = reference.split("/").at(-1) ?? "";
    await store.put(`${reference}?protected=true&masked=true`, token(1));
    await store.put(reference, token(2));
    expect(kept(name)).toMatchObject({ masked: true, protected: true });
    await store.put(`${reference}?masked=false&protected=false`, token(3));
    expect(kept(name)).toMatchObject({ masked: false, protected: false });
  });

  it("keeps values of two environments apart", async () => {
    const store = new GitlabStore(ENV);
    const reference = fresh();
    await store.put(reference, token(1));
    await store.put(`${reference}?environment=production`, token(2));
    expect((await store.get(reference)).value.equals(token(1))).toBe(true);
    expect((await store.get(`${reference}?environment=production`)).value.equals(token(2))).toBe(true);
    expect(await store.list(PROJECT)).toEqual(expect.arrayContaining([reference, `${reference}?environment=production`]));
  });

  it("says of a hidden variable that it can be written only", async () => {
    const store = new GitlabStore(ENV);
    const reference = fresh();
    await store.put(reference, token(1));
    Object.assign(kept(reference.split("/").at(-1) ?? "") ?? {}, { hidden: true });
    expect((await store.abilities(reference)).writeOnly).toBe(true);
    await store.put(reference, token(2));
    expect(kept(reference.split("/").at(-1) ?? "")).toMatchObject({ value: token(2).revealText() });
    await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_CANNOT" });
  });
});

describe("a variable on GitLab: what is wrong is told, and never the value", () => {
  const value = token(9);
  const told = async (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => "nothing",
      (error: unknown) => {
        for (const secret of [value.revealText() ?? "", access]) expect(JSON.stringify(error) + String(error)).not.toContain(secret);
        expect((error as Error).cause).toBeUndefined(); // whatever it is, a cause would hold the request
        return String((error as { code?: unknown }).code); // compared with the code that is meant
      },
    );

  it.each([
    ["no permission", 403, "403 Forbidden", "STORE_DENIED"],
    ["too many requests", 429, undefined, "STORE_QUOTA"],
    ["a variable too many", 400, { base: ["Maximum number of project variables (8000) exceeded"] }, "STORE_QUOTA"],
    ["another writer who was first", 400, { key: ["(A) has already been taken"] }, "STORE_CONFLICT"],
    ["a value that it does not take", 400, { value: ["is invalid"] }, "STORE_VALUE_REFUSED"],
    ["a service that is down", 503, undefined, "STORE_UNREACHABLE"],
  ])("for %s", async (_, status, message, code) => {
    double.fail(status, message);
    try {
      expect(await told(new GitlabStore(ENV).put(fresh(), value))).toBe(code);
    } finally {
      double.fail();
    }
  });

  it("for a wrong token, none, an address where nobody listens, a project that is not there, and references that name nothing", async () => {
    const store = new GitlabStore(ENV);
    expect(await told(new GitlabStore({ ...ENV, GITLAB_TOKEN: fake("glpat-[A-Za-z0-9_-]{20}", 2) }).put(fresh(), value))).toBe(
      "STORE_DENIED",
    );
    expect(await told(new GitlabStore({ GITLAB_HOST: double.url }).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new GitlabStore({ ...ENV, GITLAB_HOST: "http://127.0.0.1:1" }).put(fresh(), value))).toBe("STORE_UNREACHABLE");
    expect(await told(new GitlabStore({ ...ENV, GITLAB_HOST: "a b" }).put(fresh(), value))).toBe("STORE_UNREACHABLE");
    expect(await told(store.put("acme/other/A", value))).toBe("STORE_NOT_FOUND");
    expect(await told(store.list("acme/other"))).toBe("STORE_NOT_FOUND");
    for (const reference of [
      "A",
      "acme/A",
      "acme/app/A-B",
      "acme/app/A?masked=yes",
      "acme/app/A?x=1",
      "../app/A",
      "acme/app/A?level=instance",
    ])
      expect(await told(store.put(reference, value))).toBe("STORE_UNKNOWN");
  });
});
