// A double of GitHub's REST API for the secrets of Actions: it keeps state, follows the published OpenAPI description
// (github/rest-api-description) and opens the sealed boxes with its own private key, which the real GitHub keeps to itself.
import sodium from "libsodium-wrappers";
import { at, textAt } from "../src/json.ts";
import { type Asked, type Double, type Reply, jsonDouble } from "./json-double.ts";

interface Kept {
  value: string;
  readonly created_at: string;
  updated_at: string;
  visibility?: string;
  selected?: readonly unknown[];
}

interface Keys {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export interface GithubDouble extends Double {
  /** By the path of the secret: what GitHub would give to a workflow. */
  readonly opened: (path: string) => string | undefined;
  readonly kept: ReadonlyMap<string, Kept>;
  readonly fail: (status?: number, headers?: Readonly<Record<string, string>>) => void;
}

const SCOPES = /^\/(?:repos\/acme\/app\/(?:actions|environments\/prod(?: eu)?)|orgs\/acme\/actions)\/secrets/;

export async function githubDouble(token: string): Promise<GithubDouble> {
  await sodium.ready;
  const pair = sodium.crypto_box_keypair();
  const kept = new Map<string, Kept>();
  let failing: readonly [number, Readonly<Record<string, string>>] | undefined;
  const double = await jsonDouble((asked) => {
    if (failing !== undefined) return [failing[0], { message: `refused: ${asked.text}` }, failing[1]];
    if (asked.headers.authorization !== `token ${token}`) return [401, { message: "Bad credentials" }];
    return route(asked, kept, pair);
  });
  return {
    ...double,
    kept,
    opened: (path) => kept.get(path)?.value,
    fail: (status, headers = {}) => (failing = status === undefined ? undefined : [status, headers]),
  };
}

function route(asked: Asked, kept: Map<string, Kept>, pair: Keys): Reply {
  const path = decodeURIComponent(asked.url.pathname);
  if (path === "/rate_limit") return [200, { resources: { core: { limit: 5000, remaining: 4999 } } }];
  const scope = SCOPES.exec(path)?.[0];
  if (scope === undefined) return [404, { message: "Not Found" }];
  const rest = path.slice(scope.length);
  if (rest === "") return page(asked, scope, kept);
  if (rest === "/public-key") return [200, { key_id: "568250167242549743", key: Buffer.from(pair.publicKey).toString("base64") }];
  const secret = kept.get(rest.endsWith("/repositories") ? path.slice(0, -"/repositories".length) : path);
  if (asked.method === "PUT") return write(asked, path, kept, pair);
  if (secret === undefined) return [404, { message: "Not Found" }];
  if (rest.endsWith("/repositories")) return [200, { total_count: 1, repositories: (secret.selected ?? []).map((id) => ({ id })) }];
  if (asked.method === "DELETE") {
    kept.delete(path);
    return [204];
  }
  return [200, shown([path, secret])];
}

function shown([path, { created_at, updated_at, visibility }]: readonly [string, Kept]): object {
  return { name: path.split("/").at(-1), created_at, updated_at, ...(visibility === undefined ? {} : { visibility }) };
}

function write({ body }: Asked, path: string, kept: Map<string, Kept>, pair: Keys): Reply {
  const sealed = Buffer.from(textAt(body, "encrypted_value") ?? "", "base64");
  const visibility = textAt(body, "visibility");
  if (textAt(body, "key_id") !== "568250167242549743" || (path.startsWith("/orgs/") && visibility === undefined))
    return [422, { message: "Validation Failed" }];
  const value = Buffer.from(sodium.crypto_box_seal_open(sealed, pair.publicKey, pair.privateKey)).toString("utf8");
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const selected = at(body, "selected_repository_ids");
  const before = kept.get(path);
  kept.set(path, {
    value,
    created_at: before?.created_at ?? now,
    updated_at: now,
    ...(visibility === undefined ? {} : { visibility }),
    ...(Array.isArray(selected) ? { selected: selected as readonly unknown[] } : {}), // isArray makes it any[]
  });
  return [before === undefined ? 201 : 204];
}

/** Pages of two whatever is asked, so that paging is met. */
function page({ url }: Asked, scope: string, kept: ReadonlyMap<string, Kept>): Reply {
  const all = [...kept].filter(([path]) => path.startsWith(`${scope}/`)).map(shown);
  const number = Number(url.searchParams.get("page") ?? "1");
  const next = number * 2 < all.length ? { Link: `<${url.href}>; rel="next"` } : {};
  return [200, { total_count: all.length, secrets: all.slice(number * 2 - 2, number * 2) }, next];
}
