import { AppError } from "@stanch/model";
import type { HostHttp, HostHttpAnswer } from "./http.ts";
import { at, textAt } from "./json.ts";
import { type HostTarget, tokenAdvice } from "./target.ts";

/** One call of a host's REST API. */
export interface HostCall {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API's root and beginning with a slash, its variables encoded; or a whole URL below it, as links give. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** An answer is 304 when nothing changed since this mark. */
  readonly etag?: string;
  readonly accept?: string;
}

export interface HostAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Whole URL of the page that follows. */
  readonly next?: string;
  readonly etag?: string;
}

/**
 * A code host's REST API, for reading and writing alike. Limits are waited for; 4xx are answers but for a token that is not
 * taken. Rejects with AppError TOKEN_INVALID, RATE_LIMITED, ADDRESS_REFUSED or SOURCE_UNREADABLE, none of which holds a secret.
 */
export interface HostClient {
  readonly target: HostTarget;
  readonly isAnonymous: boolean;
  /** Tells whether a text is the one that it was, and nothing else of it: such digests are kept in a file. */
  readonly digest: (text: string) => string;
  send(call: HostCall): Promise<HostAnswer>;
  /** Bytes of a file; undefined where it is larger than `mostBytes`. Redirects to other hosts are followed without credentials. */
  download(call: HostCall, mostBytes: number): Promise<{ readonly status: number; readonly bytes: Buffer | undefined }>;
  close(): void;
}

/** A client that puts its requests together itself: GitLab's and Bitbucket's API need no more. */
export class RestClient implements HostClient {
  readonly target: HostTarget;
  readonly isAnonymous: boolean;
  readonly digest: (text: string) => string;
  protected readonly http: HostHttp;

  constructor(target: HostTarget, http: HostHttp, facts: Pick<HostClient, "isAnonymous" | "digest">) {
    this.target = target;
    this.http = http;
    this.isAnonymous = facts.isAnonymous;
    this.digest = facts.digest;
  }

  async send({ method = "GET", path, query, body, etag, accept = "application/json" }: HostCall): Promise<HostAnswer> {
    const headers = { accept, ...(etag === undefined ? {} : { "if-none-match": etag }) };
    const url = urlOf(this.target, path, query);
    const answer = await this.http.send({ method, url, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return this.answered(answer, parsedBody(answer));
  }

  async download({ path, query, accept = "*/*" }: HostCall, mostBytes: number): Promise<{ status: number; bytes: Buffer | undefined }> {
    const { status, body, url } = await this.http.send({ url: urlOf(this.target, path, query), headers: { accept }, mostBytes });
    if (status === 401 && url.origin === this.target.api.origin) throw refusedToken(this.target, this.isAnonymous);
    if (status >= 500) throw outOfOrder(url, status);
    return { status, bytes: body };
  }

  close(): void {
    this.http.close();
  }

  protected answered({ status, headers, url }: Pick<HostHttpAnswer, "status" | "headers" | "url">, json: unknown): HostAnswer {
    if (status === 401) throw refusedToken(this.target, this.isAnonymous);
    if (status >= 500) throw outOfOrder(url, status);
    const next = nextOf(headers["link"], url) ?? textAt(json, "next");
    return {
      status,
      json,
      headers,
      ...(next === undefined ? {} : { next }),
      ...(headers["etag"] === undefined ? {} : { etag: headers["etag"] }),
    };
  }
}

/** A link leads to where the API is, or nowhere: the token goes with it. */
export function urlOf({ api }: HostTarget, path: string, query: HostCall["query"] = {}): URL {
  const isWhole = /^https?:\/\//.test(path);
  const url = new URL(isWhole ? path : `${api.pathname.replace(/\/+$/, "")}${path}`, api);
  if (url.origin !== api.origin)
    throw new AppError("SOURCE_UNREADABLE", {
      what: "The host's answer leads to another host",
      where: url.origin,
      next: "Is a proxy between that changes answers? The token was not sent there.",
    });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function nextOf(link: string | undefined, url: URL): string | undefined {
  const found = /<([^<>]+)>\s*;\s*rel="?next"?/.exec(link ?? "")?.[1];
  return found === undefined ? undefined : new URL(found, url).href;
}

function parsedBody({ status, body, url }: HostHttpAnswer): unknown {
  if (body === undefined) throw notUnderstood(url, "it is larger than 64 MiB");
  if (body.length === 0 || status === 304) return undefined;
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    if (status >= 400) return undefined;
    throw notUnderstood(url, "it is no JSON");
  }
}

/** The list at a path of names. A host that gives none in its place is not the host: an empty list would look like nothing there. */
export function requiredList(json: unknown, ...names: readonly string[]): readonly unknown[] {
  const found = at(json, ...names);
  if (Array.isArray(found)) return found as readonly unknown[]; // isArray makes it any[]
  throw new AppError("SOURCE_UNREADABLE", {
    what: "The host's answer cannot be read: a list was asked for, and it is none",
    where: names.join(".") || "a list",
    next: "Check --host: is it the host's own address?",
  });
}

export function notUnderstood(url: URL, why: string): AppError {
  return new AppError("SOURCE_UNREADABLE", {
    what: `The host's answer cannot be read: ${why}`,
    where: `${url.origin}${url.pathname}`,
    next: "Check --host: is it the host's own address?",
  });
}

function refusedToken({ kind, api }: HostTarget, isAnonymous: boolean): AppError {
  return new AppError("TOKEN_INVALID", {
    what: isAnonymous
      ? "The host wants to know who asks, and there is no token"
      : "The host does not take the token: it is wrong, expired or was revoked",
    where: api.origin,
    next: tokenAdvice(kind),
  });
}

function outOfOrder(url: URL, status: number): AppError {
  return new AppError("SOURCE_UNREADABLE", {
    what: `The host is out of order: it answered ${status} again and again`,
    where: `${url.origin}${url.pathname}`,
    next: "Run the same command again later: it goes on where this one ended.",
  });
}

/** GitHub says 404 for what a token may not see, so that nobody learns that it is there. */
export function notThere({ target, isAnonymous }: Pick<HostClient, "target" | "isAnonymous">, where: string, status: number): AppError {
  if (status !== 404 && status !== 403)
    return new AppError("SOURCE_UNREADABLE", {
      what: `The host answered ${status}`,
      where: `${target.web.host}/${where}`,
      next: "Check the name and --host.",
    });
  return new AppError("SOURCE_NOT_FOUND", {
    what: isAnonymous ? "There is no such place, or it is not public" : "There is no such place, or the token may not see it",
    where: `${target.web.host}/${where}`,
    next: isAnonymous ? tokenAdvice(target.kind) : "Check the name, and what the token may read: a host says the same for both.",
  });
}
