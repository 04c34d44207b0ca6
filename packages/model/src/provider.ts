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
  /** The way out to another host of the same provider: an https base URL. A base URL that the user set takes its place. */
  readonly httpAt: (baseUrl: string) => ProviderHttp;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** The user named the base URL: nothing found beside the secret need say where to ask. */
  readonly isBaseUrlSet: boolean;
  readonly detector: string;
  readonly now: () => Date;
}

/** What is known of one check before it is run. */
export interface CheckFacts {
  readonly detectors: readonly string[];
  /** Where it asks, as shown to people: a base URL, `*` where a value found beside the secret stands. */
  readonly host: string;
  /** The request that it makes, as shown to people; `…` stands for what is put in. */
  readonly request: string;
  /**
   * What asking does beside reading: `acts` leaves a trace (issues a token, begins an upload), `costs` uses up money or quota.
   * Such a check is run only when that was asked for.
   */
  readonly effect?: "acts" | "costs";
  /** `hand`: written answer by answer; `documents`: declared from what the provider documents, and doubted until a control. */
  readonly basis: "hand" | "documents";
  /** The documents that the request and its answers come from. */
  readonly reference?: string;
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
  /** Without it all detectors have one check on `baseUrl`, written by hand. */
  readonly checks?: readonly CheckFacts[];
  readonly guidedRotation?: readonly string[];
}
