import type { Octokit } from "@octokit/core";
import { AppError } from "@stanch/model";
import { failure, refusal, refusedValue } from "../failures.ts";
import { numberAt, textAt } from "../json.ts";

type Env = Readonly<Record<string, string | undefined>>;

const TIMEOUT_MS = 20_000;

export interface GithubAnswer {
  readonly status: number;
  readonly json: unknown;
  /** Whether more pages follow. */
  readonly hasNext: boolean;
}

/** GitHub's REST API through Octokit. 404 is an answer; other refusals reject with STORE_… */
export class GithubClient {
  readonly address: string;
  readonly #token: string | undefined;
  #octokit: Promise<Octokit> | undefined;

  constructor(env: Env) {
    const { GITHUB_API_URL: url, GH_HOST: host } = env;
    this.address = (url ?? (host === undefined || host === "github.com" ? "https://api.github.com" : `https://${host}/api/v3`)).replace(
      /\/+$/,
      "",
    );
    this.#token = env["GH_TOKEN"] ?? env["GITHUB_TOKEN"];
  }

  /**
   * `path` holds its variables as `{name}`, which are filled in encoded; what is left of `values` becomes the query or the body.
   * `where` is what a failure names.
   */
  async send(where: string, method: string, path: string, values: Readonly<Record<string, unknown>>): Promise<GithubAnswer> {
    this.#octokit ??= this.#open();
    const octokit = await this.#octokit;
    try {
      const answer: { readonly status: number; readonly headers: { readonly link?: string | undefined }; readonly data: unknown } =
        await octokit.request(`${method} ${path}`, { ...values, request: { signal: AbortSignal.timeout(TIMEOUT_MS) } });
      return { status: answer.status, json: answer.data, hasNext: answer.headers.link?.includes('rel="next"') === true };
    } catch (error) {
      if (numberAt(error, "status") === 404) return { status: 404, json: undefined, hasNext: false };
      throw this.#failure(error, where);
    }
  }

  async #open(): Promise<Octokit> {
    if (this.#token === undefined)
      throw failure(
        "STORE_DENIED",
        "There is no token for GitHub",
        this.address,
        'Set GH_TOKEN, for example to what "gh auth token" prints.',
      );
    if (!URL.canParse(this.address))
      throw failure("STORE_UNREACHABLE", "The address is no URL", this.address, "Check GITHUB_API_URL or GH_HOST.");
    const { Octokit } = await import("@octokit/core");
    const silent = (): void => undefined; // it would print that an endpoint is deprecated
    return new Octokit({
      auth: this.#token,
      baseUrl: this.address,
      userAgent: "stanch",
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
  }

  /** Octokit's error is not kept as the cause: it holds the request. */
  #failure(error: unknown, where: string): unknown {
    if (error instanceof AppError) return error;
    const status = numberAt(error, "response", "status");
    if (status === undefined)
      return failure(
        "STORE_UNREACHABLE",
        `GitHub does not answer: ${reasonOf(error)}`,
        where,
        "Check the network, GITHUB_API_URL and GH_HOST.",
      );
    const isLimit = textAt(error, "response", "headers", "x-ratelimit-remaining") === "0";
    if (status === 403 && (isLimit || textAt(error, "response", "headers", "retry-after") !== undefined))
      return refusal("GitHub", 429, where, "");
    if (status === 422)
      return refusedValue(
        where,
        "GitHub does not take the name or the value",
        "Check the name, and how many secrets there are: 100 a repository.",
      );
    return refusal(
      "GitHub",
      status,
      where,
      "Check the token: it needs write access to secrets (classic: repo, admin:org; fine-grained: Secrets, Environments).",
    );
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError"))
    return `no answer within ${TIMEOUT_MS / 1000} s`;
  return textAt(error, "cause", "cause", "code") ?? textAt(error, "cause", "code") ?? "no connection";
}
