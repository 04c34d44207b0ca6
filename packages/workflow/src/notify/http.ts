import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { AppError } from "@stanch/model";
import { isPublicAddress } from "@stanch/model/addresses";

/** Which addresses outgoing connections may have. Private ones only where the server's owner named them. */
export interface Reach {
  /** Hosts (names or addresses, without port) that may lie in private ranges; `*`: all, for tests and closed networks. */
  readonly privateHosts: readonly string[];
}

export interface Answer {
  readonly status: number;
  /** Parsed, or undefined when it is no JSON. */
  readonly json: unknown;
  /** Seconds, where the other side says how long to wait. */
  readonly retryAfterS: number | undefined;
}

export interface Sending {
  readonly method?: "POST" | "GET" | "PATCH" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** The way out for notifications. */
export type Post = (url: string, sending: Sending) => Promise<Answer>;

const TIMEOUT_MS = 15_000;
const MOST_READ = 64 * 1024;

/**
 * Sends JSON over https (http to private hosts only). The address is looked up once, checked, and connected to: a name that
 * answers otherwise the second time has no second time. No redirect is followed. Rejects with ADDRESS_REFUSED, DELIVERY_FAILED;
 * neither names more of the URL than its host: the rest may be the secret.
 */
export function pinnedPost(reach: Reach): Post {
  return (text, { method = "POST", headers = {}, body }) => {
    const url = parse(text);
    const host = bareHost(url.hostname);
    const isPrivateAllowed = mayBePrivate(host, reach);
    if (url.protocol !== "https:" && !(url.protocol === "http:" && isPrivateAllowed)) throw refused(host, "only https is allowed there");
    if (isIP(host) !== 0 && !isPrivateAllowed && !isPublicAddress(host)) throw refused(host, "it is no public address");
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(url, {
        method,
        agent: false,
        lookup: checkedLookup(isPrivateAllowed),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          "user-agent": "stanch",
          accept: "application/json",
          ...(payload === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(payload) }),
          ...headers,
        },
      });
      request.on("error", (cause) => reject(cause instanceof AppError ? cause : failed(host, cause)));
      request.on("response", (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on("data", (chunk: Buffer) => {
          if (size < MOST_READ) chunks.push(chunk);
          size += chunk.length;
          if (size > 16 * MOST_READ) response.destroy();
        });
        response.on("error", (cause) => reject(failed(host, cause)));
        response.on("close", () => {
          const wait = Number(response.headers["retry-after"]);
          const json = jsonOr(Buffer.concat(chunks).toString());
          resolve({ status: response.statusCode ?? 0, json, retryAfterS: Number.isFinite(wait) && wait > 0 ? wait : undefined });
        });
      });
      request.end(payload);
    });
  };
}

/** An address of the host that may be connected to: for protocols whose library makes the connection (SMTP). */
export async function pinnedAddress(host: string, reach: Reach): Promise<string> {
  const isPrivateAllowed = mayBePrivate(host, reach);
  return new Promise((resolve, reject) => {
    checkedLookup(isPrivateAllowed)(host, { all: true }, (error, found) => {
      const [first] = Array.isArray(found) ? found : [];
      if (error !== null || first === undefined) reject(error instanceof AppError ? error : failed(host, error));
      else resolve(first.address);
    });
  });
}

function mayBePrivate(host: string, { privateHosts }: Reach): boolean {
  return privateHosts.includes("*") || privateHosts.includes(host);
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

function checkedLookup(isPrivateAllowed: boolean) {
  return (host: string, options: LookupOptions, callback: Found): void => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const allowed = found.filter(({ address }) => isPrivateAllowed || isPublicAddress(address));
      const [first] = allowed;
      if (first === undefined) return callback(refused(host, "it has no public address"), []);
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function parse(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw refused("the URL", "it is no URL");
}

const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refused(where: string, why: string): AppError {
  return new AppError("ADDRESS_REFUSED", {
    what: `This address is not called: ${why}`,
    where,
    next: "Let the server's owner add the host to those that may be private, if it should be called.",
  });
}

function failed(where: string, cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : cause instanceof Error ? cause.name : "unknown";
  return new AppError("DELIVERY_FAILED", { what: `There was no answer: ${code}`, where, next: "It is tried again by itself." });
}
