import type { GroupVariables, ProjectVariables, Users } from "@gitbeaker/rest";
import { AppError } from "@stanch/model";
import { conflict, failure, refusal, refusedValue } from "../failures.ts";
import { at, textAt } from "../json.ts";

type Env = Readonly<Record<string, string | undefined>>;

const TIMEOUT_MS = 20_000;

export interface Gitlab {
  readonly project: ProjectVariables;
  readonly group: GroupVariables;
  readonly users: Users;
}

/** GitLab's REST API through gitbeaker. */
export class GitlabClient {
  readonly address: string;
  readonly #token: string | undefined;
  #opened: Promise<Gitlab> | undefined;

  constructor(env: Env) {
    const host = env["GITLAB_HOST"] ?? env["CI_SERVER_URL"] ?? "https://gitlab.com";
    this.address = (/^https?:\/\//.test(host) ? host : `https://${host}`).replace(/\/+$/, "");
    this.#token = env["GITLAB_TOKEN"];
  }

  /** Undefined when there is no such variable; all else, a project or group that is not there too, rejects with STORE_… */
  async send(where: string, work: (gitlab: Gitlab) => Promise<unknown>): Promise<unknown> {
    this.#opened ??= this.#open();
    const opened = await this.#opened;
    try {
      return await work(opened);
    } catch (error) {
      if (statusOf(error) === 404 && saysOf(error).startsWith("404 Variable")) return undefined;
      throw this.#failure(error, where);
    }
  }

  async #open(): Promise<Gitlab> {
    if (this.#token === undefined)
      throw failure("STORE_DENIED", "There is no token for GitLab", this.address, "Set GITLAB_TOKEN to one with the scope api.");
    if (!URL.canParse(this.address)) throw failure("STORE_UNREACHABLE", "The address is no URL", this.address, "Check GITLAB_HOST.");
    const { GroupVariables, ProjectVariables, Users } = await import("@gitbeaker/rest");
    const options = { host: this.address, token: this.#token, queryTimeout: TIMEOUT_MS };
    return { project: new ProjectVariables(options), group: new GroupVariables(options), users: new Users(options) };
  }

  /** Gitbeaker's error is not kept as the cause: it holds the request. Nor are GitLab's words shown: they may quote it. */
  #failure(error: unknown, where: string): unknown {
    if (error instanceof AppError) return error;
    const status = statusOf(error);
    const says = saysOf(error);
    if (status === undefined) {
      // After ten tries in a row, of which it keeps the last status in words only.
      const last = /last status code: (\d{3})/.exec(error instanceof Error ? error.message : "")?.[1];
      if (last !== undefined) return refusal("GitLab", Number(last), where, "");
      const reason =
        textAt(error, "cause", "code") ??
        (error instanceof Error && /timeout/i.test(error.message) ? `no answer within ${TIMEOUT_MS / 1000} s` : "no connection");
      return failure("STORE_UNREACHABLE", `GitLab does not answer: ${reason}`, where, "Check the network and GITLAB_HOST.");
    }
    if (status === 404)
      return failure(
        "STORE_NOT_FOUND",
        "There is no such project or group, or the token may not see it",
        where,
        "Check the path; a group needs ?level=group.",
      );
    if (status === 400 && says.includes("has already been taken")) return conflict(where);
    if (status === 400 && /maximum number/i.test(says))
      return failure("STORE_QUOTA", "There are as many variables as GitLab allows", where, "Remove some, or have the limit raised.");
    if (status === 400)
      return refusedValue(
        where,
        "GitLab does not take the value as it is",
        "A masked value is one line of at least 8 characters without spaces: try ?masked=false.",
      );
    return refusal("GitLab", status, where, "Check the token: it needs the scope api and the role Maintainer.");
  }
}

function statusOf(error: unknown): number | undefined {
  const response = at(error, "cause", "response");
  return response instanceof Response ? response.status : undefined;
}

const saysOf = (error: unknown): string => textAt(error, "cause", "description") ?? "";
