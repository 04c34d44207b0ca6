import type { Groups } from "@gitbeaker/rest";
import { type HostAnswer, RestClient, notUnderstood } from "./client.ts";

/** What a resource of gitbeaker is made with. */
type ResourceOptions = ConstructorParameters<typeof Groups>[0];

/** GitLab's API; lists of projects are asked for by gitbeaker, whose requests go where all of a host's go. */
export class GitlabClient extends RestClient {
  /** Has gitbeaker make one request. What it makes of the answer is left aside: a page that did not change has none. */
  async through(make: (options: ResourceOptions) => Promise<unknown>, etag: string | undefined): Promise<HostAnswer> {
    let answer: HostAnswer | undefined;
    const get = async (endpoint: string, options?: { readonly searchParams?: unknown }): Promise<object> => {
      answer = await this.send({ path: `/${endpoint}`, query: queryOf(options?.searchParams), ...(etag === undefined ? {} : { etag }) });
      if (answer.status !== 200) throw new Refused();
      return { body: answer.json, headers: answer.headers, status: 200 };
    };
    try {
      // A listing calls nothing else; the token is in our own requests and not told to it.
      await make({ host: this.target.web.href.replace(/\/+$/, ""), token: "", requesterFn: () => ({ get }) as never });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    if (answer === undefined) throw notUnderstood(this.target.api, "nothing was asked");
    return answer;
  }
}

class Refused extends Error {}

/** gitbeaker writes names in camel case. */
function queryOf(params: unknown): Record<string, string> {
  if (typeof params !== "object" || params === null) return {};
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), String(value)] as const],
    ),
  );
}
