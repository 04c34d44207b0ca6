import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { failure } from "../failures.ts";
import type { StoreAnswer } from "../http.ts";
import { textAt } from "../json.ts";

type Env = Readonly<Record<string, string | undefined>>;
type Post = (path: string, body: object) => Promise<StoreAnswer>;

const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount/token";

/**
 * A token, the way that the environment says: VAULT_TOKEN (or BAO_TOKEN), AppRole by VAULT_ROLE_ID and VAULT_SECRET_ID,
 * VAULT_AUTH_METHOD=jwt or kubernetes with VAULT_ROLE and VAULT_JWT_FILE, else ~/.vault-token. VAULT_AUTH_MOUNT names
 * another mount of the method. Rejects with STORE_DENIED.
 */
export async function logIn(env: Env, address: string, post: Post): Promise<string> {
  const method = env["VAULT_AUTH_METHOD"] ?? methodOf(env);
  const mount = env["VAULT_AUTH_MOUNT"] ?? method;
  if (method === "token") return tokenOf(env, address);
  const body = method === "approle" ? appRole(env, address) : await roleAndJwt(method, env, address);
  const { status, json } = await post(`auth/${mount}/login`, body);
  const token = textAt(json, "auth", "client_token");
  if (token === undefined)
    throw denied(address, `The server refused the ${method} log-in: HTTP ${status}`, `Check the role and its secret at auth/${mount}.`);
  return token;
}

function methodOf(env: Env): string {
  if (env["VAULT_TOKEN"] !== undefined || env["BAO_TOKEN"] !== undefined) return "token";
  return env["VAULT_ROLE_ID"] === undefined ? "token" : "approle";
}

async function tokenOf(env: Env, address: string): Promise<string> {
  const token = env["VAULT_TOKEN"] ?? env["BAO_TOKEN"] ?? (await textOf(join(env["HOME"] ?? homedir(), ".vault-token")));
  if (token === undefined || token === "")
    throw denied(address, "There is no token for the store", "Set VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID.");
  return token;
}

function appRole(env: Env, address: string): object {
  if (env["VAULT_ROLE_ID"] === undefined) throw denied(address, "AppRole has no role", "Set VAULT_ROLE_ID and VAULT_SECRET_ID.");
  // A role may be set up without a secret id, bound to addresses instead.
  return { role_id: env["VAULT_ROLE_ID"], ...(env["VAULT_SECRET_ID"] === undefined ? {} : { secret_id: env["VAULT_SECRET_ID"] }) };
}

async function roleAndJwt(method: string, env: Env, address: string): Promise<object> {
  if (method !== "jwt" && method !== "kubernetes")
    throw failure("STORE_UNKNOWN", "There is no such log-in", `VAULT_AUTH_METHOD=${method}`, "Name token, approle, jwt or kubernetes.");
  const file = env["VAULT_JWT_FILE"] ?? (method === "kubernetes" ? SERVICE_ACCOUNT : undefined);
  const jwt = env["VAULT_JWT"] ?? (file === undefined ? undefined : await textOf(file));
  if (jwt === undefined) throw denied(address, "There is no token to log in with", "Name the file that holds it in VAULT_JWT_FILE.");
  if (env["VAULT_ROLE"] === undefined) throw denied(address, "There is no role to log in as", "Set VAULT_ROLE.");
  return { role: env["VAULT_ROLE"], jwt };
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );
}

function denied(where: string, what: string, next: string): Error {
  return failure("STORE_DENIED", what, where, next);
}
