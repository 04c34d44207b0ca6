import type { HttpAnswer, ProviderHttp } from "@stanch/model";
import { setTimeout as sleep } from "node:timers/promises";
import { type Base, withoutSlash } from "./base-url.ts";
import { HttpFailure } from "./failure.ts";
import { type Outgoing, type SendOptions, send } from "./request.ts";

/**
 * Two a second, one at a time. The strictest limit among the built-in providers that a check could meet is Plivo's 300
 * in 5 s, so this is a thirtieth of it: a check must not use up what the owner's own programs need, and providers that
 * count failed log-ins lock an account sooner than they throttle. Even so 100 credentials of one provider take 50 s.
 */
export const REQUESTS_PER_SECOND = 2;
/** A provider may ask for this much patience; more is answered `unknown`. */
export const MAX_RETRY_AFTER_MS = 30_000;
const RETRIES = 2;
const DEFAULT_RETRY_AFTER_MS = 2000;
/** After this many failures in a row the provider is left alone: a dead network must not cost a time-out a credential. */
const FAILURES_IN_A_ROW = 3;

export interface PacedOptions extends SendOptions {
  readonly requestsPerSecond: number;
  readonly maxRetryAfterMs: number;
  readonly now: () => Date;
}

/** The way out to one provider: bound to its base URL, paced, patient with 429 within bounds, closed when hopeless. */
export class PacedHttp implements ProviderHttp {
  /** Why no further request will be sent, once that is so. */
  closed: string | undefined;
  readonly #base: string;
  readonly #options: PacedOptions;
  #nextAt = 0;
  #failures = 0;

  constructor(base: Base, options: PacedOptions) {
    this.#base = withoutSlash(base.url);
    this.#options = options;
  }

  get(path: string, options: Omit<Outgoing, "method" | "body"> = {}): Promise<HttpAnswer> {
    return this.#ask(path, { ...options, method: "GET" });
  }

  post(path: string, options: Omit<Outgoing, "method"> = {}): Promise<HttpAnswer> {
    return this.#ask(path, { ...options, method: "POST" });
  }

  async #ask(path: string, outgoing: Outgoing): Promise<HttpAnswer> {
    const url = new URL(`${this.#base}${path}`);
    if (!path.startsWith("/") || !url.href.startsWith(`${this.#base}/`)) throw new TypeError("a request outside the provider's base URL");
    if (this.closed !== undefined) throw new HttpFailure(`not asked: ${this.closed}`);
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#sendPaced(url, outgoing);
      if (answer.status !== 429) return answer;
      await this.#waitAsTold(url, answer, attempt);
    }
  }

  async #sendPaced(url: URL, outgoing: Outgoing): Promise<HttpAnswer> {
    await this.#turn();
    try {
      const answer = await send(url, outgoing, this.#options);
      this.#count(url, answer.status >= 500);
      return answer;
    } catch (error) {
      if (error instanceof HttpFailure) this.#count(url, true);
      throw error;
    }
  }

  async #turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + 1000 / this.#options.requestsPerSecond;
    await this.#sleep(at - now);
  }

  #count(url: URL, failed: boolean): void {
    this.#failures = failed ? this.#failures + 1 : 0;
    if (this.#failures >= FAILURES_IN_A_ROW) this.closed = `${url.host} gave no usable answer ${this.#failures} times in a row`;
  }

  async #waitAsTold(url: URL, answer: HttpAnswer, attempt: number): Promise<void> {
    const waitMs = retryAfterMs(answer.headers["retry-after"], this.#options.now()) ?? DEFAULT_RETRY_AFTER_MS;
    if (waitMs <= this.#options.maxRetryAfterMs && attempt < RETRIES) return this.#sleep(waitMs);
    this.closed = `${url.host} limits the rate of requests (HTTP 429)`;
    throw new HttpFailure(this.closed);
  }

  async #sleep(ms: number): Promise<void> {
    const { signal } = this.#options;
    if (ms > 0) await sleep(ms, undefined, signal === undefined ? {} : { signal });
  }
}

/** `Retry-After` in milliseconds: seconds or an HTTP date, not below zero; undefined when absent or unreadable. */
export function retryAfterMs(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(value.trim())) return Number(value) * 1000;
  // Date.parse alone takes nearly anything for a year.
  const date = /^[A-Z][a-z]+, .{1,40} GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
