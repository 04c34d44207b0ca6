import { AppError, type HttpAnswer, type RequestOptions, type RotationContext, type RotationHttp, type Rotator } from "@stanch/model";
import { type Base, baseOf, withoutSlash } from "../http/base-url.ts";
import { HttpFailure } from "../http/failure.ts";
import { retryAfterMs } from "../http/paced.ts";
import { proxyFor } from "../http/proxy.ts";
import { type Outgoing, type SendOptions, send } from "../http/request.ts";
import type { NetworkOptions } from "../ways.ts";

/** A list of keys fits many times. */
const MAX_BODY_BYTES = 1 << 20;
/** Making a key may take an issuer some seconds; giving up too soon leaves a key that nobody knows of. */
const TIMEOUT_MS = 30_000;

/**
 * The ways out that a rotator is given: the base URL of the issuer, or the one that `STANCH_<ID>_URL` names. Nothing is sent
 * twice by itself: whether a call may be repeated is the workflow's to know. Throws CONFIG_INVALID for a URL or proxy that
 * cannot be used. Issuers whose base URL belongs to the customer (Vault) need the variable.
 */
export function rotationWays(
  rotator: Pick<Rotator, "id" | "baseUrl">,
  options: NetworkOptions,
): Pick<RotationContext, "http" | "httpAt" | "baseUrl"> {
  const base = baseOf(rotator, options.env);
  const http = new OneRequest(base, options);
  const httpAt = (baseUrl: string): RotationHttp => {
    if (base.reach !== "public" || baseUrl === withoutSlash(base.url)) return http;
    const url = new URL(baseUrl);
    if (url.protocol !== "https:" || url.username !== "" || url.password !== "") throw new TypeError("no https base URL");
    return new OneRequest({ url, reach: "public" }, options);
  };
  return { http, httpAt, baseUrl: withoutSlash(base.url) };
}

class OneRequest implements RotationHttp {
  readonly #base: string;
  readonly #host: string;
  readonly #options: Omit<SendOptions, "signal"> & { readonly now: () => Date };

  constructor(base: Base, options: NetworkOptions) {
    this.#base = withoutSlash(base.url);
    this.#host = base.url.host;
    this.#options = {
      reach: base.reach,
      proxy: proxyFor(base.url, options.env),
      userAgent: `stanch/${options.version}`,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      maxBodyBytes: MAX_BODY_BYTES,
      now: options.now ?? ((): Date => new Date()),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
    };
  }

  async request(method: Outgoing["method"], path: string, options: RequestOptions & { readonly body?: string } = {}): Promise<HttpAnswer> {
    const url = new URL(`${this.#base}${path}`);
    if (!path.startsWith("/") || !url.href.startsWith(`${this.#base}/`)) throw new TypeError("a request outside the issuer's base URL");
    const answer = await send(url, { ...options, method }, this.#options).catch((error: unknown) => {
      if (error instanceof HttpFailure) throw this.#unreachable(error.message, error);
      throw error;
    });
    if (answer.status === 429) {
      const waitMs = retryAfterMs(answer.headers["retry-after"], this.#options.now());
      throw new AppError("ROTATION_LIMITED", {
        what: "The issuer limits the rate of requests (HTTP 429)",
        where: this.#host,
        next: waitMs === undefined ? "Try again later." : `Try again in ${Math.ceil(waitMs / 1000)} seconds.`,
      });
    }
    if (answer.status >= 500) throw this.#unreachable(`The issuer failed (HTTP ${answer.status})`);
    return answer;
  }

  #unreachable(what: string, cause?: unknown): AppError {
    return new AppError("ROTATION_UNREACHABLE", {
      what,
      where: this.#host,
      next: "What happened there is not known: it is looked at before anything is tried again.",
      cause,
    });
  }
}
