import { failure, refusal, refusedValue } from "../failures.ts";
import { type StoreAnswer, ask } from "../http.ts";
import { textAt } from "../json.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Infisical's REST API, by a token or a machine identity's universal auth. 404 is an answer; other refusals reject with STORE_… */
export class InfisicalClient {
  readonly address: string;
  readonly #env: Env;
  #token: Promise<string> | undefined;

  constructor(env: Env) {
    this.#env = env;
    // Its command line takes the address with /api at its end.
    this.address = (env["INFISICAL_DOMAIN"] ?? env["INFISICAL_API_URL"] ?? "https://us.infisical.com")
      .replace(/\/+$/, "")
      .replace(/\/api$/, "");
  }

  /** `values`: the query of a GET, else the body. `where` is what a failure names. */
  async send(where: string, method: string, path: string, values: Readonly<Record<string, string>>): Promise<StoreAnswer> {
    const url = this.#url(path);
    this.#token ??= this.#logIn();
    const token = await this.#token;
    const isGet = method === "GET";
    if (isGet) for (const [key, value] of Object.entries(values)) url.searchParams.set(key, value);
    const answer = await ask(url, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(isGet ? {} : { "Content-Type": "application/json" }) },
      ...(isGet ? {} : { body: JSON.stringify(values) }),
      staysAtHost: true,
    });
    if (answer.status < 300 || answer.status === 404) return answer;
    if (!isGet && (answer.status === 400 || answer.status === 422))
      throw refusedValue(where, "Infisical does not take the name or the value", "Check the environment, the folder and the name.");
    throw refusal("Infisical", answer.status, where, "Check the identity, and what its role may do in this project and environment.");
  }

  async #logIn(): Promise<string> {
    const {
      INFISICAL_TOKEN: token,
      INFISICAL_UNIVERSAL_AUTH_CLIENT_ID: clientId,
      INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET: clientSecret,
    } = this.#env;
    if (token !== undefined) return token;
    if (clientId === undefined || clientSecret === undefined)
      throw failure(
        "STORE_DENIED",
        "There is no log-in for Infisical",
        this.address,
        "Set INFISICAL_TOKEN, or INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET.",
      );
    const answer = await ask(this.#url("v1/auth/universal-auth/login"), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ clientId, clientSecret }),
      staysAtHost: true,
    });
    const given = textAt(answer.json, "accessToken");
    if (given === undefined)
      throw failure(
        "STORE_DENIED",
        `Infisical refuses the log-in: HTTP ${answer.status}`,
        this.address,
        "Check the client's id and secret.",
      );
    return given;
  }

  #url(path: string): URL {
    const address = `${this.address}/api/${path}`;
    if (!URL.canParse(address)) throw failure("STORE_UNREACHABLE", "The address is no URL", this.address, "Check INFISICAL_DOMAIN.");
    return new URL(address);
  }
}
