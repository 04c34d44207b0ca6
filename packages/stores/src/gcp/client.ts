import type { GoogleAuth } from "google-auth-library";
import { AppError } from "@stanch/model";
import { failure, refusal } from "../failures.ts";
import { type StoreAnswer, ask } from "../http.ts";
import { numberAt, textAt } from "../json.ts";

type Env = Readonly<Record<string, string | undefined>>;

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

/**
 * Google's REST API, version 1. Credentials are what its libraries take: a key file, a user's, a workload's of another cloud or
 * of a CI, a machine's. 404, 409 and 400 of a precondition are answers; other refusals reject with STORE_…
 */
export class GcpClient {
  readonly #env: Env;
  #auth: Promise<GoogleAuth> | undefined;

  constructor(env: Env) {
    this.#env = env;
  }

  /** `path`: `projects/P/…` or `projects/P/locations/L/…`, encoded. */
  async send(method: string, path: string, body?: object): Promise<StoreAnswer> {
    const url = this.#url(path);
    const project = decodeURIComponent(path.split("/")[1] ?? "");
    const answer = await ask(url, {
      method,
      headers: { ...(await this.#headers(url, project)), ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      staysAtHost: true,
    });
    const { status } = answer;
    if (status < 300 || status === 404 || status === 409 || isPrecondition(answer)) return answer;
    throw refusal(
      "Google Secret Manager",
      status,
      `${url.origin}${url.pathname}`,
      "Check the credentials, the project, whether its Secret Manager API is on, and the roles (secretmanager.secretAccessor, .admin).",
    );
  }

  #url(path: string): URL {
    const location = /^projects\/[^/]+\/locations\/([^/]+)/.exec(path)?.[1];
    // As gcloud has it: for regional endpoints, private ones, and doubles.
    const given = this.#env["CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER"];
    const base = given ?? `https://secretmanager.${location === undefined ? "" : `${location}.rep.`}googleapis.com/`;
    if (!URL.canParse(base))
      throw failure("STORE_UNREACHABLE", "The address is no URL", base, "Check CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER.");
    return new URL(`v1/${path}`, base.endsWith("/") ? base : `${base}/`);
  }

  async #headers(url: URL, project: string): Promise<Record<string, string>> {
    const token = this.#env["CLOUDSDK_AUTH_ACCESS_TOKEN"];
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    try {
      this.#auth ??= openAuth(project);
      return Object.fromEntries(await (await this.#auth).getRequestHeaders(url.href));
    } catch (error) {
      throw authFailure(error, this.#env["GOOGLE_APPLICATION_CREDENTIALS"] ?? url.origin);
    }
  }
}

/**
 * Reads this process's own environment: told of a file in another way, the library prints warnings. Without a project it would
 * ask another service for it, which the credentials need not be allowed.
 */
async function openAuth(projectId: string): Promise<GoogleAuth> {
  const { GoogleAuth } = await import("google-auth-library");
  return new GoogleAuth({ scopes: SCOPE, projectId });
}

/** The library's own text is not shown: it may hold what the token endpoint was sent. */
function authFailure(error: unknown, where: string): unknown {
  if (error instanceof AppError) return error;
  const status = numberAt(error, "status") ?? numberAt(error, "response", "status");
  if (status !== undefined)
    return failure(
      "STORE_DENIED",
      `Google refuses the credentials: HTTP ${status}`,
      where,
      'Check them, or log in anew with "gcloud auth application-default login".',
    );
  const reason = networkReason(error);
  if (reason !== undefined) return failure("STORE_UNREACHABLE", `Google's log-in does not answer: ${reason}`, where, "Check the network.");
  return failure(
    "STORE_DENIED",
    "There are no Google credentials that can be used",
    where,
    'Set GOOGLE_APPLICATION_CREDENTIALS to their file, or run "gcloud auth application-default login".',
  );
}

/** Somewhere among the causes: each layer of the library wraps the error of the one below. */
function networkReason(error: unknown): string | undefined {
  for (let here = error, deep = 0; here instanceof Error && deep < 5; here = here.cause, deep++) {
    const code = textAt(here, "code");
    if (code !== undefined && /^(?:E[A-Z_]+|UND_ERR_\w+)$/.test(code) && code !== "ENOENT" && code !== "EACCES") return code;
  }
  return undefined;
}

/** An etag that is no longer the one there, or a version that is disabled or destroyed: both are 400 with this word. */
function isPrecondition({ status, json }: StoreAnswer): boolean {
  return status === 400 && textAt(json, "error", "status") === "FAILED_PRECONDITION";
}
