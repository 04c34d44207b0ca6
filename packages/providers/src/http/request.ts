import { type HttpAnswer, type RequestOptions, Secret } from "@stanch/model";
import { type IncomingMessage, request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import { type ConnectOptions, connect } from "./connect.ts";
import { HttpFailure } from "./failure.ts";

/** An identity or a list of scopes fits many times; more is no answer that we understand. */
export const MAX_BODY_BYTES = 65_536;

export interface Outgoing extends RequestOptions {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: string;
}

export interface SendOptions extends Omit<ConnectOptions, "signal"> {
  readonly userAgent: string;
  /** For the whole of it: connecting, sending, reading. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** What is read of an answer; MAX_BODY_BYTES without it. */
  readonly maxBodyBytes?: number;
}

/**
 * One request on a connection of its own; a redirect is an answer like any other. Rejects with HttpFailure when no
 * answer was had, with the signal's reason when that was aborted.
 */
export async function send(url: URL, outgoing: Outgoing, options: SendOptions): Promise<HttpAnswer> {
  const headers = headersOf(url, outgoing, options.userAgent);
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  try {
    const socket = await connect(url, { ...options, signal });
    return await exchange(socket, url, { headers, outgoing, signal, maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES });
  } catch (error) {
    options.signal?.throwIfAborted();
    if (timeout.aborted) throw new HttpFailure(`no answer from ${url.host} within ${options.timeoutMs / 1000} s`);
    throw error instanceof HttpFailure ? error : new HttpFailure(`${url.host} was not reached: ${codeOf(error)}`);
  }
}

function exchange(
  socket: Duplex,
  url: URL,
  {
    headers,
    outgoing,
    signal,
    maxBodyBytes,
  }: { headers: Record<string, string>; outgoing: Outgoing; signal: AbortSignal; maxBodyBytes: number },
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      createConnection: () => socket, // heeded only where no agent is named, `false` included
      method: outgoing.method,
      path: `${url.pathname}${url.search}`,
      headers,
      signal,
    });
    let answered = false;
    request.once("response", (response) => {
      answered = true;
      read(response, maxBodyBytes)
        .then(resolve, reject)
        .finally(() => socket.destroy());
    });
    request.on("error", (error) => {
      socket.destroy();
      reject(error);
    });
    // A switch of protocols ends the request without a word.
    request.once("close", () => {
      if (!answered) reject(new HttpFailure(`${url.host} closed the connection without an answer`));
    });
    request.end(outgoing.body);
  });
}

/** Of a longer body the status, the headers and the beginning still count. */
async function read(response: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > maxBytes) break;
  }
  const text = Buffer.concat(parts).subarray(0, maxBytes).toString("utf8");
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(response.headersDistinct)) headers[name] = (values ?? []).join(", ");
  return { status: response.statusCode ?? 0, headers, json: size > maxBytes ? undefined : parsed(text), text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function headersOf(url: URL, outgoing: Outgoing, userAgent: string): Record<string, string> {
  const headers: Record<string, string> = {
    host: url.host,
    "user-agent": userAgent,
    accept: "application/json",
    // Compressed bodies would be small on the wire and of any size here.
    "accept-encoding": "identity",
    connection: "close",
  };
  if (outgoing.basic !== undefined) headers["authorization"] = `Basic ${basic(...outgoing.basic)}`;
  if (outgoing.bearer !== undefined) headers["authorization"] = `Bearer ${outgoing.bearer.reveal()}`;
  for (const [name, value] of Object.entries(outgoing.headers ?? {}))
    headers[name.toLowerCase()] = value instanceof Secret ? value.reveal() : value;
  if (outgoing.body !== undefined) headers["content-length"] = String(Buffer.byteLength(outgoing.body));
  for (const [name, value] of Object.entries(headers))
    if (!/^[\x20-\x7e]*$/.test(value)) throw new HttpFailure(`the value has characters that no ${name} header can carry`);
  refuseSecretsInUrl(url, outgoing);
  return headers;
}

// A secret is Latin-1 text, one character a byte, as it was found.
function basic(user: string, password: Secret | string): string {
  return Buffer.from(`${user}:${password instanceof Secret ? password.reveal() : password}`, "latin1").toString("base64");
}

/** URLs end up in the logs of proxies and servers. A provider that builds one from a secret is a bug of ours. */
function refuseSecretsInUrl(url: URL, { basic: pair, bearer, headers }: Outgoing): void {
  for (const secret of [pair?.[1], bearer, ...Object.values(headers ?? {})])
    if (secret instanceof Secret && decodeURIComponent(url.href).includes(secret.reveal()))
      throw new TypeError("a secret stands in an URL");
}

/** The code alone: messages of system errors may quote what they choked on. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "the connection broke";
}
