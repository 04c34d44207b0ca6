import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Duplex } from "node:stream";
import { AppError } from "@stanch/model";

export interface HostHttpOptions {
  /** Opens a connection after looking at the addresses that the name has. */
  readonly connect: (url: URL, signal: AbortSignal) => Promise<Duplex>;
  /** The only place that is told who asks. */
  readonly origin: string;
  /** What says who asks. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly userAgent: string;
  /** A limit that ends later than that is a failure, not a wait. */
  readonly mostWaitMs: number;
  readonly signal?: AbortSignal;
  /** Told before each wait. */
  readonly onWait?: (ms: number) => void;
  /** For tests: how time passes. */
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface HostHttpRequest {
  readonly method?: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly mostBytes?: number;
}

export interface HostHttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: it was larger than was allowed. */
  readonly body: Buffer | undefined;
  readonly url: URL;
}

const SILENCE_MS = 60_000;
const MOST_JSON_BYTES = 67_108_864;
const MOST_REDIRECTS = 5;
const MOST_TRIES = 5;
/** GitHub asks for a minute where it names no time, and for more after each further refusal. */
const UNTOLD_WAIT_MS = 60_000;
/** Requests at a time: hosts take many at once from one client for abuse. */
const AT_ONCE = 4;

/**
 * Requests to a code host: a few at a time on connections that stay open; limits are waited for, short failures tried again,
 * credentials told to the host's own origin only, redirects followed without them. Rejects with AppError RATE_LIMITED,
 * ADDRESS_REFUSED or SERVER_UNREACHABLE; every status but a limit's is an answer.
 */
export class HostHttp {
  readonly #options: HostHttpOptions;
  readonly #agents = new Map<string, CheckedAgent>();
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(options: HostHttpOptions) {
    this.#options = options;
  }

  async send(request: HostHttpRequest): Promise<HostHttpAnswer> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      return await this.#patiently(request);
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }

  async #patiently(request: HostHttpRequest): Promise<HostHttpAnswer> {
    const isSafe = (request.method ?? "GET") === "GET";
    for (let tries = 1; ; tries++) {
      let answer: HostHttpAnswer | undefined;
      try {
        answer = await this.#followed(request);
      } catch (error) {
        if (this.#options.signal?.aborted === true) throw error;
        const refused = refusedAddress(error, request.url);
        if (refused !== undefined) throw refused;
        if (!isSafe || tries >= MOST_TRIES) throw unreachable(error, request.url);
      }
      if (answer === undefined) await this.#wait(250 * 2 ** tries);
      else if (isLimit(answer)) {
        const ms = waitOf(answer, tries);
        if (ms > this.#options.mostWaitMs || tries >= MOST_TRIES) throw limited(request.url, ms);
        await this.#wait(ms);
      } else if (answer.status >= 500 && isSafe && tries < MOST_TRIES) await this.#wait(waitOf(answer, tries, 250));
      else return answer;
    }
  }

  async #wait(ms: number): Promise<void> {
    const { signal, onWait, sleep } = this.#options;
    onWait?.(ms);
    await (sleep?.(ms) ?? sleepFor(ms, undefined, signal === undefined ? {} : { signal }));
    signal?.throwIfAborted();
  }

  async #followed(request: HostHttpRequest): Promise<HostHttpAnswer> {
    let asked = request;
    for (let hops = 0; ; hops++) {
      const answer = await this.#once(asked);
      const { location } = answer.headers;
      const isRedirect = answer.status >= 301 && answer.status <= 308 && answer.status !== 304 && location !== undefined;
      if (!isRedirect || hops >= MOST_REDIRECTS || (request.method ?? "GET") !== "GET") return answer;
      const url = new URL(location, asked.url);
      // What was asked with TLS goes nowhere without it.
      if (url.protocol !== asked.url.protocol) return answer;
      asked = { ...asked, url };
    }
  }

  async #once({ method = "GET", url, headers, body, mostBytes = MOST_JSON_BYTES }: HostHttpRequest): Promise<HostHttpAnswer> {
    const silence = new AbortController();
    const { signal: outer, credentials, origin, userAgent } = this.#options;
    const signal = outer === undefined ? silence.signal : AbortSignal.any([outer, silence.signal]);
    const timer = setTimeout(() => {
      silence.abort(new Error(`no answer within ${SILENCE_MS / 1000} s`));
    }, SILENCE_MS);
    try {
      return await new Promise((resolve, reject) => {
        const sent: ClientRequest = httpRequest({
          agent: this.#agentFor(url),
          host: url.hostname.replace(/^\[|\]$/g, ""),
          port: Number(url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port),
          method,
          path: `${url.pathname}${url.search}`,
          headers: {
            host: url.host,
            "accept-encoding": "identity",
            "user-agent": userAgent,
            ...(body === undefined ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
            ...headers,
            ...(url.origin === origin ? credentials : {}),
          },
          signal,
        });
        sent.once("response", (response) => {
          collect(response, mostBytes, timer).then(
            (bytes) => {
              resolve({ status: response.statusCode ?? 0, headers: plainHeaders(response), body: bytes, url });
            },
            (error: unknown) => {
              reject(error instanceof Error ? error : new Error("the answer was cut off"));
            },
          );
        });
        sent.once("error", reject);
        sent.end(body);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #agentFor({ protocol }: URL): Agent {
    let agent = this.#agents.get(protocol);
    if (agent === undefined) this.#agents.set(protocol, (agent = new CheckedAgent(protocol, this.#options)));
    return agent;
  }
}

/** Connections that stay open, each opened after its addresses were looked at. */
class CheckedAgent extends Agent {
  readonly #protocol: string;
  readonly #options: HostHttpOptions;

  constructor(protocol: string, options: HostHttpOptions) {
    super({ keepAlive: true, maxSockets: AT_ONCE, timeout: SILENCE_MS });
    this.#protocol = protocol;
    this.#options = options;
  }

  // Node takes the connection through the callback where nothing is returned.
  override createConnection(
    { host, port }: { readonly host?: string | null | undefined; readonly port?: number | string | null | undefined },
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const name = host?.includes(":") === true ? `[${host}]` : (host ?? "");
    const url = new URL(`${this.#protocol}//${name}:${port ?? ""}`);
    void this.#open(url, callback);
    return undefined;
  }

  async #open(url: URL, callback?: (error: Error | null, stream: Duplex) => void): Promise<void> {
    let socket: Duplex;
    try {
      socket = await this.#options.connect(url, this.#options.signal ?? new AbortController().signal);
    } catch (error) {
      // Typed for success only; with an error Node looks at nothing else.
      (callback as ((error: Error) => void) | undefined)?.(error instanceof Error ? error : new Error("no connection"));
      return;
    }
    // An answer whose body is not wanted ends its connection: nobody else listens for that.
    socket.on("error", () => undefined);
    callback?.(null, socket);
  }
}

async function collect(response: IncomingMessage, mostBytes: number, timer: NodeJS.Timeout): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const piece of response) {
    timer.refresh();
    const bytes = piece as Buffer; // without an encoding it gives nothing else
    size += bytes.length;
    if (size > mostBytes) {
      response.destroy();
      return undefined;
    }
    parts.push(bytes);
  }
  if (!response.complete) throw new Error("the answer was cut off");
  return Buffer.concat(parts);
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value] as const],
    ),
  );
}

/** 429 everywhere; GitHub says it with 403 too: its first limit by what remains, its second by when to come again, or in words. */
function isLimit({ status, headers, body }: HostHttpAnswer): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers["x-ratelimit-remaining"] === "0" ||
    headers["retry-after"] !== undefined ||
    /secondary rate limit|rate limit exceeded|abuse detection/i.test(body?.toString("utf8", 0, 4096) ?? "")
  );
}

function waitOf({ headers }: HostHttpAnswer, tries: number, untoldMs = UNTOLD_WAIT_MS): number {
  const after = headers["retry-after"];
  if (after !== undefined) {
    const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
    if (Number.isFinite(ms)) return Math.max(0, ms);
  }
  const reset = Number(headers["x-ratelimit-reset"] ?? headers["ratelimit-reset"] ?? "");
  const left = headers["x-ratelimit-remaining"] ?? headers["ratelimit-remaining"] ?? "0";
  // A second more: clocks differ.
  if (reset > 0 && left === "0") return Math.max(0, reset * 1000 - Date.now()) + 1000;
  return untoldMs * 2 ** (tries - 1);
}

/** The check of addresses speaks in words: of what kind the failure is cannot be imported from a sibling. */
function refusedAddress(error: unknown, url: URL): AppError | undefined {
  const words = error instanceof Error ? error.message : "";
  if (!words.endsWith("is no public address")) return undefined;
  return new AppError("ADDRESS_REFUSED", {
    what: `The host is in a private network: ${words}`,
    where: url.origin,
    next: "If it is yours, add --allow-private.",
  });
}

function unreachable(error: unknown, url: URL): AppError {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
  const words = code ?? (error instanceof Error ? error.message : "no connection");
  return new AppError("SERVER_UNREACHABLE", {
    what: `The host does not answer: ${words}`,
    where: url.origin,
    next: "Check the network and --host; the same command goes on where this one ended.",
  });
}

function limited(url: URL, ms: number): AppError {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return new AppError("RATE_LIMITED", {
    what: `The host's limit of requests is met, for ${minutes} more minute${minutes === 1 ? "" : "s"}`,
    where: url.origin,
    next: "Run the same command again then, it goes on where this one ended; with a token the limit is higher.",
  });
}
