import { connect } from "node:net";
import { AppError, fake } from "@stanch/model";
import { describe, expect, it, onTestFinished } from "vitest";
import { HostDouble, type Reply } from "../../test/hosts/double.ts";
import { HostHttp } from "./http.ts";

const word = fake("[a-z0-9]{20}", 1);

async function begin(replies: readonly (Reply | "cut")[]): Promise<{ double: HostDouble; http: HostHttp; waits: number[]; url: URL }> {
  const double = await new HostDouble("/api", undefined).listen();
  const waits: number[] = [];
  const rest = [...replies];
  double.route = () => {
    const next = rest.shift() ?? { json: "done" };
    return next === "cut" ? { headers: { "content-length": "100" }, json: 1 } : next;
  };
  const http = new HostHttp({
    connect: async (url) => Promise.resolve(connect(Number(url.port), url.hostname)),
    origin: double.url,
    credentials: { authorization: word },
    userAgent: "test",
    mostWaitMs: 3_600_000,
    sleep: async (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  });
  onTestFinished(() => {
    http.close();
    double.stop();
  });
  return { double, http, waits, url: new URL(`${double.url}/api/x`) };
}

const inSeconds = (seconds: number): string => String(Math.floor(Date.now() / 1000) + seconds);

describe("requests to a code host", () => {
  it.each([
    ["Retry-After in seconds", { status: 429, headers: { "retry-after": "7" } }, 7000, 7000],
    ["Retry-After as a date", { status: 429, headers: { "retry-after": new Date(Date.now() + 60_000).toUTCString() } }, 50_000, 61_000],
    [
      "GitHub's first limit",
      { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inSeconds(100) } },
      90_000,
      102_000,
    ],
    ["GitLab's limit", { status: 429, headers: { "ratelimit-remaining": "0", "ratelimit-reset": inSeconds(100) } }, 90_000, 102_000],
    [
      "GitHub's second limit, in words only",
      { status: 403, json: { message: "You have exceeded a secondary rate limit." } },
      60_000,
      60_000,
    ],
    ["a host that is down", { status: 502 }, 250, 250],
  ] as const)("waits as %s asks", async (_, reply, least, most) => {
    const { http, url, waits } = await begin([reply]);
    expect((await http.send({ url })).status).toBe(200);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThanOrEqual(least);
    expect(waits[0]).toBeLessThanOrEqual(most);
  });

  it("waits longer each time, and not for ever", async () => {
    const { http, url, waits } = await begin(Array.from({ length: 9 }, () => ({ status: 429 })));
    await expect(http.send({ url })).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(waits).toEqual([60_000, 120_000, 240_000, 480_000]);
  });

  it("does not wait for a limit that ends too late, nor takes a refusal for one", async () => {
    const far = await begin([{ status: 429, headers: { "retry-after": "99999999999999999999" } }]);
    await expect(far.http.send({ url: far.url })).rejects.toBeInstanceOf(AppError);
    const refused = await begin([{ status: 403, json: { message: "Resource not accessible by integration" } }]);
    expect((await refused.http.send({ url: refused.url })).status).toBe(403);
    expect([...far.waits, ...refused.waits]).toEqual([]);
  });

  it("asks again when an answer was cut off, but sends nothing twice", async () => {
    const { http, url, double } = await begin([{ status: 500 }, { status: 500 }]);
    expect((await http.send({ url, method: "POST", body: "{}" })).status).toBe(500);
    expect((await http.send({ url })).status).toBe(200);
    expect(double.calls()).toEqual(["POST /x", "GET /x", "GET /x"]);
  });

  it("follows to another host without what says who asks, and gives up a circle", async () => {
    const other = await begin([]);
    const { http, url, double } = await begin([
      { status: 302, headers: { location: other.url.href } },
      ...Array.from({ length: 20 }, () => ({ status: 302, headers: { location: "/api/y" } })),
    ]);
    expect((await http.send({ url })).status).toBe(200);
    expect(double.asked.map(({ headers }) => headers.authorization)).toEqual([word]);
    expect(other.double.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect((await http.send({ url })).status).toBe(302);
  });

  it("gives no body that is larger than was allowed", async () => {
    const { http, url } = await begin([{ bytes: Buffer.alloc(1000) }]);
    expect(await http.send({ url, mostBytes: 999 })).toMatchObject({ status: 200, body: undefined });
  });
});
