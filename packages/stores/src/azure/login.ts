import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { failure } from "../failures.ts";
import { ask } from "../http.ts";
import { parsed, textAt } from "../json.ts";

export type AzureEnv = Readonly<Record<string, string | undefined>>;

/** What a vault's challenge asks for. */
export interface Wanted {
  readonly tenant: string;
  /** Without a slash at the end: `https://vault.azure.net`. */
  readonly resource: string;
}

const METADATA_MS = 2000;

/**
 * A token, from the first of: a workload's own token in a file, a client secret, an App Service's identity, the Azure CLI, a
 * machine's identity. Rejects with STORE_DENIED. The authority is our own or AZURE_AUTHORITY_HOST, never one that a vault names:
 * that one would be given the client's secret.
 */
export async function azureToken(env: AzureEnv, wanted: Wanted): Promise<string> {
  const { AZURE_CLIENT_ID: id, AZURE_CLIENT_SECRET: secret, AZURE_FEDERATED_TOKEN_FILE: file, IDENTITY_ENDPOINT: endpoint } = env;
  if (id !== undefined && file !== undefined) return byClient(env, id, wanted, await assertion(file));
  if (id !== undefined && secret !== undefined) return byClient(env, id, wanted, { client_secret: secret });
  if (endpoint !== undefined) return byAppService(env, endpoint, wanted);
  const token = (await byCli(wanted)) ?? (await byMachine(env, wanted));
  if (token !== undefined) return token;
  throw failure(
    "STORE_DENIED",
    "There is no log-in for Azure",
    wanted.resource,
    'Run "az login", or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or AZURE_FEDERATED_TOKEN_FILE.',
  );
}

async function assertion(file: string): Promise<Readonly<Record<string, string>>> {
  try {
    const token = (await readFile(file, "utf8")).trim();
    return { client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", client_assertion: token };
  } catch {
    throw failure("STORE_DENIED", "The workload's token cannot be read", file, "Check AZURE_FEDERATED_TOKEN_FILE.");
  }
}

async function byClient(env: AzureEnv, id: string, { tenant, resource }: Wanted, proof: Readonly<Record<string, string>>): Promise<string> {
  const host = env["AZURE_AUTHORITY_HOST"] ?? "https://login.microsoftonline.com";
  const address = `${host.replace(/\/+$/, "")}/${encodeURIComponent(env["AZURE_TENANT_ID"] ?? tenant)}/oauth2/v2.0/token`;
  if (!URL.canParse(address)) throw failure("STORE_UNREACHABLE", "The address is no URL", host, "Check AZURE_AUTHORITY_HOST.");
  const { status, json } = await ask(new URL(address), {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ grant_type: "client_credentials", client_id: id, scope: `${resource}/.default`, ...proof }).toString(),
    staysAtHost: true,
  });
  return tokenIn(status, json, "access_token", address);
}

async function byAppService(env: AzureEnv, endpoint: string, { resource }: Wanted): Promise<string> {
  if (!URL.canParse(endpoint)) throw failure("STORE_UNREACHABLE", "The address is no URL", endpoint, "Check IDENTITY_ENDPOINT.");
  const url = new URL(endpoint);
  const client = env["AZURE_CLIENT_ID"];
  const query = { "api-version": "2019-08-01", resource, ...(client === undefined ? {} : { client_id: client }) };
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  const { status, json } = await ask(url, {
    method: "GET",
    headers: { "X-IDENTITY-HEADER": env["IDENTITY_HEADER"] ?? "" },
    staysAtHost: true,
  });
  return tokenIn(status, json, "access_token", `${url.origin}${url.pathname}`);
}

/** Undefined when the Azure CLI is not there or nobody is logged in. */
async function byCli({ tenant, resource }: Wanted): Promise<string | undefined> {
  const isWindows = process.platform === "win32";
  const args = ["account", "get-access-token", "--output", "json", "--resource", resource, "--tenant", tenant];
  try {
    // A script on Windows, which only a shell starts: both variables were matched against letters, digits, dots and dashes.
    const { stdout } = await promisify(execFile)(isWindows ? "az.cmd" : "az", args, { shell: isWindows, timeout: 30_000 });
    return textAt(parsed(stdout), "accessToken");
  } catch {
    return undefined;
  }
}

/** Undefined when this is no machine of Azure, or it has no identity. */
async function byMachine(env: AzureEnv, { resource }: Wanted): Promise<string | undefined> {
  const client = env["AZURE_CLIENT_ID"];
  const query = new URLSearchParams({ "api-version": "2018-02-01", resource, ...(client === undefined ? {} : { client_id: client }) });
  const host = env["AZURE_POD_IDENTITY_AUTHORITY_HOST"] ?? "http://169.254.169.254";
  try {
    const answer = await fetch(`${host}/metadata/identity/oauth2/token?${query.toString()}`, {
      headers: { Metadata: "true" },
      redirect: "error",
      signal: AbortSignal.timeout(METADATA_MS),
    });
    return textAt(parsed(await answer.text()), "access_token");
  } catch {
    return undefined;
  }
}

/** Of Entra's words only the number of the error is shown, which is what its documentation is searched by. */
function tokenIn(status: number, json: unknown, key: string, where: string): string {
  const token = textAt(json, key);
  if (status === 200 && token !== undefined) return token;
  const number = /^AADSTS\d+/.exec(textAt(json, "error_description") ?? "")?.[0];
  throw failure(
    "STORE_DENIED",
    `Azure refuses the log-in: ${number ?? `HTTP ${status}`}`,
    where,
    "Check the tenant, the client and its secret or federated credential.",
  );
}
