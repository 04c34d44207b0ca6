import type { Secret } from "./secret.ts";
import type { Validity } from "./severity.ts";

/**
 * What a provider said of a credential. `unchecked` means that nobody was asked: no check for this kind, or its other
 * half is missing. `reason` is there for every verdict but `valid`; `impact` says what a valid one reaches.
 */
export interface ValidityAnswer {
  readonly validity: Validity;
  readonly reason?: string;
  readonly impact?: string;
}

/**
 * The one way out to the network, bound to one provider's base URL: bounded in time and size, paced, no redirect
 * followed, no private addresses, secrets in headers only. Paths begin with `/`. Rejects when there is no answer.
 */
export interface ProviderHttp {
  get(path: string, options?: RequestOptions): Promise<HttpAnswer>;
  post(path: string, options?: RequestOptions & { readonly body?: string }): Promise<HttpAnswer>;
}

export interface RequestOptions {
  readonly basic?: readonly [user: string, password: Secret | string];
  readonly bearer?: Secret;
  readonly headers?: Readonly<Record<string, string | Secret>>;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; the values of a repeated header are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed body, or undefined when it is no JSON or was cut. */
  readonly json: unknown;
  /** The body as text, at most its first 64 KiB. */
  readonly text: string;
}

export interface Credential {
  readonly secret: Secret;
  /** The other halves by the names that the detector's companions have. */
  readonly companions: Readonly<Record<string, Secret | string>>;
}

export interface CheckContext {
  readonly http: ProviderHttp;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly detector: string;
  readonly now: () => Date;
}

/** An issuer and what its API can do; a missing capability is a fact about the issuer, not a stub. */
export interface Provider {
  readonly id: string;
  /** Detector ids whose secrets `checkValidity` understands. */
  readonly detectors: readonly string[];
  /** The API's base URL; `STANCH_<ID>_URL` in the environment replaces it (private instances, tests). */
  readonly baseUrl: string;
  /** One read-only look at the caller's own identity. `invalid` needs the provider's clear refusal. */
  checkValidity(credential: Credential, context: CheckContext): Promise<ValidityAnswer>;
  readonly guidedRotation?: readonly string[];
}
