import { failure, refusal } from "../failures.ts";
import { type StoreAnswer, type StoreRequest, ask } from "../http.ts";
import { textAt } from "../json.ts";
import { type AzureEnv, type Wanted, azureToken } from "./login.ts";

/** Taken by every cloud of Azure. */
const API_VERSION = "7.4";

/** One vault's REST API. 404, 409 and what concerns a single secret's state are answers; other refusals reject with STORE_… */
export class AzureClient {
  readonly address: string;
  readonly #env: AzureEnv;
  #token: Promise<string> | undefined;

  constructor(env: AzureEnv, address: string) {
    this.#env = env;
    this.address = address;
  }

  /** `path`: below the vault, or the whole address of a next page. */
  async send(method: string, path: string, body?: object): Promise<StoreAnswer> {
    const url = new URL(path, `${this.address}/`);
    if (url.origin !== this.address) throw failure("STORE_BROKEN", "The vault points to another server", url.origin, "Check its address.");
    url.searchParams.set("api-version", API_VERSION);
    const request: StoreRequest = {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      staysAtHost: true,
    };
    this.#token ??= this.#logIn(url);
    let answer = await this.#with(await this.#token, url, request);
    if (answer.status === 401) {
      this.#token = this.#logIn(url); // it ran out
      answer = await this.#with(await this.#token, url, request);
    }
    return this.#checked(answer, `${url.origin}${url.pathname}`);
  }

  async #with(token: string, url: URL, request: StoreRequest): Promise<StoreAnswer> {
    return ask(url, { ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } });
  }

  /** The vault says which tenant and resource a token must be for; asked without a body, so that no value goes out before. */
  async #logIn(url: URL): Promise<string> {
    const { status, headers } = await ask(url, { method: "GET", staysAtHost: true });
    return azureToken(this.#env, wantedIn(status, headers["www-authenticate"], url));
  }

  #checked(answer: StoreAnswer, where: string): StoreAnswer {
    const { status } = answer;
    if (status < 300 || status === 404 || status === 409 || innerCode(answer) === "SecretDisabled") return answer;
    const next = "Check the role (Key Vault Secrets User to read, Officer to write) or access policy, and the vault's firewall.";
    throw refusal("Azure Key Vault", status, where, next);
  }
}

export function innerCode({ json }: StoreAnswer): string | undefined {
  return textAt(json, "error", "innererror", "code") ?? textAt(json, "error", "code");
}

/** Of `Bearer authorization="https://login…/TENANT", resource="https://vault.azure.net"`. */
function wantedIn(status: number, challenge: string | undefined, { origin, hostname }: URL): Wanted {
  const valueOf = (key: string): string => new RegExp(`\\b${key}="([^"]*)"`).exec(challenge ?? "")?.[1] ?? "";
  const resource = (valueOf("resource") || valueOf("scope").replace(/\/\.default$/, "")).replace(/\/+$/, "");
  const tenant = valueOf("authorization").replace(/\/+$/, "").split("/").at(-1) ?? "";
  if (status !== 401 || !/^https?:\/\/[\w.:-]+$/.test(resource) || !/^[\w.-]+$/.test(tenant))
    throw failure("STORE_BROKEN", "What answers is no key vault", origin, "Check the vault's name.");
  // A token for all vaults, sent to a host that only claims to be one, would be its to use.
  const owner = new URL(resource).hostname;
  if (hostname !== owner && !hostname.endsWith(`.${owner}`))
    throw failure("STORE_DENIED", `The vault asks for a token of another service: ${owner}`, origin, "Check the vault's address.");
  return { tenant, resource };
}
