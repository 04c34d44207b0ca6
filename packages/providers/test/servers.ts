import { type IncomingMessage, type RequestListener, type Server, createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, type Socket, connect } from "node:net";
import { onTestFinished } from "vitest";
import type { selfSigned } from "./certificate.ts";

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Running {
  readonly url: string;
  readonly port: number;
  /** Requests in order of arrival. */
  readonly seen: Seen[];
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** A real server on 127.0.0.1 that answers each request as told; it ends with the test. */
export async function serve(answer: (seen: Seen, index: number) => Reply, tls?: ReturnType<typeof selfSigned>): Promise<Running> {
  const seen: Seen[] = [];
  const listener: RequestListener = (request, response) => {
    void bodyOf(request).then((body) => {
      const one = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body };
      const reply = answer(one, seen.push(one) - 1);
      const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? {});
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers }).end(text);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  const port = await listening(server);
  return { url: `${tls === undefined ? "http://127.0.0.1" : "https://localhost"}:${port}`, port, seen };
}

/** A server that does with each raw connection as told. */
export async function serveRaw(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer();
  server.removeAllListeners("connection");
  server.on("connection", (socket) => {
    socket.on("error", () => undefined);
    onConnection(socket);
  });
  return `http://127.0.0.1:${await listening(server)}`;
}

/** A real forward proxy that knows CONNECT only; whatever host is asked for, it leads to `to`. */
export async function connectProxy(to: number, refuse?: number): Promise<Running> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body: "" });
    response.writeHead(405).end();
  });
  server.on("connect", (request, client: Socket) => {
    seen.push({ method: "CONNECT", url: request.url ?? "", headers: request.headers, body: "" });
    client.on("error", () => undefined);
    if (refuse !== undefined) return client.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
    const upstream = connect(to, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
    return undefined;
  });
  const port = await listening(server);
  return { url: `http://127.0.0.1:${port}`, port, seen };
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port; // a TCP server that listens has such an address
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request) body += String(part);
  return body;
}
