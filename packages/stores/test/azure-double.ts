// A double of Azure Key Vault's secrets and of Entra's token endpoint: it keeps state and follows the published REST reference,
// version 7.4: a challenge before the first token, versions without order, soft delete that takes a while and must be recovered
// before the name can be used again. Its identities are those of the real service but for the host.
import { randomBytes } from "node:crypto";
import { at, textAt } from "../src/json.ts";
import { type Asked, type Double, type Reply, jsonDouble } from "./json-double.ts";

interface Version {
  readonly id: string;
  readonly value: string;
  readonly created: number;
  enabled: boolean;
  readonly contentType: unknown;
  readonly tags: unknown;
}

interface Kept {
  readonly versions: Version[];
  state: "there" | "deleting" | "deleted" | "recovering";
}

export interface AzureDouble extends Double {
  readonly secrets: ReadonlyMap<string, Kept>;
  readonly fail: (status?: number, code?: string) => void;
  /** The tokens that were given out are no longer taken. */
  readonly expireTokens: () => void;
  /** What the challenge names as the resource; undefined for the vault itself. */
  readonly claim: (resource?: string) => void;
  readonly asked: string[];
}

const TENANT = "11111111-2222-3333-4444-555555555555";

export async function azureDouble(client: { readonly id: string; readonly secret: string; readonly jwt: string }): Promise<AzureDouble> {
  const secrets = new Map<string, Kept>();
  const tokens = new Set<string>();
  const asked: string[] = [];
  let failing: readonly [number, string] | undefined;
  let resource: string | undefined;
  let url = "";
  const double = await jsonDouble((one) => {
    if (one.url.pathname.endsWith("/oauth2/v2.0/token")) return logIn(one, client, tokens, resource ?? url);
    if (one.url.pathname === "/msi/token") return one.headers["x-identity-header"] === client.secret ? granted(tokens) : [400, {}];
    const token = /^Bearer (.*)$/.exec(one.headers.authorization ?? "")?.[1] ?? "";
    asked.push(`${one.method} ${token === "" ? "without" : "with"} a token, ${one.text.length} bytes`);
    if (!tokens.has(token)) {
      const challenge = `Bearer authorization="https://login.windows.net/${TENANT}", resource="${resource ?? url}"`;
      return [401, { error: { code: "Unauthorized", message: "AKV10000" } }, { "WWW-Authenticate": challenge }];
    }
    if (failing !== undefined) return refused(failing[0], failing[1], one.text);
    return route(one, secrets, url);
  });
  ({ url } = double);
  return {
    ...double,
    secrets,
    asked,
    fail: (status, code = "") => (failing = status === undefined ? undefined : [status, code]),
    expireTokens: () => {
      tokens.clear();
    },
    claim: (given) => (resource = given),
  };
}

/** A refusal that quotes what it was sent, as real ones may. */
function refused(status: number, inner: string, text = ""): Reply {
  const code = status === 403 ? "Forbidden" : status === 409 ? "Conflict" : inner;
  return [status, { error: { code, message: `refused: ${text}`, innererror: { code: inner } } }];
}

function granted(tokens: Set<string>): Reply {
  const token = randomBytes(24).toString("base64url");
  tokens.add(token);
  return [200, { token_type: "Bearer", expires_in: 3599, access_token: token }];
}

function logIn(
  { url, body }: Asked,
  client: { readonly id: string; readonly secret: string; readonly jwt: string },
  tokens: Set<string>,
  resource: string,
): Reply {
  const isClient =
    url.pathname.startsWith(`/${TENANT}/`) && textAt(body, "client_id") === client.id && textAt(body, "scope") === `${resource}/.default`;
  const isProven = textAt(body, "client_secret") === client.secret || textAt(body, "client_assertion") === client.jwt;
  if (isClient && isProven) return granted(tokens);
  return [401, { error: "invalid_client", error_description: `AADSTS7000215: Invalid client secret ${textAt(body, "client_secret")}` }];
}

function route(asked: Asked, secrets: Map<string, Kept>, vault: string): Reply {
  const [kind = "", name = "", rest] = asked.url.pathname.split("/").filter((part) => part !== "");
  if (asked.url.searchParams.get("api-version") !== "7.4") return refused(400, "BadParameter");
  if (kind === "secrets" && name === "")
    return page(
      asked,
      [...secrets].filter(([, { state }]) => state === "there").map(([one]) => ({ id: `${vault}/secrets/${one}` })),
      vault,
    );
  const kept = secrets.get(name);
  if (kind === "deletedsecrets") {
    if (kept?.state !== "deleted" || rest !== "recover") return refused(404, "SecretNotFound");
    kept.state = "recovering";
    return [200, { id: `${vault}/secrets/${name}` }];
  }
  if (asked.method === "PUT") return write(asked, name, secrets, vault);
  if (kept?.state !== "there") return refused(404, "SecretNotFound");
  if (asked.method === "DELETE") {
    kept.state = "deleting";
    return [200, { recoveryId: `${vault}/deletedsecrets/${name}` }];
  }
  const idOf = (version: Version): string => `${vault}/secrets/${name}/${version.id}`;
  if (rest === "versions")
    return page(
      asked,
      kept.versions.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((one) => shown(one, idOf(one))),
      vault,
    );
  const version = rest === undefined ? kept.versions.at(-1) : kept.versions.find(({ id }) => id === rest);
  if (version === undefined) return refused(404, "SecretNotFound");
  if (asked.method === "PATCH") version.enabled = at(asked.body, "attributes", "enabled") === true;
  else if (!version.enabled) return refused(403, "SecretDisabled");
  return [200, { ...shown(version, idOf(version)), ...(asked.method === "GET" ? { value: version.value } : {}) }];
}

function shown({ created, enabled, contentType, tags }: Version, id: string): object {
  const attributes = { enabled, created, updated: created, recoveryLevel: "Recoverable+Purgeable", recoverableDays: 90 };
  return { id, attributes, ...(contentType === undefined ? {} : { contentType }), ...(tags === undefined ? {} : { tags }) };
}

function write({ body }: Asked, name: string, secrets: Map<string, Kept>, vault: string): Reply {
  const kept = secrets.get(name) ?? { versions: [], state: "there" as const };
  const value = textAt(body, "value") ?? "";
  if (kept.state === "deleting") {
    kept.state = "deleted"; // by the next request
    return refused(409, "ObjectIsBeingDeleted");
  }
  if (kept.state === "recovering") {
    kept.state = "there";
    return refused(409, "ObjectIsBeingRecovered");
  }
  if (kept.state === "deleted") return refused(409, "ObjectIsDeletedButRecoverable");
  if (Buffer.byteLength(value) > 25_600) return refused(400, "BadParameter", value);
  const version = {
    id: randomBytes(16).toString("hex"),
    value,
    created: Math.floor(Date.now() / 1000),
    enabled: true,
    contentType: at(body, "contentType"),
    tags: at(body, "tags"),
  };
  kept.versions.push(version);
  secrets.set(name, kept);
  return [200, { ...shown(version, `${vault}/secrets/${name}/${version.id}`), value }];
}

/** Pages of two whatever is asked, so that paging is met. */
function page({ url }: Asked, all: readonly unknown[], vault: string): Reply {
  const start = Number(url.searchParams.get("$skiptoken") ?? "0");
  const next = `${vault}${url.pathname}?api-version=7.4&$skiptoken=${start + 2}`;
  return [200, { value: all.slice(start, start + 2), ...(start + 2 < all.length ? { nextLink: next } : {}) }];
}
