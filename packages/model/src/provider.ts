import type { Secret } from "./secret.ts";
import type { Validity } from "./severity.ts";

/** What a provider said of a credential. `reason` says why the answer is `unknown`; `impact` what a valid one reaches. */
export interface ValidityAnswer {
  readonly validity: Exclude<Validity, "unchecked">;
  readonly reason?: string;
  readonly impact?: string;
}

/** The one way out to the network: bounded, no redirect to another host, no private addresses, no secret in a URL. */
export interface ProviderHttp {
  get(url: string, options?: RequestOptions): Promise<HttpAnswer>;
  post(url: string, options?: RequestOptions & { readonly body?: string }): Promise<HttpAnswer>;
}

export interface RequestOptions {
  readonly basic?: readonly [user: string, password: Secret | string];
  readonly bearer?: Secret;
  readonly headers?: Readonly<Record<string, string | Secret>>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed body, or undefined when it is no JSON. */
  readonly json: unknown;
  readonly text: string;
}

export interface Credential {
  readonly secret: Secret;
  readonly companions: Readonly<Record<string, Secret | string>>;
}

/** An issuer and what its API can do; a missing capability is a fact about the issuer, not a stub. */
export interface Provider {
  readonly id: string;
  /** Detector ids whose secrets `checkValidity` understands. */
  readonly detectors: readonly string[];
  /** The API's base URL; `STANCH_<ID>_URL` in the environment replaces it (private instances, tests). */
  readonly baseUrl: string;
  checkValidity(
    credential: Credential,
    context: { http: ProviderHttp; baseUrl: string; detector: string; now: () => Date },
  ): Promise<ValidityAnswer>;
  readonly guidedRotation?: readonly string[];
}
