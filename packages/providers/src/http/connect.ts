import { type LookupAddress, type LookupOptions, lookup as systemLookup } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type Socket, connect as connectPlain, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { isLoopbackAddress, isPublicAddress } from "@stanch/model/addresses";
import { type Base, bareHost } from "./base-url.ts";
import { HttpFailure } from "./failure.ts";

type LookupCallback = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;
/** The part of `dns.lookup` that is used here: all addresses of a name. */
export type Lookup = (host: string, options: LookupOptions & { all: true }, callback: LookupCallback) => void;

export interface ConnectOptions {
  readonly reach: Base["reach"];
  readonly proxy: URL | undefined;
  readonly signal: AbortSignal;
  /** Certificate authorities (PEM) trusted instead of the default ones. */
  readonly ca?: string;
  readonly lookup?: Lookup;
}

/** A socket to the host of an URL, encrypted for https, ready to be written to. Rejects with HttpFailure or a system error. */
export async function connect(url: URL, options: ConnectOptions): Promise<Duplex> {
  const host = bareHost(url);
  // Asked of the literal address too: no look-up happens for one. Behind a proxy it is the only check that is left.
  if (isIP(host) !== 0 && !mayReach(host, options.reach)) throw new HttpFailure(notReachable(host, options.reach));
  const socket = options.proxy === undefined ? await direct(url, options) : await throughProxy(url, options.proxy, options);
  if (url.protocol === "http:") return socket;
  // Its errors reach us through the TLS socket; without a listener they would end the process.
  socket.on("error", () => undefined);
  const tls = connectTls({ socket, ...tlsOptions(host, options) });
  return opened(tls, "secureConnect", options.signal);
}

function direct(url: URL, options: ConnectOptions): Promise<Socket> {
  const port = Number(url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port);
  const lookup = checkedLookup(options.reach, options.lookup ?? systemLookup);
  return opened(connectPlain({ host: bareHost(url), port, lookup }), "connect", options.signal);
}

/**
 * The check sits in the look-up that the connection itself uses: a name that answers otherwise the second time (DNS
 * rebinding) has no second time.
 */
function checkedLookup(reach: Base["reach"], lookup: Lookup) {
  return (host: string, options: LookupOptions, callback: (error: Error | null, address: never, family?: number) => void): void => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const allowed = error === null ? found.filter(({ address }) => mayReach(address, reach)) : [];
      const [first] = allowed;
      const failure = error ?? (first === undefined ? new HttpFailure(notReachable(host, reach)) : null);
      // Node types this callback for one address or for all of them, never for both: the options decide at run time.
      const answer = callback as (error: Error | null, address?: string | LookupAddress[], family?: number) => void;
      if (failure !== null || first === undefined) answer(failure);
      else if (options.all === true) answer(null, allowed);
      else answer(null, first.address, first.family);
    });
  };
}

function mayReach(address: string, reach: Base["reach"]): boolean {
  return reach === "any" || (reach === "loopback" ? isLoopbackAddress(address) : isPublicAddress(address));
}

function notReachable(host: string, reach: Base["reach"]): string {
  return reach === "loopback" ? `${host} is not this machine` : `${host} is no public address`;
}

/** A tunnel by CONNECT. The proxy looks the name up itself, so only TLS vouches for the host behind it. */
function throughProxy(url: URL, proxy: URL, options: ConnectOptions): Promise<Duplex> {
  const target = `${url.hostname}:${url.port === "" ? "443" : url.port}`;
  const request = (proxy.protocol === "https:" ? httpsRequest : httpRequest)({
    host: bareHost(proxy),
    port: proxy.port === "" ? (proxy.protocol === "https:" ? 443 : 80) : proxy.port,
    method: "CONNECT",
    path: target,
    headers: { host: target, ...proxyAuthorization(proxy) },
    agent: false,
    signal: options.signal,
    ...(proxy.protocol === "https:" ? tlsOptions(bareHost(proxy), options) : {}),
  });
  return new Promise((resolve, reject) => {
    const refused = (status: number | undefined): HttpFailure => new HttpFailure(`the proxy answered ${status ?? "nothing"} to CONNECT`);
    request.once("connect", (response, socket, head) => {
      if (response.statusCode === 200 && head.length === 0) return resolve(socket);
      socket.destroy();
      reject(refused(response.statusCode));
    });
    request.once("response", (response) => {
      response.destroy();
      reject(refused(response.statusCode));
    });
    request.on("error", reject);
    request.once("close", () => reject(new HttpFailure("the proxy closed the connection without an answer")));
    request.end();
  });
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === "" && proxy.password === "") return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** `rejectUnauthorized` is named, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not send secrets to anybody who listens. */
function tlsOptions(host: string, { ca }: ConnectOptions): ConnectionOptions {
  return {
    rejectUnauthorized: true,
    ...(isIP(host) === 0 ? { servername: host } : { host }),
    ...(ca === undefined ? {} : { ca }),
    minVersion: "TLSv1.2",
    ALPNProtocols: ["http/1.1"],
  };
}

function opened<S extends Socket>(socket: S, event: "connect" | "secureConnect", signal: AbortSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    const abort = (): void => void socket.destroy(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    const settle = (): void => {
      signal.removeEventListener("abort", abort);
      socket.removeListener("error", failed);
    };
    const failed = (error: Error): void => {
      settle();
      // A late second error must find a listener, or it ends the process.
      socket.on("error", () => undefined);
      reject(error);
    };
    socket.once("error", failed);
    socket.once(event, () => {
      settle();
      resolve(socket);
    });
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}
