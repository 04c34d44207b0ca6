import type { HttpAnswer, Provider, ProviderHttp } from "@stanch/model";
import { type Base, type Environment, baseOf, withoutSlash } from "./http/base-url.ts";
import type { Lookup } from "./http/connect.ts";
import { MAX_RETRY_AFTER_MS, PacedHttp, type PacedOptions, REQUESTS_PER_SECOND } from "./http/paced.ts";
import { proxyFor } from "./http/proxy.ts";

const TIMEOUT_MS = 10_000;

export interface NetworkOptions {
  /** Stops asking: what was not answered by then comes back as `unchecked`. */
  readonly signal?: AbortSignal;
  /** Default: the clock. AWS signatures carry it. */
  readonly now?: () => Date;
  /** Proxy variables and `STANCH_<ID>_URL`; nothing else is read from it. */
  readonly env: Environment;
  /** Of stanch: for the user agent. */
  readonly version: string;
  readonly providers?: readonly Provider[];
  readonly timeoutMs?: number;
  readonly requestsPerSecond?: number;
  readonly maxRetryAfterMs?: number;
  /** Certificate authorities (PEM) trusted instead of the default ones. */
  readonly ca?: string;
  /** Default: the system's resolver. What it answers is checked all the same. */
  readonly lookup?: Lookup;
}

/** The ways out to one provider: its base URL and, where the user set none, the other hosts that its checks name. */
export class Ways {
  readonly main: ProviderHttp;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly #others = new Map<string, ProviderHttp>();
  readonly isSet: boolean;
  readonly #options: NetworkOptions;

  /** Throws `CONFIG_INVALID` when a base URL or proxy in `env` cannot be used. */
  constructor(provider: Provider, options: NetworkOptions) {
    const base = baseOf(provider, options.env);
    this.#options = options;
    this.isSet = base.reach !== "public";
    this.main = pacedTo(base, options);
    this.baseUrl = withoutSlash(base.url);
  }

  at(baseUrl: string): ProviderHttp {
    if (this.isSet || baseUrl === this.baseUrl) return this.main;
    const known = this.#others.get(baseUrl);
    if (known !== undefined) return known;
    const url = new URL(baseUrl);
    if (url.protocol !== "https:" || url.username !== "" || url.password !== "") throw new TypeError("no https base URL");
    const made = pacedTo({ url, reach: "public" }, this.#options);
    this.#others.set(baseUrl, made);
    return made;
  }
}

function pacedTo(base: Base, options: NetworkOptions): PacedHttp {
  const paced: PacedOptions = {
    reach: base.reach,
    proxy: proxyFor(base.url, options.env),
    userAgent: `stanch/${options.version}`,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    requestsPerSecond: options.requestsPerSecond ?? REQUESTS_PER_SECOND,
    maxRetryAfterMs: options.maxRetryAfterMs ?? MAX_RETRY_AFTER_MS,
    now: options.now ?? ((): Date => new Date()),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  };
  return new PacedHttp(base, paced);
}

/** What a check was answered last, and by whom: a verdict does not tell a missing page from a strange one. */
export class Recorder {
  lastAnswer: HttpAnswer | undefined;
  failure: unknown;
  hosts = "";

  around(http: ProviderHttp, host: string): ProviderHttp {
    const noted = async (asked: Promise<HttpAnswer>): Promise<HttpAnswer> => {
      if (!this.hosts.includes(host)) this.hosts += ` ${host}`;
      try {
        this.lastAnswer = await asked;
        return this.lastAnswer;
      } catch (error) {
        this.failure = error;
        throw error;
      }
    };
    return {
      get: (path, options) => noted(http.get(path, options)),
      post: (path, options) => noted(http.post(path, options)),
    };
  }
}
