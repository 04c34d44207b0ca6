import { readFile } from "node:fs/promises";
import { conflict, failure } from "../failures.ts";
import { type StoreAnswer, ask } from "../http.ts";
import { textAt, textsAt } from "../json.ts";
import { logIn } from "./login.ts";

export type VaultEnv = Readonly<Record<string, string | undefined>>;

export interface Mount {
  /** Without a slash at the end. */
  readonly path: string;
  readonly version: 1 | 2;
}

/** The HTTP API of Vault and OpenBao, logged in once. 404 is an answer; other refusals reject with STORE_… */
export class VaultClient {
  readonly address: string;
  readonly #env: VaultEnv;
  #token: Promise<string> | undefined;
  #ca: Promise<string | undefined> | undefined;
  readonly #mounts = new Map<string, Promise<Mount>>();

  constructor(env: VaultEnv) {
    this.#env = env;
    this.address = (env["VAULT_ADDR"] ?? env["BAO_ADDR"] ?? "https://127.0.0.1:8200").replace(/\/+$/, "");
  }

  async get(path: string): Promise<StoreAnswer> {
    return this.#authorised("GET", path);
  }

  async post(path: string, body: object): Promise<StoreAnswer> {
    return this.#authorised("POST", path, body);
  }

  async delete(path: string): Promise<StoreAnswer> {
    return this.#authorised("DELETE", path);
  }

  /** Without a token: health, log-in. */
  async raw(method: string, path: string, body?: object, token?: string): Promise<StoreAnswer> {
    const namespace = this.#env["VAULT_NAMESPACE"] ?? this.#env["BAO_NAMESPACE"];
    this.#ca ??= readCa(this.#env["VAULT_CACERT"] ?? this.#env["BAO_CACERT"]);
    const ca = await this.#ca;
    return ask(this.#url(path), {
      method,
      headers: {
        "X-Vault-Request": "true",
        ...(namespace === undefined ? {} : { "X-Vault-Namespace": namespace }),
        ...(token === undefined ? {} : { "X-Vault-Token": token }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(ca === undefined ? {} : { ca }),
    });
  }

  /** Where the reference's engine is mounted (a mount may hold slashes), and which of the two kinds of KV it is. */
  async mountOf(path: string): Promise<Mount> {
    const first = path.split("/")[0] ?? path;
    const known = this.#mounts.get(first) ?? this.#askMount(path);
    this.#mounts.set(first, known);
    const mount = await known;
    if (path === mount.path || path.startsWith(`${mount.path}/`)) return mount;
    return this.#askMount(path); // another mount below the same first folder
  }

  async #askMount(path: string): Promise<Mount> {
    const { json } = await this.get(`sys/internal/ui/mounts/${encoded(path)}`);
    const mounted = textAt(json, "data", "path");
    const type = textAt(json, "data", "type");
    if (mounted === undefined)
      throw failure("STORE_NOT_FOUND", "Nothing is mounted there", `vault:${path}`, "Check the first part of the path.");
    if (type !== "kv" && type !== "generic")
      throw failure("STORE_CANNOT", `What is mounted there is ${type ?? "unknown"}, no KV engine`, `vault:${path}`, "Name a KV mount.");
    return { path: mounted.replace(/\/$/, ""), version: textAt(json, "data", "options", "version") === "2" ? 2 : 1 };
  }

  async #authorised(method: string, path: string, body?: object): Promise<StoreAnswer> {
    this.#token ??= logIn(this.#env, this.address, async (at, given) => this.#checked(await this.raw("POST", at, given), at, given, true));
    const answer = await this.raw(method, path, body, await this.#token);
    return this.#checked(answer, path, body, false);
  }

  #checked(answer: StoreAnswer, path: string, body: object | undefined, isLogin: boolean): StoreAnswer {
    const { status, json } = answer;
    const where = `${this.address}/v1/${path}`;
    const says = textsAt(json, "errors").join(" ");
    if (status < 300 || status === 404 || (isLogin && status < 500)) return answer;
    if (status === 400 && says.includes("check-and-set")) throw conflict(where);
    if (status === 403)
      throw failure(
        "STORE_DENIED",
        "The store refuses the token, or the token may not do this",
        where,
        "Check the token and its policies.",
      );
    if (status === 413 || says.includes("too large"))
      throw failure("STORE_TOO_LARGE", "The value is too large for the store", where, "Split it.");
    if (status === 429) throw failure("STORE_QUOTA", "The store's rate limit is reached", where, "Wait, or raise its quota.");
    if (status === 503 && /sealed/i.test(says)) throw sealed(this.address);
    throw failure("STORE_BROKEN", `The store answered HTTP ${status}${wordsOf(says, body)}`, where, "Look into the server's log.");
  }

  #url(path: string): URL {
    try {
      return new URL(`${this.address}/v1/${path}`);
    } catch (error) {
      throw failure("STORE_UNREACHABLE", "The address is no URL", this.address, "Set VAULT_ADDR to https://HOST:8200.", error);
    }
  }
}

/** The server's own words, unless they quote something of what it was sent. */
function wordsOf(says: string, body: object | undefined): string {
  const line = says.replace(/\s+/g, " ").trim().slice(0, 300);
  let isQuoted = line === "";
  JSON.stringify(body, (_, value: unknown) => {
    if (typeof value === "string" && value !== "" && line.includes(value)) isQuoted = true;
    return value;
  });
  return isQuoted ? "" : `: ${line}`;
}

export function sealed(where: string): Error {
  return failure("STORE_SEALED", "The store is sealed", where, 'Unseal it ("vault operator unseal"), then try again.');
}

/** A path of secrets as a URL's path: each part is encoded, slashes stay. */
export function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

async function readCa(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw failure("STORE_UNREACHABLE", "The certificate file cannot be read", file, "Check VAULT_CACERT.", error);
  }
}
