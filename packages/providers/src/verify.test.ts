import { AppError, type Provider, Secret, type ValidityAnswer, fake } from "@stanch/model";
import { describe, expect, it, vi } from "vitest";
import { type Reply, type Running, type Seen, serve } from "../test/servers.ts";
import { overrideName } from "./http/base-url.ts";
import { Asking, type VerifyOptions, type VerifyRequest, verifyAll } from "./verify.ts";

/** Says what the server says: `valid` with the body's `who`, `invalid` on 401. */
const plain = (id: string): Provider => ({
  id,
  detectors: [`${id}-key`],
  baseUrl: `https://${id}.example.com`,
  async checkValidity({ secret }, { http }) {
    const answer = await http.get("/me", { bearer: secret });
    if (answer.status === 401) return { validity: "invalid", reason: "refused" };
    const { who } = answer.json as { who: string };
    return { validity: "valid", impact: who };
  },
});
const one = plain("one");
const two = plain("two");
const key = (seed: number, detector = "one-key"): VerifyRequest => ({
  detector,
  credential: { secret: new Secret(fake("[A-Za-z0-9]{32}", seed)), companions: {} },
});

function options(servers: Readonly<Record<string, Running | string>>, more: Partial<VerifyOptions> = {}): VerifyOptions {
  const urls = Object.entries(servers).map(([id, server]) => [overrideName(id), typeof server === "string" ? server : server.url]);
  return {
    env: Object.fromEntries(urls) as Record<string, string>,
    version: "1.2.3",
    providers: [one, two],
    requestsPerSecond: 1000,
    ...more,
  };
}

const bearer = ({ headers }: Seen): string => headers.authorization?.slice(7) ?? "";
const validities = (answers: readonly ValidityAnswer[]): string[] => answers.map(({ validity }) => validity);

it("answers in the order of the requests, whichever provider is faster", async () => {
  const refused = key(2);
  const living = [key(1), key(3)].map(({ credential }) => credential.secret.reveal());
  const first = await serve((seen): Reply => (living.includes(bearer(seen)) ? { body: { who: "alice" } } : { status: 401 }));
  const second = await serve(() => ({ body: { who: "bob" } }));
  const answers = await verifyAll([key(1), key(3, "two-key"), refused, key(4, "no-such-kind")], options({ one: first, two: second }));
  expect(answers).toEqual([
    { validity: "valid", impact: "alice" },
    { validity: "valid", impact: "bob" },
    { validity: "invalid", reason: "refused" },
    { validity: "unchecked", reason: "no check for this kind of secret" },
  ]);
});

it("asks once about equal credentials and again where a companion differs", async () => {
  const server = await serve(() => ({ body: { who: "alice" } }));
  const other = { ...key(1), credential: { ...key(1).credential, companions: { id: "b" } } };
  const progress: number[] = [];
  const answers = await verifyAll(
    [key(1), key(1), other, key(1)],
    options({ one: server }, { onProgress: ({ done }) => progress.push(done) }),
  );
  expect(validities(answers)).toEqual(["valid", "valid", "valid", "valid"]);
  expect(server.seen).toHaveLength(2);
  expect(progress).toEqual([3, 4]);
});

describe("a check whose refusals mean nothing", () => {
  const living = key(1).credential.secret.reveal();
  const declared = (basis: "hand" | "documents"): Provider => ({
    ...one,
    checks: [{ detectors: one.detectors, host: one.baseUrl, request: "GET /me", basis }],
  });

  it("is found out by a made-up value, sent once however many are refused", async () => {
    const server = await serve((seen): Reply => (bearer(seen) === living ? { body: { who: "alice" } } : { status: 401 }));
    const answers = await verifyAll([key(2), key(3), key(4), key(1)], options({ one: server }));
    expect(validities(answers)).toEqual(["invalid", "invalid", "invalid", "valid"]);
    expect(server.seen).toHaveLength(5);
    const made = bearer(server.seen[1] ?? { method: "", url: "", headers: {}, body: "" });
    expect(made).toMatch(/^[A-Za-z0-9]{32}$/);
    expect([2, 3, 4, 1].map((seed) => key(seed).credential.secret.reveal())).not.toContain(made);
  });
  it("is broken when a made-up value is valid too", async () => {
    const dead = key(2).credential.secret.reveal();
    const server = await serve((seen): Reply => (bearer(seen) === dead ? { status: 401 } : { body: { who: "alice" } }));
    const broken = { validity: "unknown", reason: "the check is broken: a made-up value is answered as valid too" };
    expect(await verifyAll([key(2)], options({ one: server }))).toEqual([broken]);
    // A valid one is doubted only where nobody wrote the check answer by answer.
    expect(validities(await verifyAll([key(1)], options({ one: server }, { providers: [declared("hand")] })))).toEqual(["valid"]);
    expect(await verifyAll([key(1)], options({ one: server }, { providers: [declared("documents")] }))).toEqual([broken]);
  });
  it.each<[string, Reply, string]>([
    ["its address is gone", { status: 410 }, "its address is gone (HTTP 410)"],
    ["its address is not found", { status: 404 }, "its address is gone (HTTP 404)"],
    ["a page stands there", { status: 200, body: "<html>sold</html>" }, "its address answers with a page (HTTP 200)"],
  ])("is broken when %s for a made-up value", async (_, reply, reason) => {
    const server = await serve((__, index): Reply => (index === 0 ? { status: 401 } : reply));
    // The check itself must take such an answer for no refusal.
    const careful: Provider = {
      ...one,
      async checkValidity({ secret }, { http }) {
        const { status } = await http.get("/me", { bearer: secret });
        return status === 401 ? { validity: "invalid", reason: "refused" } : { validity: "unknown", reason: `HTTP ${status}` };
      },
    };
    const answers = await verifyAll([key(2)], options({ one: server }, { providers: [careful] }));
    expect(answers).toEqual([{ validity: "unknown", reason: `the check is broken: ${reason}` }]);
  });
  it("is broken when nobody knows its host any more", async () => {
    const server = await serve(() => ({ status: 401 }));
    let lookups = 0;
    const gone: Provider = { ...one, baseUrl: "https://one.invalid" };
    const lookup: VerifyOptions["lookup"] = (_host, _options, callback) => {
      lookups++;
      callback(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }), []);
    };
    const asking = new Asking(gone, options({}, { lookup }));
    expect(await asking.control(key(2))).toEqual({ state: "broken", reason: "its host is not known any more" });
    expect([lookups, server.seen.length]).toEqual([1, 0]);
  });
  it("is asked again later when the provider was busy just then, and the clear refusal stands", async () => {
    const server = await serve((_, index): Reply => (index === 1 ? { status: 500, body: "busy" } : { status: 401 }));
    const answers = await verifyAll([key(2), key(3), key(4)], options({ one: server }));
    expect(validities(answers)).toEqual(["invalid", "invalid", "invalid"]);
    expect(server.seen).toHaveLength(5);
  });
});

it("runs a check that acts or costs only when that was asked for", async () => {
  const server = await serve((seen): Reply =>
    bearer(seen) === key(1).credential.secret.reveal() ? { body: { who: "alice" } } : { status: 401 },
  );
  const facts = { detectors: one.detectors, host: one.baseUrl, request: "POST /token", basis: "documents" } as const;
  for (const effect of ["acts", "costs"] as const) {
    const providers = [{ ...one, checks: [{ ...facts, effect }] }];
    const [left] = await verifyAll([key(1)], options({ one: server }, { providers }));
    expect(left?.validity).toBe("unchecked");
    expect(left?.reason).toContain("--verify-costly");
    expect(validities(await verifyAll([key(1)], options({ one: server }, { providers, costly: true })))).toEqual(["valid"]);
  }
  expect(server.seen).toHaveLength(4);
});

it("asks at another host of the provider's, unless the user named one for it", async () => {
  const server = await serve(() => ({ body: { who: "alice" } }));
  const asked: string[] = [];
  const elsewhere: Provider = {
    ...one,
    async checkValidity({ secret }, { httpAt }) {
      await httpAt("https://eu.example.com").get("/me", { bearer: secret });
      return { validity: "valid" };
    },
  };
  const lookup: VerifyOptions["lookup"] = (host, _options, callback) => {
    asked.push(host);
    callback(Object.assign(new Error("no"), { code: "ENOTFOUND" }), []);
  };
  expect(await verifyAll([key(1)], options({}, { providers: [elsewhere], lookup }))).toEqual([
    { validity: "unknown", reason: "eu.example.com was not reached: ENOTFOUND" },
  ]);
  expect(asked).toEqual(["eu.example.com"]);
  expect(validities(await verifyAll([key(1)], options({ one: server }, { providers: [elsewhere], lookup })))).toEqual(["valid"]);
  expect(server.seen).toHaveLength(1);
});

it("has nothing to ask for an empty list", async () => expect(await verifyAll([], options({}))).toEqual([]));

it("asks one provider one thing at a time, no faster than allowed", async () => {
  const times: number[] = [];
  const server = await serve(() => {
    times.push(performance.now());
    return { body: { who: "alice" } };
  });
  await verifyAll([key(1), key(2), key(3)], options({ one: server }, { requestsPerSecond: 20 }));
  // 50 ms apart; a timer may fire a little early.
  expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(90);
});

describe("a provider that limits the rate", () => {
  it("is asked again after the time it names", async () => {
    const server = await serve((_, index) =>
      index === 0 ? { status: 429, headers: { "retry-after": "0.1" } } : { body: { who: "alice" } },
    );
    const started = performance.now();
    expect(validities(await verifyAll([key(1)], options({ one: server })))).toEqual(["valid"]);
    expect(performance.now() - started).toBeGreaterThan(95);
    expect(server.seen).toHaveLength(2);
  });
  it("is left alone for good when it asks for too much patience", async () => {
    const server = await serve(() => ({ status: 429, headers: { "retry-after": "3600" } }));
    const answers = await verifyAll([key(1), key(2), key(3)], options({ one: server }));
    const { host } = new URL(server.url);
    expect(answers).toEqual([
      { validity: "unknown", reason: `${host} limits the rate of requests (HTTP 429)` },
      { validity: "unknown", reason: `not asked: ${host} limits the rate of requests (HTTP 429)` },
      { validity: "unknown", reason: `not asked: ${host} limits the rate of requests (HTTP 429)` },
    ]);
    expect(server.seen).toHaveLength(1);
  });
  it("is asked three times at most, also where it names a date", async () => {
    const now = new Date("2026-01-02T03:04:05Z");
    const server = await serve(() => ({ status: 429, headers: { "retry-after": now.toUTCString() } }));
    expect(validities(await verifyAll([key(1)], options({ one: server }, { now: () => now })))).toEqual(["unknown"]);
    expect(server.seen).toHaveLength(3);
  });
});

describe("a provider that does not answer", () => {
  it("is left alone after three failures in a row, and the others are still asked", async () => {
    const good = await serve(() => ({ body: { who: "bob" } }));
    const requests = [key(1), key(2), key(3), key(4), key(5), key(6, "two-key")];
    const answers = await verifyAll(requests, options({ one: "http://127.0.0.1:1", two: good }));
    expect(validities(answers)).toEqual(["unknown", "unknown", "unknown", "unknown", "unknown", "valid"]);
    expect(answers[0]?.reason).toBe("127.0.0.1:1 was not reached: ECONNREFUSED");
    expect(answers[3]?.reason).toBe("not asked: 127.0.0.1:1 gave no usable answer 3 times in a row");
  });
  it("is asked on when it fails only now and then", async () => {
    const server = await serve((_, index) => (index % 3 === 2 ? { body: { who: "alice" } } : { status: 503, body: "busy" }));
    await verifyAll(
      [1, 2, 3, 4, 5, 6, 7].map((seed) => key(seed)),
      options({ one: server }),
    );
    expect(server.seen).toHaveLength(7);
  });
});

it("stops when told to: what was answered stays, the rest is unchecked", async () => {
  const controller = new AbortController();
  const server = await serve((_, index) => {
    if (index === 1) controller.abort();
    return { body: { who: "alice" } };
  });
  const answers = await verifyAll([key(1), key(2), key(3)], options({ one: server }, { signal: controller.signal }));
  const interrupted = { validity: "unchecked", reason: "interrupted before there was an answer" };
  expect(answers).toEqual([{ validity: "valid", impact: "alice" }, interrupted, interrupted]);
  expect(server.seen).toHaveLength(2);
});

it("stops amid a wait for a provider's patience", async () => {
  const server = await serve(() => ({ status: 429, headers: { "retry-after": "20" } }));
  const signal = AbortSignal.timeout(100);
  expect(validities(await verifyAll([key(1)], options({ one: server }, { signal })))).toEqual(["unchecked"]);
});

it("answers unknown, without the message, when a check itself fails", async () => {
  const server = await serve(() => ({ body: "null" }));
  expect(await verifyAll([key(1)], options({ one: server }))).toEqual([
    { validity: "unknown", reason: "the check itself failed (TypeError)" },
  ]);
});

it.each([
  [{ STANCH_ONE_URL: "http://example.com" }, "STANCH_ONE_URL"],
  [{ HTTPS_PROXY: "socks5://127.0.0.1:1080" }, "HTTPS_PROXY"],
])("sends nothing at all when the environment %j cannot be used", async (env, where) => {
  const server = await serve(() => ({ body: { who: "bob" } }));
  const asked = verifyAll([key(1, "two-key"), key(1)], options({ two: server }, { env: { STANCH_TWO_URL: server.url, ...env } }));
  await expect(asked).rejects.toBeInstanceOf(AppError);
  await expect(asked).rejects.toMatchObject({ code: "CONFIG_INVALID", where });
  expect(server.seen).toEqual([]);
});

it("does not ask a built-in host that resolves to a private address", async () => {
  const server = await serve(() => ({ body: { who: "alice" } }));
  const local: Provider = { ...one, baseUrl: `https://localhost:${server.port}` };
  expect(await verifyAll([key(1)], options({}, { providers: [local] }))).toEqual([
    { validity: "unknown", reason: "localhost is no public address" },
  ]);
  expect(server.seen).toEqual([]);
});

it("keeps a secret that a server sends back out of the answer, and control characters too", async () => {
  const request = key(1);
  const secret = request.credential.secret.reveal();
  const server = await serve((seen) => ({ body: { who: `\u001b[2J${bearer(seen)}\n\u202e${"x".repeat(1000)}` } }));
  const [answer] = await verifyAll([request], options({ one: server }));
  expect(answer?.impact).not.toContain(secret);
  expect(answer?.impact?.startsWith(` [2J${secret.slice(0, 4)}… xxx`)).toBe(true);
  expect(answer?.impact).toHaveLength(301);
});

it("keeps a secret companion out of the answer, and leaves a public one in", async () => {
  const companions = { session: fake("[A-Za-z0-9]{80}", 2), account: fake("MA[A-Z0-9]{18}", 3) };
  const server = await serve(() => ({ body: { who: `${companions.session} of ${companions.account}` } }));
  const request = { detector: "one-key", credential: { secret: key(1).credential.secret, companions } };
  const [answer] = await verifyAll([request], options({ one: server }));
  expect(answer?.impact).toBe(`${companions.session.slice(0, 4)}… of ${companions.account}`);
});

it("writes nothing to the console", async () => {
  const written = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write"), vi.spyOn(console, "log")];
  const server = await serve(() => ({ status: 500, body: "{" }));
  await verifyAll([key(1), key(2)], options({ one: server }));
  for (const spy of written) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

it("lets no provider ask outside its base URL", async () => {
  const server = await serve(() => ({ body: { who: "alice" } }));
  for (const path of ["@evil.example.com/", "/../x", "//evil.example.com/", ".evil.example.com/"]) {
    const astray: Provider = { ...one, checkValidity: async (_, { http }) => ({ validity: "valid", impact: (await http.get(path)).text }) };
    const answers = await verifyAll([key(1)], options({ one: `${server.url}/api` }, { providers: [astray] }));
    if (path !== "//evil.example.com/") expect(answers).toEqual([{ validity: "unknown", reason: "the check itself failed (TypeError)" }]);
  }
  // Two slashes after the base are a path like any other.
  expect(server.seen.map(({ url }) => url)).toEqual(["/api//evil.example.com/"]);
});
