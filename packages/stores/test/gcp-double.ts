// A double of Google Secret Manager: it keeps state and follows the published REST reference, version 1: versions are numbered
// and never used again, etags guard a patch and a change of state (400 FAILED_PRECONDITION), `latest` is the highest number
// whatever its state. And of Google's token exchange (RFC 8693), which workloads of other clouds log in by.
import { randomUUID } from "node:crypto";
import { type Asked, type Double, type Reply, jsonDouble } from "./json-double.ts";
import { at, mapAt, textAt } from "../src/json.ts";

interface Version {
  readonly number: number;
  state: "ENABLED" | "DISABLED" | "DESTROYED";
  etag: string;
  readonly data: string;
  readonly createTime: string;
}

interface Kept {
  etag: string;
  annotations: Record<string, unknown>;
  readonly replication: unknown;
  readonly versions: Version[];
}

export interface GcpDouble extends Double {
  /** Answers every request, or those whose path ends with the verb, with the status, until it is called with none. */
  readonly fail: (status?: number, word?: string, verb?: string) => void;
  /** Called once, before the next version is added: another writer. */
  readonly before: (act: () => void) => void;
  readonly add: (path: string, value: string) => void;
}

const PROJECT = "acme-prod";

export async function gcpDouble(token: string, subjectToken: string): Promise<GcpDouble> {
  const secrets = new Map<string, Kept>();
  let failing: readonly [number, string, string] | undefined;
  let before: (() => void) | undefined;
  const double = await jsonDouble((asked) => {
    if (asked.url.pathname === "/v1/token") return exchanged(asked, token, subjectToken);
    if (failing !== undefined && asked.url.pathname.endsWith(failing[2])) return refused(failing[0], failing[1], asked.text);
    if (asked.headers.authorization !== `Bearer ${token}`) return refused(401, "UNAUTHENTICATED", "");
    if (asked.url.pathname.endsWith(":addVersion")) {
      before?.();
      before = undefined;
    }
    return route(asked, secrets);
  });
  return {
    ...double,
    fail: (status, word = "", verb = "") => (failing = status === undefined ? undefined : [status, word, verb]),
    before: (act) => (before = act),
    add: (path, value) => void addTo(secrets.get(path), Buffer.from(value).toString("base64")),
  };
}

/** A refusal that quotes what it was sent, as real ones may. */
function refused(code: number, status: string, text: string): Reply {
  return [code, { error: { code, status, message: `refused: ${text}` } }];
}

function exchanged({ body }: Asked, token: string, subjectToken: string): Reply {
  const isExchange = textAt(body, "grant_type") === "urn:ietf:params:oauth:grant-type:token-exchange";
  if (!isExchange || textAt(body, "subject_token") !== subjectToken)
    return [400, { error: "invalid_grant", error_description: `bad ${textAt(body, "subject_token")}` }];
  const type = "urn:ietf:params:oauth:token-type:access_token";
  return [200, { access_token: token, issued_token_type: type, token_type: "Bearer", expires_in: 3600 }];
}

function route(asked: Asked, secrets: Map<string, Kept>): Reply {
  const path = decodeURIComponent(asked.url.pathname.slice("/v1/".length));
  const collection = /^(projects\/([^/]+)(?:\/locations\/[^/]+)?\/secrets)$/.exec(path);
  if (collection !== null) {
    if (collection[2] !== PROJECT) return refused(404, "NOT_FOUND", "");
    return asked.method === "POST" ? create(asked, path, secrets) : paged(asked, "secrets", [...secrets].map(secretJson), path);
  }
  const [, name = "", rest = "", verb = ""] = /^(.*\/secrets\/[^/:]+)((?:\/versions(?:\/[^/:]+)?)?)(?::(\w+))?$/.exec(path) ?? [];
  const kept = secrets.get(name);
  if (kept === undefined) return refused(404, "NOT_FOUND", "");
  if (rest === "") return secret(asked, [name, kept], verb);
  const versions = kept.versions.toReversed();
  if (rest === "/versions")
    return paged(
      asked,
      "versions",
      versions.map((one) => versionJson(name, one)),
    );
  const id = rest.split("/").at(-1);
  const version = id === "latest" ? versions[0] : versions.find(({ number }) => String(number) === id);
  return version === undefined ? refused(404, "NOT_FOUND", "") : onVersion(asked, name, version, verb);
}

function secretJson([name, { etag, annotations, replication }]: readonly [string, Kept]): object {
  return { name: numbered(name), etag, annotations, replication, createTime: "2026-11-01T00:00:00Z" };
}

function versionJson(name: string, { number, state, etag, createTime }: Version): object {
  return { name: `${numbered(name)}/versions/${number}`, state, etag, createTime };
}

/** Answers name a project by its number. */
const numbered = (name: string): string => name.replace(`projects/${PROJECT}`, "projects/123456789");

function create({ url, body }: Asked, path: string, secrets: Map<string, Kept>): Reply {
  const id = url.searchParams.get("secretId") ?? "";
  const name = `${path}/${id}`;
  const isRegional = path.includes("/locations/");
  if (!/^[\w-]{1,255}$/.test(id) || (at(body, "replication", "automatic") === undefined) !== isRegional)
    return refused(400, "INVALID_ARGUMENT", "");
  if (secrets.has(name)) return refused(409, "ALREADY_EXISTS", "");
  const kept = {
    etag: etag(),
    annotations: Object.fromEntries(mapAt(body, "annotations")),
    replication: at(body, "replication"),
    versions: [],
  };
  secrets.set(name, kept);
  return [200, secretJson([name, kept])];
}

function secret({ method, url, body }: Asked, [name, kept]: readonly [string, Kept], verb: string): Reply {
  if (method === "POST" && verb === "addVersion") {
    const data = textAt(body, "payload", "data") ?? "";
    if (Buffer.from(data, "base64").length > 65_536) return refused(400, "INVALID_ARGUMENT", data);
    return [200, versionJson(name, addTo(kept, data))];
  }
  if (method !== "PATCH") return [200, secretJson([name, kept])];
  if (at(body, "etag") !== undefined && at(body, "etag") !== kept.etag) return refused(400, "FAILED_PRECONDITION", "");
  if (url.searchParams.get("updateMask") !== "annotations") return refused(400, "INVALID_ARGUMENT", "");
  kept.annotations = Object.fromEntries(mapAt(body, "annotations"));
  kept.etag = etag();
  return [200, secretJson([name, kept])];
}

function addTo(kept: Kept | undefined, data: string): Version {
  const number = (kept?.versions.at(-1)?.number ?? 0) + 1;
  const version = { number, state: "ENABLED" as const, etag: etag(), data, createTime: new Date().toISOString() };
  kept?.versions.push(version);
  return version;
}

function onVersion({ method, body }: Asked, name: string, version: Version, verb: string): Reply {
  if (verb === "access") {
    if (version.state !== "ENABLED") return refused(400, "FAILED_PRECONDITION", "");
    return [200, { name: `${numbered(name)}/versions/${version.number}`, payload: { data: version.data } }];
  }
  if (method === "POST") {
    const given = at(body, "etag");
    if (given !== undefined && given !== version.etag) return refused(400, "FAILED_PRECONDITION", "");
    if (version.state === "DESTROYED") return refused(400, "FAILED_PRECONDITION", "");
    version.state = verb === "enable" ? "ENABLED" : verb === "disable" ? "DISABLED" : "DESTROYED";
    version.etag = etag();
  }
  return [200, versionJson(name, version)];
}

/** Pages of three, so that paging is met. */
function paged({ url }: Asked, key: string, all: readonly unknown[], path?: string): Reply {
  const ours = path === undefined ? all : all.filter((one) => (textAt(one, "name") ?? "").startsWith(numbered(path)));
  const start = Number(url.searchParams.get("pageToken") ?? "0");
  const page = ours.slice(start, start + 3);
  return [200, { [key]: page, totalSize: ours.length, ...(start + 3 < ours.length ? { nextPageToken: String(start + 3) } : {}) }];
}

const etag = (): string => `"${randomUUID()}"`;
