import { randomUUID } from "node:crypto";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { type Opened, storeContract } from "../../test/contract.ts";
import { Missing, moto } from "../../test/servers.ts";
import { AwsStore, SecretBytes } from "../index.ts";

const server = await moto();
const url = server instanceof Missing ? "" : server.url;
afterAll(async () => (server instanceof Missing ? undefined : server.stop()));

const ENV = {
  AWS_ENDPOINT_URL: url,
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: fake("[A-Z0-9]{20}", 1),
  AWS_SECRET_ACCESS_KEY: fake("[A-Za-z0-9]{40}", 2),
};
const token = (seed: number): SecretBytes => new SecretBytes(fake("[A-Za-z0-9]{40}", seed));
const fresh = (): string => `stanch/${randomUUID()}`;

const opened = async (tail: string): Promise<Opened> =>
  Promise.resolve({
    store: new AwsStore(ENV),
    fresh: () => `${fresh()}${tail}`,
    ...(tail === "" ? {} : { beside: (reference: string) => `${reference.replace(/#.*$/, "")}#${fake("[a-z]{8}", Math.random())}` }),
    prefix: "stanch/",
    runs: 8,
  });

describe.skipIf(server instanceof Missing)("on moto's Secrets Manager, through the AWS SDK", () => {
  storeContract("a whole secret", async () => opened(""));
  storeContract("a member of a secret's JSON", async () => opened("#api_key"));

  it("leaves the labels as AWS means them: one current, one previous, none of ours", async () => {
    const store = new AwsStore(ENV);
    const reference = fresh();
    for (const seed of [3, 4, 5]) await store.put(reference, token(seed));
    expect((await store.versions(reference)).map(({ state }) => state)).toEqual(["current", "previous", "older"]);
  });

  it("moves the label back to an older version and writes nothing new", async () => {
    const store = new AwsStore(ENV);
    const reference = fresh();
    const first = await store.put(reference, token(6));
    await store.put(reference, token(7));
    expect(await store.makeCurrent(reference, first.version)).toEqual({ version: first.version });
    expect((await store.versions(reference)).map(({ id }) => id)[0]).toBe(first.version);
    expect(await store.versions(reference)).toHaveLength(2);
  });

  it("refuses a key of a secret that is no JSON, and leaves that as it is", async () => {
    const store = new AwsStore(ENV);
    const reference = fresh();
    await store.put(reference, token(8));
    await expect(store.put(`${reference}#key`, token(9))).rejects.toMatchObject({ code: "STORE_CANNOT" });
    expect((await store.get(reference)).value.equals(token(8))).toBe(true);
  });

  it("tells when nothing listens and when no name is given, without a value in the text", async () => {
    const gone = new AwsStore({ ...ENV, AWS_ENDPOINT_URL: "http://127.0.0.1:9" });
    await expect(gone.put(fresh(), token(1))).rejects.toMatchObject({ code: "STORE_UNREACHABLE" });
    for (const reference of ["", "#key", "a#", "a#b#c", "a b"])
      await expect(gone.get(reference)).rejects.toMatchObject({ code: "STORE_UNKNOWN" });
  }, 60_000);

  it("tells when AWS refuses the credentials", async () => {
    await fetch(`${url}/moto-api/reset-auth`, { method: "POST", body: "0" });
    try {
      await expect(new AwsStore(ENV).get(fresh())).rejects.toMatchObject({ code: "STORE_DENIED" });
    } finally {
      await fetch(`${url}/moto-api/reset-auth`, { method: "POST", body: "99999999" });
    }
  });
});

describe("readers in CloudTrail's events (our own, by the published format; moto has no CloudTrail)", () => {
  const event = (name: string, secretId: string, arn: string, eventTime: string, more: object = {}): object => ({
    eventSource: "secretsmanager.amazonaws.com",
    eventName: name,
    eventTime,
    sourceIPAddress: "192.0.2.7",
    userIdentity: { type: "AssumedRole", arn },
    requestParameters: { secretId },
    ...more,
  });
  const arn = `arn:aws:secretsmanager:eu-central-1:${fake("\\d{12}", 1)}:secret:shop/plivo-`;
  const role = "arn:aws:sts::1:assumed-role/shop/i-1";

  it("are counted by who and from where, whether the event names the secret or its ARN", () => {
    const first = event("GetSecretValue", "shop/plivo", role, "2026-11-01T10:00:00Z");
    const second = event("GetSecretValue", `${arn}AbC123`, role, "2026-11-02T10:00:00Z");
    const lookedUp = { Events: [{ CloudTrailEvent: JSON.stringify(second) }] };
    const others = [
      event("GetSecretValue", "shop/plivo-old", role, "2026-11-03T10:00:00Z"),
      event("DescribeSecret", "shop/plivo", role, "2026-11-03T10:00:00Z"),
      event("GetSecretValue", "shop/plivo", role, "2026-11-03T10:00:00Z", { errorCode: "AccessDenied" }),
    ];
    const lines = [JSON.stringify({ Records: [first, ...others] }), JSON.stringify(lookedUp), "no JSON"];
    expect(new AwsStore(ENV).readers("shop/plivo", lines)).toEqual([
      { who: role, from: "192.0.2.7", count: 2, last: "2026-11-02T10:00:00Z" },
    ]);
  });
});
