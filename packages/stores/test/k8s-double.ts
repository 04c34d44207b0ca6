// A double of the Kubernetes API server, for where the real one is not: Secrets of two namespaces with resource versions,
// merge patches, preconditions, lists of names, immutable Secrets, the limit of a Secret's size, users and a used-up quota.
// The same tests run on the real server where it is there, so that the two agree.
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";

export const DOUBLE_ADMIN = "admin-of-the-double";
export const DOUBLE_NOBODY = "nobody-of-the-double";
const MOST_BYTES = 1_048_576;

type Member = Readonly<Record<string, unknown>>;

interface SecretObject extends Member {
  readonly metadata: Member & { readonly name: string; readonly resourceVersion: string; readonly uid: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly immutable?: boolean;
}

export interface K8sDouble {
  readonly server: string;
  readonly call: (method: string, path: string, body?: object) => Promise<void>;
  /** Takes this token for the admin's from now on, and the one before no more. */
  readonly renew: (token: string) => void;
  readonly stop: () => Promise<void>;
}

type Answer = readonly [status: number, body: object];

/** `namespaces`: those that are there; in `full` a quota lets nothing in. */
export async function k8sDouble(namespaces: readonly string[]): Promise<K8sDouble> {
  const secrets = new Map<string, SecretObject>();
  let counter = 100;
  let admin = DOUBLE_ADMIN;
  const next = (): string => String(++counter);

  const answer = (request: IncomingMessage, body: Member): Answer => {
    const url = new URL(request.url ?? "/", "http://double");
    const token = request.headers.authorization?.slice("Bearer ".length);
    const isAdmin = token === admin;
    if (!isAdmin && token !== DOUBLE_NOBODY) return refusal(401, "Unauthorized");
    if (url.pathname === "/version") return [200, { gitVersion: "v0-double" }];
    if (url.pathname.endsWith("/selfsubjectreviews")) return [201, { status: { userInfo: { username: isAdmin ? "admin" : "nobody" } } }];
    const [, namespace = "", name] = /^\/api\/v1\/namespaces\/([^/]+)\/secrets(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (!isAdmin) return refusal(403, "Forbidden");
    if (name === undefined) {
      if (request.method === "GET") return list(namespace, url.searchParams);
      return made(namespace, body, url.searchParams);
    }
    const now = secrets.get(`${namespace}/${name}`);
    if (now === undefined) return refusal(404, "NotFound");
    if (request.method === "GET") return [200, now];
    if (request.method === "DELETE") return removed(`${namespace}/${name}`, now, body);
    if (request.headers["content-type"] !== "application/merge-patch+json") return refusal(415, "UnsupportedMediaType");
    return patched(`${namespace}/${name}`, now, body, url.searchParams);
  };

  const list = (namespace: string, query: URLSearchParams): Answer => {
    const all = [...secrets].filter(([path]) => path.startsWith(`${namespace}/`)).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const from = Number(query.get("continue") ?? 0);
    const to = from + Math.min(Number(query.get("limit") ?? 500), 3); // small pages, so that every list has several
    const items = all.slice(from, to).map(([, { metadata }]) => ({ metadata }));
    return [200, { items, metadata: to < all.length ? { continue: String(to) } : {} }];
  };
  const stamped = (object: Member, name: string, uid: string, query: URLSearchParams): SecretObject => {
    const metadata = typeof object["metadata"] === "object" ? object["metadata"] : {};
    const managedFields = [{ manager: query.get("fieldManager") ?? "unknown", time: new Date().toISOString() }];
    return { ...object, metadata: { ...metadata, name, uid, resourceVersion: next(), managedFields } };
  };
  const made = (namespace: string, body: Member, query: URLSearchParams): Answer => {
    const name = (body as { metadata: { name: string } }).metadata.name; // the tests' own bodies
    if (!namespaces.includes(namespace)) return refusal(404, "NotFound");
    if (namespace === "full")
      return refusal(403, "Forbidden", "exceeded quota: none, requested: secrets=1, used: secrets=0, limited: secrets=0");
    if (secrets.has(`${namespace}/${name}`)) return refusal(409, "AlreadyExists");
    return kept(`${namespace}/${name}`, stamped(body, name, next(), query));
  };
  const patched = (path: string, now: SecretObject, body: Member, query: URLSearchParams): Answer => {
    const asked = (body["metadata"] as Member | undefined)?.["resourceVersion"]; // the tests' own bodies
    if (asked !== undefined && asked !== now.metadata.resourceVersion) return refusal(409, "Conflict");
    if (now.immutable === true) return refusal(422, "Invalid");
    const merged = mergePatch(now, body) as Member; // an object patched by an object
    return kept(path, stamped(merged, now.metadata.name, now.metadata.uid, query));
  };
  const kept = (path: string, object: SecretObject): Answer => {
    const sizeBytes = Object.values(object.data ?? {}).reduce((sum, value) => sum + Buffer.from(value, "base64").length, 0);
    if (sizeBytes > MOST_BYTES) return refusal(422, "Invalid", "", [{ reason: "FieldValueTooLong", field: "data" }]);
    secrets.set(path, object);
    return [200, object];
  };
  const removed = (path: string, now: SecretObject, body: Member): Answer => {
    const { uid = now.metadata.uid, resourceVersion = now.metadata.resourceVersion } = (body["preconditions"] ?? {}) as Member; // as above
    if (uid !== now.metadata.uid || resourceVersion !== now.metadata.resourceVersion) return refusal(409, "Conflict");
    secrets.delete(path);
    return [200, { status: "Success" }];
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    const [status, body] = answer(request, text === "" ? {} : (JSON.parse(text) as Member)); // the tests' own bodies
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    server: url,
    call: async (method, path, body) => {
      const headers = { Authorization: `Bearer ${admin}`, "Content-Type": "application/json" };
      const { status } = await fetch(`${url}/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      if (status >= 300) throw new Error(`${method} ${path}: HTTP ${status}`);
    },
    renew: (token) => {
      admin = token;
    },
    stop: async () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function refusal(code: number, reason: string, message = "", causes: readonly object[] = []): Answer {
  return [code, { kind: "Status", status: "Failure", code, reason, message, details: { causes } }];
}

/** RFC 7396. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const merged = new Map<string, unknown>(typeof target === "object" && target !== null ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}
