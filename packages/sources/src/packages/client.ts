import { AppError } from "@stanch/model";
import type { Bytes } from "../images/byte-stream.ts";
import { type Answer, type Connect, fetchOnce, wholeBody } from "../images/http.ts";

export interface ClientOptions {
  readonly connect: Connect;
  readonly userAgent: string;
  readonly signal?: AbortSignal;
}

/** The value of an `Authorization` for a URL; undefined: none is sent there. */
export type Authorize = (url: URL) => string | undefined;

const MOST_REDIRECTS = 5;
/** What a registry says of a package with thousands of versions is some tens of megabytes. */
const MOST_DOCUMENT = 268_435_456;

/** Asks a package registry. Every address is looked at when it is connected to, a log-in goes to no other host than it is for. */
export class PackageClient {
  readonly #options: ClientOptions;
  readonly #authorize: Authorize;

  constructor(options: ClientOptions, authorize: Authorize) {
    this.#options = options;
    this.#authorize = authorize;
  }

  /** A document; undefined where there is none. Throws AppError. */
  async document(url: URL, accept: string): Promise<{ readonly text: string; readonly type: string; readonly url: URL } | undefined> {
    const { answer, at } = await this.#get(url, accept);
    if (answer.status === 404 || answer.status === 410) {
      answer.close();
      return undefined;
    }
    if (answer.status !== 200) throw refused(answer, at);
    const bytes = await wholeBody(answer, MOST_DOCUMENT).catch((error: unknown) => {
      throw unreachable(at, error);
    });
    if (bytes === undefined)
      throw told("SOURCE_UNREADABLE", `What the registry says is longer than ${MOST_DOCUMENT} bytes`, at, "Name a version.");
    return { text: bytes.toString("utf8"), type: answer.headers["content-type"] ?? "", url: at };
  }

  /** A file's bytes. Rejects with AppError, also in their midst; SOURCE_NOT_FOUND: there is none. */
  async *file(url: URL): Bytes {
    const { answer, at } = await this.#get(url, "*/*");
    if (answer.status !== 200) throw refused(answer, at);
    try {
      yield* answer.body;
    } catch (error) {
      throw unreachable(at, error);
    }
  }

  async #get(url: URL, accept: string): Promise<{ readonly answer: Answer; readonly at: URL }> {
    let at = url;
    for (let count = 0; count <= MOST_REDIRECTS; count++) {
      const answer = await this.#once(at, accept);
      const { location } = answer.headers;
      if (answer.status < 300 || answer.status >= 400 || location === undefined) return { answer, at };
      answer.close();
      const next = URL.canParse(location, at.href) ? new URL(location, at) : undefined;
      if (next === undefined || !/^https?:$/.test(next.protocol) || (at.protocol === "https:" && next.protocol !== "https:"))
        throw told("SOURCE_UNREADABLE", "The registry sends us to where we do not follow", at, "A redirect must not leave https.");
      at = next;
    }
    throw told("SOURCE_UNREADABLE", "The registry sends us in a circle", url, "Check the registry's address.");
  }

  async #once(url: URL, accept: string): Promise<Answer> {
    const authorization = this.#authorize(url);
    const headers = { accept, "user-agent": this.#options.userAgent, ...(authorization === undefined ? {} : { authorization }) };
    try {
      return await fetchOnce(url, { headers }, this.#options.connect, this.#options.signal);
    } catch (error) {
      throw unreachable(url, error);
    }
  }
}

/** The address as it may be shown: without a log-in or a signed query. */
export const shownUrl = (url: URL): string => `${url.origin}${url.pathname}`;

function told(code: AppError["code"], what: string, url: URL, next: string, cause?: unknown): AppError {
  return new AppError(code, { what, where: shownUrl(url), next, ...(cause === undefined ? {} : { cause }) });
}

function refused(answer: Answer, url: URL): AppError {
  answer.close();
  const { status } = answer;
  if (status === 404 || status === 410)
    return told("SOURCE_NOT_FOUND", "The registry has no such file", url, "Check the name and the version.");
  if (status === 401 || status === 403)
    return told("SOURCE_UNREADABLE", `The registry does not give it to you (HTTP ${status})`, url, "Log in as its own client does.");
  if (status === 429) return told("SOURCE_UNREADABLE", "The registry asks to wait (HTTP 429)", url, "Try again later.");
  return told("SOURCE_UNREADABLE", `The registry answered HTTP ${status}`, url, "Try again later, or check its address.");
}

function unreachable(url: URL, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const why = error instanceof Error ? ("code" in error && typeof error.code === "string" ? error.code : error.message) : "unknown";
  const isPrivate = /is no public address/.test(why);
  return told(
    "SOURCE_UNREADABLE",
    `The registry cannot be asked: ${why}`,
    url,
    isPrivate ? "Pass --allow-private-registry if it is meant." : "Check the network and the registry's address.",
    error,
  );
}
