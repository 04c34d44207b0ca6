import { readFile } from "node:fs/promises";
import { failure } from "../failures.ts";
import { type StoreAnswer, type StoreRequest, ask } from "../http.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Conjur's REST API, logged in by API key or JWT; a token that ran out is replaced once. 404 and 422 are answers. */
export class ConjurClient {
  readonly address: string;
  readonly #env: Env;
  #token: Promise<string> | undefined;

  constructor(env: Env) {
    this.#env = env;
    this.address = (env["CONJUR_APPLIANCE_URL"] ?? "").replace(/\/+$/, "");
  }

  async send(account: string, path: string, request: StoreRequest): Promise<StoreAnswer> {
    if (this.address === "")
      throw failure("STORE_UNREACHABLE", "No server of Conjur is named", "conjur", "Set CONJUR_APPLIANCE_URL to https://HOST.");
    this.#token ??= this.#logIn(account);
    let answer = await this.#with(await this.#token, path, request);
    if (answer.status === 401) {
      this.#token = this.#logIn(account);
      answer = await this.#with(await this.#token, path, request);
    }
    return this.#checked(answer, path);
  }

  async #with(token: string, path: string, request: StoreRequest): Promise<StoreAnswer> {
    return this.#ask(path, { ...request, headers: { ...request.headers, Authorization: `Token token="${token}"` } });
  }

  async #logIn(account: string): Promise<string> {
    const service = this.#env["CONJUR_AUTHN_JWT_SERVICE_ID"];
    const { path, body, type } = service === undefined ? this.#byKey(account) : await this.#byJwt(account, service);
    const answer = await this.#ask(path, { method: "POST", body, headers: { "Content-Type": type, "Accept-Encoding": "base64" } });
    if (answer.status !== 200)
      throw failure(
        "STORE_DENIED",
        `Conjur refused the log-in: HTTP ${answer.status}`,
        this.address,
        "Check the login, its key or token, and the account.",
      );
    const token = answer.bytes.toString("ascii").trim();
    // The description lets only some log-ins be asked for base64: the others may give the token's JSON as it is.
    return token.startsWith("{") ? Buffer.from(token).toString("base64") : token;
  }

  #byKey(account: string): { readonly path: string; readonly body: string; readonly type: string } {
    const { CONJUR_AUTHN_LOGIN: login, CONJUR_AUTHN_API_KEY: key } = this.#env;
    if (login === undefined || key === undefined)
      throw failure("STORE_DENIED", "There is no log-in for Conjur", this.address, "Set CONJUR_AUTHN_LOGIN and CONJUR_AUTHN_API_KEY.");
    return { path: `authn/${part(account)}/${part(login)}/authenticate`, body: key, type: "text/plain" };
  }

  async #byJwt(account: string, service: string): Promise<{ readonly path: string; readonly body: string; readonly type: string }> {
    const file = this.#env["JWT_TOKEN_PATH"];
    const jwt =
      this.#env["CONJUR_AUTHN_JWT_TOKEN"] ?? (file === undefined ? undefined : await readFile(file, "utf8").catch(() => undefined));
    if (jwt === undefined)
      throw failure(
        "STORE_DENIED",
        "There is no JWT to log in with",
        this.address,
        "Set CONJUR_AUTHN_JWT_TOKEN, or JWT_TOKEN_PATH to its file.",
      );
    const body = new URLSearchParams({ jwt: jwt.trim() }).toString();
    return { path: `authn-jwt/${part(service)}/${part(account)}/authenticate`, body, type: "application/x-www-form-urlencoded" };
  }

  async #ask(path: string, request: StoreRequest): Promise<StoreAnswer> {
    const { CONJUR_SSL_CERTIFICATE: pem, CONJUR_CERT_FILE: file } = this.#env;
    const ca = pem ?? (file === undefined ? undefined : await readFile(file, "utf8").catch(() => undefined));
    if (!URL.canParse(`${this.address}/${path}`))
      throw failure("STORE_UNREACHABLE", "The address is no URL", this.address, "Set CONJUR_APPLIANCE_URL to https://HOST.");
    return ask(new URL(`${this.address}/${path}`), { ...request, ...(ca === undefined ? {} : { ca }) });
  }

  #checked(answer: StoreAnswer, path: string): StoreAnswer {
    const { status } = answer;
    const where = `${this.address}/${path}`;
    if (status < 300 || status === 404 || status === 422) return answer;
    if (status === 401 || status === 403)
      throw failure("STORE_DENIED", `Conjur refuses: HTTP ${status}`, where, "Check what the policy lets this login do.");
    if (status === 409) throw failure("STORE_CONFLICT", "Another policy is being loaded", where, "Try again in a moment.");
    if (status === 413) throw failure("STORE_TOO_LARGE", "The value is too large for the store", where, "Split it.");
    if (status === 429) throw failure("STORE_QUOTA", "The store's rate limit is reached", where, "Wait, or raise its quota.");
    throw failure("STORE_BROKEN", `Conjur answered HTTP ${status}`, where, "Look into the server's log.");
  }
}

/** An id as one part of a path: its slashes are encoded too, as Conjur asks. */
export function part(id: string): string {
  return encodeURIComponent(id);
}
