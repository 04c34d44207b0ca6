import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { storeContract } from "../../test/contract.ts";
import { gcpDouble } from "../../test/gcp-double.ts";
import { ABSENT, GcpStore, SecretBytes } from "../index.ts";

const accessToken = fake("ya29[A-Za-z0-9_-]{60}", 1);
const subjectToken = fake("[A-Za-z0-9]{60}", 2);
const double = await gcpDouble(accessToken, subjectToken);
const folder = mkdtempSync(join(tmpdir(), "stanch-gcp-"));
afterAll(() => {
  double.stop();
  rmSync(folder, { recursive: true });
});

const ENDPOINT = { CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER: double.url, GOOGLE_CLOUD_PROJECT: "acme-prod" };
const ENV = { ...ENDPOINT, CLOUDSDK_AUTH_ACCESS_TOKEN: accessToken };
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `acme-prod/app-${randomUUID()}`;

/** The credentials of a workload that logs in by a token of its own, as a CI has them; the library takes them from the environment. */
function workload(given: string, tokenUrl = `${double.url}/v1/token`): GcpStore {
  const [source, file] = [join(folder, `${randomUUID()}.jwt`), join(folder, `${randomUUID()}.json`)];
  writeFileSync(source, given, { mode: 0o600 });
  const credentials = {
    type: "external_account",
    audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/ci",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: tokenUrl,
    credential_source: { file: source },
  };
  writeFileSync(file, JSON.stringify(credentials), { mode: 0o600 });
  process.env["GOOGLE_APPLICATION_CREDENTIALS"] = file;
  return new GcpStore(ENDPOINT);
}

storeContract("Google Secret Manager, on a double of ours", async () =>
  Promise.resolve({ store: workload(subjectToken), fresh, prefix: "acme-prod/app-" }),
);

describe("Google Secret Manager, on a double of ours", () => {
  it("keeps a regional secret beside a global one of the same name", async () => {
    const store = new GcpStore(ENV);
    const name = `app-${randomUUID()}`;
    await store.put(`acme-prod/${name}`, token(1));
    await store.put(`acme-prod/europe-west3/${name}`, token(2));
    expect((await store.get(`acme-prod/${name}`)).value.equals(token(1))).toBe(true);
    expect((await store.get(`acme-prod/europe-west3/${name}`)).value.equals(token(2))).toBe(true);
    expect(await store.list("acme-prod/europe-west3/")).toContain(`acme-prod/europe-west3/${name}`);
  });

  it("disables what is removed, tells it so, and enables it again", async () => {
    const store = new GcpStore(ENV);
    const reference = fresh();
    for (const seed of [1, 2, 3, 4, 5]) await store.put(reference, token(seed));
    await store.remove(reference, { version: "1" });
    await store.remove(reference);
    const states = (await store.versions(reference)).map(({ id, state }) => `${id} ${state}`);
    expect(states).toEqual(["5 disabled", "4 previous", "3 older", "2 older", "1 disabled"]);
    await expect(store.get(reference)).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    expect(await store.makeCurrent(reference, "5")).toEqual({ version: "5" });
    expect((await store.get(reference)).value.equals(token(5))).toBe(true);
    expect((await store.versions(reference))[0]).toMatchObject({ id: "5", state: "current" });
  });

  it("tells when a writer that knows no claim wrote at the same moment, and keeps both", async () => {
    const store = new GcpStore(ENV);
    const reference = fresh();
    const { version } = await store.put(reference, token(1));
    double.before(() => {
      double.add(`projects/acme-prod/secrets/${reference.split("/")[1]}`, token(2).revealText() ?? "");
    });
    await expect(store.put(reference, token(3), { ifVersion: version })).rejects.toMatchObject({
      code: "STORE_CONFLICT",
      message: expect.stringContaining("both are kept") as string,
    });
    expect((await store.get(reference, { version: "2" })).value.equals(token(2))).toBe(true);
    expect((await store.get(reference)).value.equals(token(3))).toBe(true);
  });

  it("lets only one of several first writers in", async () => {
    const reference = fresh();
    const writers = [1, 2, 3].map(async (seed) => new GcpStore(ENV).put(reference, token(seed), { ifVersion: ABSENT }));
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await new GcpStore(ENV).versions(reference)).toHaveLength(1);
  });

  it("tells who read a value out of data access logs, also as gcloud prints them", () => {
    const entry = (name: string, at: string): object => ({
      protoPayload: {
        methodName: "google.cloud.secretmanager.v1.SecretManagerService.AccessSecretVersion",
        resourceName: `projects/123456789/secrets/${name}/versions/latest`,
        authenticationInfo: { principalEmail: "app@acme-prod.iam.gserviceaccount.com" },
        requestMetadata: { callerIp: "192.0.2.7" },
      },
      timestamp: at,
    });
    const entries = [
      entry("plivo", "2026-11-02T00:00:00Z"),
      entry("plivo", "2026-11-03T00:00:00Z"),
      entry("other", "2026-11-04T00:00:00Z"),
    ];
    const readers = [{ who: "app@acme-prod.iam.gserviceaccount.com", from: "192.0.2.7", count: 2, last: "2026-11-03T00:00:00Z" }];
    const store = new GcpStore(ENV);
    expect(
      store.readers(
        "acme-prod/plivo",
        entries.map((one) => JSON.stringify(one)),
      ),
    ).toEqual(readers);
    expect(store.readers("acme-prod/plivo", [JSON.stringify(entries)])).toEqual(readers);
  });
});

describe("Google Secret Manager says what is wrong, and never the value", () => {
  const value = token(9);
  const told = async (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => "nothing",
      (error: unknown) => {
        const text = String(error);
        for (const secret of [value.revealText() ?? "", accessToken, subjectToken]) expect(text).not.toContain(secret);
        return String((error as { code?: unknown }).code); // whatever it is, it is compared
      },
    );

  it.each([
    ["no permission", 403, "PERMISSION_DENIED", "STORE_DENIED"],
    ["a limit that is reached", 429, "RESOURCE_EXHAUSTED", "STORE_QUOTA"],
    ["an argument that it takes for wrong", 400, "INVALID_ARGUMENT", "STORE_BROKEN"],
    ["a service that is down", 503, "UNAVAILABLE", "STORE_UNREACHABLE"],
  ])("for %s", async (_, status, word, code) => {
    double.fail(status, word);
    try {
      expect(await told(new GcpStore(ENV).put(fresh(), value))).toBe(code);
    } finally {
      double.fail();
    }
  });

  it("for a writer that may not read: that it was written", async () => {
    double.fail(403, "PERMISSION_DENIED", ":access");
    const reference = fresh();
    try {
      const put = new GcpStore(ENV).put(reference, value);
      await expect(put).rejects.toMatchObject({ code: "STORE_DENIED", message: expect.stringContaining("It was written") as string });
    } finally {
      double.fail();
    }
    expect((await new GcpStore(ENV).get(reference)).value.equals(value)).toBe(true);
  });

  it("for wrong tokens, credentials that are missing, an address where nobody listens, and references that name nothing", async () => {
    const store = new GcpStore(ENV);
    const wrong = fake("[A-Za-z0-9]{60}", 7);
    expect(await told(new GcpStore({ ...ENV, CLOUDSDK_AUTH_ACCESS_TOKEN: wrong }).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(workload(wrong).put(fresh(), value))).toBe("STORE_DENIED");
    expect(await told(new GcpStore({ ...ENDPOINT, GOOGLE_APPLICATION_CREDENTIALS: join(folder, "none") }).get(fresh()))).toBe(
      "STORE_DENIED",
    );
    expect(await told(workload(subjectToken, "http://127.0.0.1:1/token").put(fresh(), value))).toBe("STORE_UNREACHABLE");
    const nowhere = { ...ENV, CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER: "http://127.0.0.1:1" };
    expect(await told(new GcpStore(nowhere).put(fresh(), value))).toBe("STORE_UNREACHABLE");
    expect(await told(store.put("other-project/name", value))).toBe("STORE_NOT_FOUND");
    expect(await told(store.get(fresh(), { version: "1/../2" }))).toBe("STORE_NOT_FOUND");
    for (const reference of ["acme-prod", "acme-prod/", "/name", "acme-prod/a b", "acme-prod/a/b/c", "../x/y"])
      expect(await told(store.get(reference))).toBe("STORE_UNKNOWN");
  });
});
