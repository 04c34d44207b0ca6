// A double of Infisical's API for the secrets of one project: it keeps state and follows the published OpenAPI description, version 3
// of the secrets' routes: values are trimmed but for one line feed at the end, references are expanded, each write is a version.
import { randomUUID } from "node:crypto";
import { at, textAt } from "../src/json.ts";
import { type Asked, type Double, type Reply, jsonDouble } from "./json-double.ts";

interface Kept {
  readonly id: string;
  readonly values: string[];
}

export interface InfisicalDouble extends Double {
  readonly fail: (status?: number) => void;
  /** Changes wait for approval; values are hidden. */
  readonly set: (mode: { readonly approval?: boolean; readonly hidden?: boolean }) => void;
}

export const PROJECT = randomUUID();

export async function infisicalDouble(identity: {
  readonly id: string;
  readonly secret: string;
  readonly token: string;
}): Promise<InfisicalDouble> {
  const secrets = new Map<string, Kept>();
  let failing: number | undefined;
  let mode: { readonly approval?: boolean; readonly hidden?: boolean } = {};
  const double = await jsonDouble((asked) => {
    const path = asked.url.pathname.replace(/^\/api\//, "");
    if (path === "v1/auth/universal-auth/login") {
      const isKnown = textAt(asked.body, "clientId") === identity.id && textAt(asked.body, "clientSecret") === identity.secret;
      return isKnown
        ? [200, { accessToken: identity.token, expiresIn: 7200, tokenType: "Bearer" }]
        : [401, { message: "Invalid credentials" }];
    }
    if (asked.headers.authorization !== `Bearer ${identity.token}`) return [401, { message: "Token missing" }];
    if (failing !== undefined) return [failing, { message: `refused: ${asked.text}` }];
    if (path === `v1/projects/${PROJECT}`) return [200, { project: { id: PROJECT, name: "Shop" } }];
    return route(asked, path, secrets, mode);
  });
  return { ...double, fail: (status) => (failing = status), set: (given) => (mode = given) };
}

function route(
  asked: Asked,
  path: string,
  secrets: Map<string, Kept>,
  { approval, hidden }: { approval?: boolean; hidden?: boolean },
): Reply {
  const versionsOf = /^v1\/secret\/([\w-]+)\/secret-versions$/.exec(path)?.[1];
  if (versionsOf !== undefined)
    return versions(
      asked,
      [...secrets.values()].find(({ id }) => id === versionsOf),
    );
  const of = (key: string): string | undefined => asked.url.searchParams.get(key) ?? textAt(asked.body, key);
  const [kind, name] = [path.slice(0, "v3/secrets/raw".length), decodeURIComponent(path.slice("v3/secrets/raw/".length))];
  if (kind !== "v3/secrets/raw" || of("workspaceId") !== PROJECT || of("environment") !== "prod")
    return [404, { message: "Project or environment not found" }];
  const folder = of("secretPath") ?? "/";
  if (folder !== "/" && folder !== "/billing") return [404, { message: `Folder with path '${folder}' not found` }];
  if (name === "")
    return [
      200,
      { secrets: [...secrets].filter(([key]) => key.startsWith(`${folder}|`)).map(([key, kept]) => shown(key, kept)), imports: [] },
    ];
  const key = `${folder}|${name}`;
  const kept = secrets.get(key);
  if (asked.method === "POST" && kept !== undefined) return [400, { message: "Secret already exist" }];
  if (asked.method !== "POST" && kept === undefined) return [404, { message: `Secret with name '${name}' not found` }];
  if (asked.method === "DELETE") secrets.delete(key);
  if (asked.method === "DELETE" || kept === undefined || asked.method === "PATCH") {
    if (approval === true) return [200, { approval: { id: randomUUID() } }];
    if (asked.method === "DELETE") return [200, { secret: { secretKey: name } }];
    const value = textAt(asked.body, "secretValue") ?? "";
    const after = kept ?? { id: randomUUID(), values: [] };
    after.values.push(value.at(-1) === "\n" ? `${value.trim()}\n` : value.trim());
    secrets.set(key, after);
    return [200, { secret: shown(key, after) }];
  }
  return read(asked, key, kept, hidden === true);
}

function read({ url }: Asked, key: string, kept: Kept, isHidden: boolean): Reply {
  const number = Number(url.searchParams.get("version") ?? kept.values.length);
  const secretValue = kept.values[number - 1];
  if (secretValue === undefined) return [404, { message: "Secret version not found" }];
  const value = isHidden ? { secretValue: "<hidden-by-infisical>", secretValueHidden: true } : { secretValue, secretValueHidden: false };
  return [200, { secret: { ...shown(key, kept), version: number, ...value } }];
}

function shown(key: string, { id, values }: Kept): object {
  return {
    id,
    secretKey: key.split("|")[1],
    version: values.length,
    type: "shared",
    updatedAt: "2026-11-24T00:00:00.000Z",
    isRotatedSecret: false,
  };
}

function versions({ url }: Asked, kept: Kept | undefined): Reply {
  const [offset, limit] = ["offset", "limit"].map((key) => Number(url.searchParams.get(key)));
  const all = (kept?.values ?? []).map((_, index) => ({ version: index + 1, createdAt: "2026-11-24T00:00:00.000Z" })).toReversed();
  return kept === undefined || at(kept, "id") === undefined
    ? [404, {}]
    : [200, { secretVersions: all.slice(offset, (offset ?? 0) + (limit ?? 0)) }];
}
