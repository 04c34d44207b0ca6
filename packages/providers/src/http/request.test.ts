import { Secret, fake } from "@stanch/model";
import { createServer } from "node:https";
import { type Socket, connect } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { selfSigned } from "../../test/certificate.ts";
import { connectProxy, serve, serveRaw } from "../../test/servers.ts";
import type { Lookup } from "./connect.ts";
import { HttpFailure } from "./failure.ts";
import { MAX_BODY_BYTES, type SendOptions, send } from "./request.ts";

const token = new Secret(fake("[A-Za-z0-9]{40}", 1));
const get = { method: "GET", bearer: token } as const;
const options: SendOptions = { userAgent: "stanch/1.2.3", timeoutMs: 5000, reach: "loopback", proxy: undefined };

/** What sending fails with; fails the test when there is an answer. */
async function failureOf(url: string, given: Partial<SendOptions> = {}): Promise<unknown> {
  try {
    await send(new URL(url), get, { ...options, ...given });
  } catch (error) {
    // The error, its cause and its stack: all of it may end in a log.
    expect(`${String(error)} ${(error as Error).stack ?? ""} ${JSON.stringify(error)}`).not.toContain(token.reveal());
    return error;
  }
  throw new Error("an answer was had");
}

it("sends the secret in a header only, says who asks, and reads JSON", async () => {
  const server = await serve(() => ({ status: 201, headers: { "x-scope": "a" }, body: { ok: true } }));
  const answer = await send(new URL(`${server.url}/v1/me?limit=1`), get, options);
  expect(answer).toMatchObject({ status: 201, json: { ok: true }, text: '{"ok":true}' });
  expect(answer.headers["x-scope"]).toBe("a");
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]).toMatchObject({ method: "GET", url: "/v1/me?limit=1", body: "" });
  expect(server.seen[0]?.headers).toMatchObject({
    authorization: `Bearer ${token.reveal()}`,
    "user-agent": "stanch/1.2.3",
    "accept-encoding": "identity",
  });
});

it("sends basic pairs, further headers that are secret, and bodies", async () => {
  const server = await serve(() => ({}));
  const outgoing = { method: "POST", basic: ["user", token], headers: { "X-Key": token }, body: "a=ü" } as const;
  await send(new URL(server.url), outgoing, options);
  const [seen] = server.seen;
  expect(seen?.body).toBe("a=ü");
  expect(seen?.headers["x-key"]).toBe(token.reveal());
  expect(Buffer.from(seen?.headers.authorization?.slice(6) ?? "", "base64").toString()).toBe(`user:${token.reveal()}`);
});

it("gives a body that is no JSON as text", async () => {
  const server = await serve(() => ({ body: '{"cut":' }));
  expect(await send(new URL(server.url), get, options)).toMatchObject({ status: 200, json: undefined, text: '{"cut":' });
});

it("reads no more of an endless body than the bound, and no time-out of it", async () => {
  let closed = false;
  const url = await serveRaw((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n");
    const more = setInterval(() => socket.write("[".repeat(16_384)), 1);
    socket.on("close", () => {
      clearInterval(more);
      closed = true;
    });
  });
  const answer = await send(new URL(url), get, options);
  expect(answer).toMatchObject({ status: 200, json: undefined });
  expect(answer.text).toHaveLength(MAX_BODY_BYTES);
  await vi.waitFor(() => expect(closed).toBe(true));
});

it("follows no redirect, be it to the same host or another", async () => {
  const other = await serve(() => ({}));
  const server = await serve(() => ({ status: 307, headers: { location: other.url } }));
  expect(await send(new URL(server.url), get, options)).toMatchObject({ status: 307 });
  expect(server.seen).toHaveLength(1);
  expect(other.seen).toEqual([]);
});

describe("without an answer", () => {
  it.each<[string, (socket: Socket) => void]>([
    ["that never says a word", () => undefined],
    ["that stops amid the headers", (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-")],
    ["that stops amid the body", (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")],
  ])("gives up in time on a server %s", async (_, onConnection) => {
    const url = await serveRaw(onConnection);
    const error = await failureOf(url, { timeoutMs: 150 });
    expect(error).toBeInstanceOf(HttpFailure);
    expect(error).toMatchObject({ message: `no answer from ${new URL(url).host} within 0.15 s` });
  });
  it.each<[string, (socket: Socket) => void]>([
    ["hangs up", (socket) => socket.destroy()],
    ["breaks off amid the body", (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")],
    ["speaks no HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n")],
    ["has headers beyond the bound", (socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}\r\n\r\n`)],
    ["switches protocols", (socket) => socket.end("HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n")],
  ])("fails when the server %s", async (_, onConnection) => {
    expect(await failureOf(await serveRaw(onConnection))).toBeInstanceOf(HttpFailure);
  });
  it("fails with the caller's reason when the caller stops", async () => {
    const reason = new Error("stopped");
    const controller = new AbortController();
    const url = await serveRaw(() => controller.abort(reason));
    expect(await failureOf(url, { signal: controller.signal })).toBe(reason);
    expect(await failureOf(url, { signal: controller.signal })).toBe(reason);
  });
  it("names the host and the code when the connection is refused", async () => {
    // Port 1 (tcpmux) has no server on any machine of today.
    expect(await failureOf("http://127.0.0.1:1")).toMatchObject({ message: "127.0.0.1:1 was not reached: ECONNREFUSED" });
  });
});

describe("a secret that fits no header or an URL", () => {
  it("is not sent when it holds line ends, and the error does not tell it", async () => {
    const server = await serve(() => ({}));
    const secret = new Secret(`abc\r\nx-injected: ${fake("[a-z]{20}", 2)}`);
    await expect(send(new URL(server.url), { method: "GET", bearer: secret }, options)).rejects.toThrow(
      "the value has characters that no authorization header can carry",
    );
    expect(server.seen).toEqual([]);
  });
  it("is never sent in an URL", async () => {
    const server = await serve(() => ({}));
    await expect(send(new URL(`${server.url}/?key=${token.reveal()}`), get, options)).rejects.toThrow("a secret stands in an URL");
    expect(server.seen).toEqual([]);
  });
});

describe("addresses", () => {
  it.each([
    ["https://127.0.0.1:9", "public", "127.0.0.1 is no public address"],
    ["https://[::1]:9", "public", "::1 is no public address"],
    ["https://[::ffff:10.0.0.1]", "public", "::ffff:a00:1 is no public address"],
    ["https://169.254.169.254", "public", "169.254.169.254 is no public address"],
    ["http://93.184.216.34", "loopback", "93.184.216.34 is not this machine"],
  ] as const)("refuses %s where %s is allowed", async (url, reach, message) => {
    expect(await failureOf(url, { reach })).toMatchObject({ message });
  });
  it("refuses a name that the system resolves to this machine, and sends nothing", async () => {
    const server = await serve(() => ({}));
    expect(await failureOf(`https://localhost:${server.port}`, { reach: "public" })).toMatchObject({
      message: "localhost is no public address",
    });
    expect(server.seen).toEqual([]);
  });
  it("refuses a name that answers with a private address only when it is connected to", async () => {
    const connections: unknown[] = [];
    const url = await serveRaw((socket) => connections.push(socket));
    const answers = ["93.184.216.34", "127.0.0.1"];
    const rebinding: Lookup = (_, __, callback) => callback(null, [{ address: answers.shift() ?? "127.0.0.1", family: 4 }]);
    rebinding("api.example.com", { all: true }, () => undefined); // somebody looked before
    const given = { reach: "public", lookup: rebinding } as const;
    expect(await failureOf(`https://api.example.com:${new URL(url).port}`, given)).toMatchObject({
      message: "api.example.com is no public address",
    });
    expect(connections).toEqual([]);
  });
  it("passes over the addresses of a name that are not allowed", async () => {
    const server = await serve(() => ({ body: { ok: 1 } }));
    const lookup: Lookup = (_, __, callback) =>
      callback(
        null,
        ["10.0.0.1", "127.0.0.1"].map((address) => ({ address, family: 4 })),
      );
    expect(await send(new URL(`http://localhost:${server.port}`), get, { ...options, lookup })).toMatchObject({ json: { ok: 1 } });
  });
  it("says so when a name does not resolve", async () => {
    const lookup: Lookup = (_, __, callback) => callback(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }), []);
    expect(await failureOf("https://api.example.com", { reach: "public", lookup })).toMatchObject({
      message: "api.example.com was not reached: ENOTFOUND",
    });
  });
});

describe("https", () => {
  const tls = selfSigned("localhost");

  it("trusts a certificate of a trusted authority", async () => {
    const server = await serve(() => ({ body: { ok: 1 } }), tls);
    expect(await send(new URL(server.url), get, { ...options, reach: "any", ca: tls.cert })).toMatchObject({ json: { ok: 1 } });
  });
  it.each([
    ["nobody vouches for", { reach: "any" }],
    ["another authority vouches for", { reach: "any", ca: selfSigned("localhost").cert }],
  ] as const)("sends nothing to a server whose certificate %s, even when the environment would allow it", async (_, given) => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = await serve(() => ({}), tls);
    expect(await failureOf(server.url, given)).toMatchObject({ message: expect.stringMatching(/was not reached: [A-Z_]+$/) as string });
    expect(server.seen).toEqual([]);
  });
  it("sends nothing to a server whose trusted certificate is for another name", async () => {
    const other = selfSigned("api.example.com");
    const server = await serve(() => ({}), other);
    const error = await failureOf(server.url, { reach: "any", ca: other.cert });
    expect(error).toMatchObject({ message: `localhost:${server.port} was not reached: ERR_TLS_CERT_ALTNAME_INVALID` });
    expect(server.seen).toEqual([]);
  });
});

it.each<[string, (socket: Socket) => void]>([
  ["hangs up before the handshake", (socket) => socket.destroy()],
  ["hangs up amid the handshake", (socket) => socket.once("data", () => socket.destroy())],
  ["speaks no TLS", (socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n")],
  ["stays silent in the handshake", () => undefined],
])("gives up on an https server that %s, with and without a proxy between", async (_, onConnection) => {
  const { port } = new URL(await serveRaw(onConnection));
  const given = { reach: "any", timeoutMs: 150 } as const;
  expect(await failureOf(`https://localhost:${port}`, given)).toBeInstanceOf(HttpFailure);
  const proxy = new URL((await connectProxy(Number(port))).url);
  expect(await failureOf("https://api.example.com", { ...given, proxy })).toBeInstanceOf(HttpFailure);
});

describe("a proxy", () => {
  const tls = selfSigned("api.example.com");
  const throughProxy = (proxy: string): SendOptions => ({ ...options, reach: "public", proxy: new URL(proxy), ca: tls.cert });

  it("carries the request in a tunnel that shows it neither secret nor path", async () => {
    const server = await serve(() => ({ body: { ok: 1 } }), tls);
    const proxy = await connectProxy(server.port);
    const answer = await send(new URL("https://api.example.com/v1/me"), get, throughProxy(proxy.url));
    expect(answer).toMatchObject({ status: 200, json: { ok: 1 } });
    expect(proxy.seen).toMatchObject([{ method: "CONNECT", url: "api.example.com:443" }]);
    expect(JSON.stringify(proxy.seen)).not.toContain(token.reveal());
    expect(server.seen[0]?.headers).toMatchObject({ host: "api.example.com", authorization: `Bearer ${token.reveal()}` });
    expect(server.seen[0]?.headers["proxy-authorization"]).toBeUndefined();
  });
  it("is given the user name and password of its URL", async () => {
    const server = await serve(() => ({}), tls);
    const proxy = await connectProxy(server.port);
    await send(new URL("https://api.example.com"), get, throughProxy(proxy.url.replace("//", "//us%40er:pass%3Aword@")));
    expect(proxy.seen[0]?.headers["proxy-authorization"]).toBe(`Basic ${Buffer.from("us@er:pass:word").toString("base64")}`);
  });
  it("may itself need TLS", async () => {
    const server = await serve(() => ({ body: { ok: 1 } }), tls);
    const own = selfSigned("localhost");
    const proxy = createServer(own).on("connect", (_, client: Socket) => {
      const upstream = connect(server.port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.pipe(client).pipe(upstream);
      });
      for (const end of [client, upstream]) end.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const given = { ...throughProxy(`https://localhost:${port}`), ca: `${own.cert}\n${tls.cert}` };
    expect(await send(new URL("https://api.example.com"), get, given)).toMatchObject({ json: { ok: 1 } });
  });
  it("that refuses leaves no answer, and its password stays untold", async () => {
    const server = await serve(() => ({}), tls);
    const proxy = await connectProxy(server.port, 407);
    const error = await failureOf("https://api.example.com", throughProxy(proxy.url.replace("//", "//user:hunter2@")));
    expect(error).toMatchObject({ message: "the proxy answered 407 to CONNECT" });
    expect(String((error as Error).stack)).not.toContain("hunter2");
    expect(server.seen).toEqual([]);
  });
  it("is not asked to lead to a private address", async () => {
    const proxy = await connectProxy(1);
    expect(await failureOf("https://169.254.169.254", throughProxy(proxy.url))).toMatchObject({
      message: "169.254.169.254 is no public address",
    });
    expect(proxy.seen).toEqual([]);
  });
  it("that leads elsewhere than asked gets no secret", async () => {
    const imposter = await serve(() => ({}), selfSigned("api.example.com"));
    const proxy = await connectProxy(imposter.port);
    expect(await failureOf("https://api.example.com", throughProxy(proxy.url))).toBeInstanceOf(HttpFailure);
    expect(imposter.seen).toEqual([]);
  });
  it("that never answers costs no more than the time-out", async () => {
    const url = await serveRaw(() => undefined);
    const error = await failureOf("https://api.example.com", { ...throughProxy(url), timeoutMs: 150 });
    expect(error).toMatchObject({ message: "no answer from api.example.com within 0.15 s" });
  });
});
