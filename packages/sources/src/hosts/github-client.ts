import type { Octokit } from "@octokit/core";
import { type HostAnswer, type HostCall, RestClient, urlOf } from "./client.ts";
import { at, numberAt } from "./json.ts";

/** GitHub's API through Octokit, whose requests go where all of a host's go: the addresses are looked at, limits waited for. */
export class GithubClient extends RestClient {
  #octokit: Promise<Octokit> | undefined;

  override async send({ method = "GET", path, query, body, etag, accept = "application/vnd.github+json" }: HostCall): Promise<HostAnswer> {
    const octokit = await (this.#octokit ??= this.#open());
    const url = urlOf(this.target, path, query);
    const headers = { accept, "x-github-api-version": "2022-11-28", ...(etag === undefined ? {} : { "if-none-match": etag }) };
    try {
      const answer: { readonly status: number; readonly headers: object; readonly data: unknown } = await octokit.request({
        method,
        url: url.href.replaceAll("{", "%7B"), // it fills in variables
        headers,
        ...(body === undefined ? {} : { data: body }),
      });
      return this.answered({ status: answer.status, headers: textsIn(answer.headers), url }, answer.data);
    } catch (error) {
      // It takes every status but 2xx for an error; of ours the cause is the one that was thrown.
      const response = at(error, "response");
      const status = numberAt(response, "status");
      if (status === undefined) throw at(error, "cause") ?? error;
      return this.answered({ status, headers: textsIn(at(response, "headers")), url }, at(response, "data"));
    }
  }

  async #open(): Promise<Octokit> {
    const { Octokit } = await import("@octokit/core");
    const silent = (): void => undefined; // it would print that an endpoint is deprecated
    return new Octokit({
      baseUrl: this.target.api.href.replace(/\/+$/, ""),
      request: { fetch: async (url: string, init: FetchInit) => this.#fetch(url, init) },
      log: { debug: silent, info: silent, warn: silent, error: silent },
    });
  }

  async #fetch(url: string, { method = "GET", headers = {}, body }: FetchInit): Promise<Response> {
    const { "user-agent": _, ...own } = headers; // ours says who asks
    const answer = await this.http.send({ method, url: new URL(url), headers: own, ...(typeof body === "string" ? { body } : {}) });
    const hasBody = ![101, 204, 205, 304].includes(answer.status);
    const response = new Response(hasBody ? new Uint8Array(answer.body ?? Buffer.alloc(0)) : null, {
      status: answer.status,
      headers: answer.headers,
    });
    Object.defineProperty(response, "url", { value: answer.url.href });
    return response;
  }
}

interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function textsIn(headers: unknown): Record<string, string> {
  if (typeof headers !== "object" || headers === null) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
