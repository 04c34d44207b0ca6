import { type IncomingHttpHeaders, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { failure } from "./failures.ts";
import { parsed } from "./json.ts";

export interface StoreRequest {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** PEM of the authorities that are believed beside the usual ones' place. */
  readonly ca?: string;
  /** PEM of a certificate and its key, to log in with. */
  readonly identity?: { readonly cert: string; readonly key: string };
  /** The name that the server's certificate has, when it is not the URL's. */
  readonly serverName?: string;
  /** A redirect to another host is an answer and not followed: what is in the headers is meant for this one. */
  readonly staysAtHost?: boolean;
}

export interface StoreAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly json: unknown;
  readonly headers: IncomingHttpHeaders;
}

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 67_108_864;
const MOST_REDIRECTS = 2;

/** One request to a store's server. Rejects with STORE_UNREACHABLE when there is no whole answer within 20 s. */
export async function ask(url: URL, request: StoreRequest, redirects = 0): Promise<StoreAnswer> {
  const { status, bytes, headers } = await once(url, request);
  const { location } = headers;
  // A standby server of a cluster points at the active one. What was asked with TLS goes nowhere without it.
  if ((status === 307 || status === 308) && location !== undefined && redirects < MOST_REDIRECTS) {
    const next = new URL(location, url);
    const isAllowed = next.protocol === url.protocol && (request.staysAtHost !== true || next.host === url.host);
    if (isAllowed) return ask(next, request, redirects + 1);
  }
  return { status, bytes, headers, json: parsed(bytes.toString("utf8")) };
}

interface RawAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly headers: IncomingHttpHeaders;
}

async function once(url: URL, { method, headers, body, ca, identity, serverName }: StoreRequest): Promise<RawAnswer> {
  const send = url.protocol === "https:" ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    const unreachable = (error: unknown): void => {
      reject(
        failure(
          "STORE_UNREACHABLE",
          `The store does not answer: ${reasonOf(error)}`,
          url.origin,
          "Check the address, the network and whether the server runs.",
          error,
        ),
      );
    };
    const options = {
      method,
      // Of a DELETE Node does not tell the body's length by itself: the server would take the body for the next request.
      headers: { ...headers, ...(body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) }) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...identity,
      ...(ca === undefined ? {} : { ca }),
      ...(serverName === undefined ? {} : { servername: serverName }),
    };
    const sent = send(url, options, (answer) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      answer.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        sizeBytes += chunk.length;
        if (sizeBytes > MOST_BYTES) answer.destroy(new Error("the answer is too large"));
      });
      answer.on("error", unreachable);
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(chunks), headers: answer.headers });
      });
    });
    sent.on("error", unreachable);
    sent.end(body);
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no reason given";
  if (error.name === "TimeoutError" || error.name === "AbortError") return `no answer within ${TIMEOUT_MS / 1000} s`;
  return "code" in error && typeof error.code === "string" ? error.code : error.message;
}
