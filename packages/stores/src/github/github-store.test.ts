import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { writeOnlyContract } from "../../test/contract.ts";
import { githubDouble } from "../../test/github-double.ts";
import { GithubStore, SecretBytes } from "../index.ts";

const access = fake("ghp_[A-Za-z0-9]{36}", 1);
const double = await githubDouble(access);
afterAll(() => {
  double.stop();
});

const ENV = { GITHUB_API_URL: double.url, GH_TOKEN: access };
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (scope: string): string => `${scope}/${fake("[A-Z]{12}", Math.random())}`;

async function held(path: string, reference: string): Promise<SecretBytes | undefined> {
  const name = reference.replace(/\?.*$/, "").split("/").at(-1) ?? "";
  const value = double.opened(`${path}/${name}`);
  return Promise.resolve(value === undefined ? undefined : new SecretBytes(value));
}

const REPOSITORY = "/repos/acme/app/actions/secrets";
writeOnlyContract("secrets of a repository on GitHub, on a double of ours", async () =>
  Promise.resolve({
    store: new GithubStore(ENV),
    fresh: () => fresh("acme/app"),
    prefix: "acme/app",
    held: async (reference) => held(REPOSITORY, reference),
  }),
);
writeOnlyContract("secrets of an environment on GitHub, on a double of ours", async () =>
  Promise.resolve({
    store: new GithubStore(ENV),
    fresh: () => `${fresh("acme/app")}?environment=prod%20eu`,
    prefix: "acme/app?environment=prod%20eu",
    held: async (reference) => held("/repos/acme/app/environments/prod eu/secrets", reference),
    runs: 4,
  }),
);
writeOnlyContract("secrets of an organisation on GitHub, on a double of ours", async () =>
  Promise.resolve({
    store: new GithubStore(ENV),
    fresh: () => fresh("acme"),
    prefix: "acme",
    held: async (reference) => held("/orgs/acme/actions/secrets", reference),
    runs: 4,
  }),
);

describe("secrets on GitHub, on a double of ours", () => {
  it("keeps who may read an organisation's secret, down to the selected repositories", async () => {
    const store = new GithubStore(ENV);
    const reference = fresh("acme");
    const path = `/orgs/acme/actions/secrets/${reference.split("/")[1]}`;
    await store.put(reference, token(1));
    expect(double.kept.get(path)?.visibility).toBe("private");
    const secret = double.kept.get(path);
    Object.assign(secret ?? {}, { visibility: "selected", selected: [7, 8] });
    await store.put(reference, token(2));
    expect(double.kept.get(path)).toMatchObject({ visibility: "selected", selected: [7, 8] });
    expect((await store.describe(reference)).facts).toContain("of the organisation, for selected repositories");
  });

  it("writes a name in capitals, as GitHub keeps it", async () => {
    const store = new GithubStore(ENV);
    await store.put("acme/app/api_key", token(1));
    expect(store.normalise("acme/app/api_key")).toBe("acme/app/API_KEY");
    expect(await store.list("acme/app/api_")).toEqual(["acme/app/API_KEY"]);
    expect(double.opened(`${REPOSITORY}/API_KEY`)).toBe(token(1).revealText());
  });
});

describe("a secret on GitHub: what is wrong is told, and never the value", () => {
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
    ["no permission", 403, {}, "STORE_DENIED"],
    ["the hour's limit", 403, { "x-ratelimit-remaining": "0" }, "STORE_QUOTA"],
    ["the second limit", 403, { "retry-after": "60" }, "STORE_QUOTA"],
    ["too many requests", 429, {}, "STORE_QUOTA"],
    ["a secret too many", 422, {}, "STORE_VALUE_REFUSED"],
    ["a service that is down", 503, {}, "STORE_UNREACHABLE"],
  ])("for %s", async (_, status, headers, code) => {
    double.fail(status, headers);
    try {
      await expect(new GithubStore(ENV).put("acme/app/A", value)).rejects.toMatchObject({ where: "github-actions:acme/app/A" });
      expect(await told(new GithubStore(ENV).put(fresh("acme/app"), value))).toBe(code);
    } finally {
      double.fail();
    }
  });

  it("for a wrong token, none, an address where nobody listens, a repository that is not there, and references that name nothing", async () => {
    const store = new GithubStore(ENV);
    expect(await told(new GithubStore({ ...ENV, GH_TOKEN: fake("ghp_[A-Za-z0-9]{36}", 2) }).put("acme/app/A", value))).toBe("STORE_DENIED");
    expect(await told(new GithubStore({ GITHUB_API_URL: double.url }).put("acme/app/A", value))).toBe("STORE_DENIED");
    expect(await told(new GithubStore({ ...ENV, GITHUB_API_URL: "http://127.0.0.1:1" }).put("acme/app/A", value))).toBe(
      "STORE_UNREACHABLE",
    );
    expect(await told(new GithubStore({ ...ENV, GITHUB_API_URL: "nowhere" }).put("acme/app/A", value))).toBe("STORE_UNREACHABLE");
    expect(await told(store.put("acme/other/A", value))).toBe("STORE_NOT_FOUND");
    expect(await told(store.list("acme/other"))).toBe("STORE_NOT_FOUND");
    for (const reference of [
      "A",
      "a/b/c/D",
      "acme/app/1A",
      "acme/app/GITHUB_A",
      "../app/A",
      "acme/A?environment=x",
      "acme/app/A?x=y",
      "a b/A",
    ])
      expect(await told(store.put(reference, value))).toBe("STORE_UNKNOWN");
  });
});
