import { detectors } from "@stanch/detectors";
import { Scanner, compile } from "@stanch/engine";
import { Secret, type ValidityAnswer } from "@stanch/model";
import { describe, expect, it } from "vitest";
import { type Reply, type Seen, serve, serveRaw } from "../test/servers.ts";
import type { Check, CheckedProvider } from "./check.ts";
import { overrideName } from "./http/base-url.ts";
import { providers } from "./index.gen.ts";
import { type VerifyRequest, verifyAll } from "./verify.ts";

const isDeclared = (provider: object): provider is CheckedProvider => "declared" in provider;
const declared = providers.filter(isDeclared);
const checks = declared.flatMap((provider) =>
  provider.declared.map((check) => ({ title: `${provider.id}: ${check.detectors.join(", ")}`, provider, check })),
);

const known = new Map<string, readonly VerifyRequest[]>();

/** Every credential that a scan finds in a kind's own examples, with the text beside them. */
function found(id: string, beside = ""): readonly VerifyRequest[] {
  const before = known.get(id);
  if (before !== undefined) return before;
  const detector = detectors.find((one) => one.id === id);
  if (detector === undefined) throw new Error(`no detector ${id}`);
  const scanner = new Scanner(compile([detector]));
  const all = detector.examples.flatMap((text) =>
    scanner
      .scan(Buffer.from(`${text}\n${beside}`))
      .map(({ secret, companions }) => ({ detector: id, credential: { secret: new Secret(secret), companions } })),
  );
  known.set(id, all);
  return all;
}

/** One that has all the check needs, host included: the detector must give it, or the check never runs. */
function example(check: Check, id: string): VerifyRequest {
  const { host } = check;
  const needed = [...JSON.stringify([check.get, check.post, check.auth, check.headers, check.form, check.json]).matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name ?? "")
    .filter((name) => name !== "secret");
  const fitting = found(id, check.answers.beside).find(
    ({ credential }) =>
      needed.every((name) => credential.companions[name] !== undefined) &&
      (check.only?.test(credential.secret.reveal()) ?? true) &&
      (typeof host !== "object" || host.label.includes("STANCH_") || check.instances === true || host.of(credential) !== undefined),
  );
  if (fitting === undefined) throw new Error(`no example of ${id} gives ${needed.join(", ")} and the host`);
  return fitting;
}

/** The provider's view: does this request carry the secret? */
function carries({ url, headers, body }: Seen, secret: string): boolean {
  const pair = Buffer.from(headers.authorization?.replace(/^Basic /, "") ?? "", "base64").toString("latin1");
  return [decodeURIComponent(url), decodeURIComponent(body.replaceAll("+", " ")), body, pair, ...Object.values(headers).flat()].some(
    (text) => text?.includes(secret) === true,
  );
}

async function ask(provider: CheckedProvider, request: VerifyRequest, url: string, timeoutMs = 2000): Promise<ValidityAnswer | undefined> {
  const env = { [overrideName(provider.id)]: url };
  const options = { env, version: "1.2.3", requestsPerSecond: 10_000, maxRetryAfterMs: 0, timeoutMs, costly: true };
  return (await verifyAll([request], options))[0];
}

describe.each(checks)("$title", ({ provider, check }) => {
  const { answers } = check;
  const [id = ""] = check.detectors;

  it("is about kinds that exist and gives what the check needs", () => {
    for (const detector of check.detectors) expect(example(check, detector).detector).toBe(detector);
  });

  it("asks at a host that its label names", () => {
    const { host } = check;
    if (typeof host !== "object") return;
    const url = host.of(example(check, id).credential);
    const shape = host.label
      .replace(/ \(.*\)$/, "")
      .replaceAll(".", "\\.")
      .replaceAll("*", "[a-z0-9.:-]+");
    // Several domains are parted by «or».
    const [first = "", ...others] = shape.split(" or ");
    if (url !== undefined) expect(url).toMatch(new RegExp(`^(?:${[first, ...others.map((other) => `https://${other}`)].join("|")})$`));
  });

  it("is valid by the documented answer, of the secret and of no made-up one", async () => {
    for (const detector of check.detectors) {
      const request = example(check, detector);
      const secret = request.credential.secret.reveal();
      const server = await serve((seen) => (carries(seen, secret) ? answers.valid : answers.invalid));
      const answer = await ask(provider, request, server.url);
      expect(answer).toEqual({ validity: "valid", ...(answer?.impact === undefined ? {} : { impact: answer.impact }) });
      expect(answer?.impact ?? "").not.toMatch(/[{}]|undefined|null|\[object/);
      // Too short for a look-alike, or asked about twice.
      expect(server.seen.length).toBeLessThanOrEqual(2);
      const path = check.get ?? check.post ?? "";
      for (const { method, url } of server.seen) {
        expect(method).toBe(check.get === undefined ? "POST" : "GET");
        expect(url.split("?")[0]?.split("/")).toHaveLength(path.split("?")[0]?.split("/").length ?? 0);
        if (check.secretInUrl !== true) expect(decodeURIComponent(url)).not.toContain(secret);
      }
    }
  });

  it("is invalid by the documented refusal", async () => {
    const request = example(check, id);
    const server = await serve(() => answers.invalid);
    const answer = await ask(provider, request, server.url);
    expect(answer?.validity).toBe("invalid");
    expect(answer?.reason).toMatch(/ refused it \(HTTP \d{3}\)$/);
  });

  it("is valid, but may not read, by the answer documented for that", async () => {
    const { limited } = answers;
    expect(limited === undefined).toBe(check.limited === undefined);
    if (limited === undefined) return;
    const request = example(check, id);
    const secret = request.credential.secret.reveal();
    const server = await serve((seen) => (carries(seen, secret) ? limited : answers.invalid));
    expect(await ask(provider, request, server.url)).toEqual({ validity: "valid", impact: "may not read whose it is" });
  });

  it("is unknown when made-up values are taken for valid too", async () => {
    const server = await serve(() => answers.valid);
    const answer = await ask(provider, example(check, id), server.url);
    expect(answer?.validity).toBe("unknown");
    expect(answer?.reason).toContain("made-up");
  });

  it("is unknown by any answer that is none of the provider's", async () => {
    const replies: readonly Reply[] = [
      { status: 500, body: "{}" },
      { status: 503, body: "<html>busy</html>" },
      { status: 429, headers: { "retry-after": "60" } },
      { status: 302, headers: { location: "https://elsewhere.example.com/" } },
      { status: 401, headers: { "content-type": "text/html" }, body: "<!doctype html>" },
      { status: 403, headers: { "content-type": "text/html" }, body: "<!doctype html>" },
      { status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html>" },
      { status: 200, body: "garbage{" },
      { status: 200, body: {} },
      { status: 204, body: "" },
      { status: 404, body: "" },
    ];
    const request = example(check, id);
    // Each is asked for once: what is unknown needs no control.
    const server = await serve((_, index) => replies[index] ?? { status: 500 });
    for (const reply of replies) {
      expect([reply, (await ask(provider, request, server.url))?.validity]).toEqual([reply, "unknown"]);
    }
  });

  it("is unknown on a server that stays silent, and no word of it holds the secret", async () => {
    const url = await serveRaw(() => undefined);
    const request = example(check, id);
    const answer = await ask(provider, request, url, 30);
    expect(answer).toEqual({ validity: "unknown", reason: `no answer from ${new URL(url).host} within 0.03 s` });
  });

  it("never shows the secret, not even when every text of an answer is made of it", async () => {
    const request = example(check, id);
    const secret = request.credential.secret.reveal();
    const text = (body: unknown): string => (typeof body === "string" ? body : JSON.stringify(echo(body, secret)));
    for (const { body, status, headers = {} } of [answers.valid, answers.invalid, answers.limited ?? {}]) {
      const said = Object.fromEntries(Object.keys(headers).map((name) => [name, secret]));
      const server = await serve(() => ({ status: status ?? 200, headers: said, body: text(body) }));
      expect(JSON.stringify(await ask(provider, request, server.url))).not.toContain(secret);
    }
  });

  it("names its documents", () => expect(new URL(check.reference).protocol).toBe("https:"));
});

function echo(value: unknown, secret: string): unknown {
  if (typeof value === "string") return secret;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => echo(item, secret));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, echo(inner, secret)]));
}

it.each(declared)("$id is asked over https", ({ baseUrl, declared: own }) => {
  const hosts = own.flatMap(({ host }) => (typeof host === "string" ? [host] : []));
  for (const base of [baseUrl, ...hosts]) {
    const url = new URL(base);
    expect([url.protocol, url.pathname, base.endsWith("/")]).toEqual(["https:", "/", false]);
  }
});

it("has provider ids that differ, or one's base URL would be another's", () => {
  const ids = providers.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
