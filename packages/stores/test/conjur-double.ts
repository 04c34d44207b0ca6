// A double of Conjur: the real server is a Rails program that cannot be installed by a test. It keeps state and follows the
// published OpenAPI description (cyberark/conjur-openapi-spec) and, where that is silent, the server's source: a resource lists
// its versions, the same value again makes no new version, blank values are refused, twenty versions are kept.
import { randomBytes } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";

const ACCOUNT = "myorg";
const KEPT = 20;

interface Versioned {
  readonly version: number;
  readonly value: Buffer;
}

export interface ConjurDouble {
  readonly url: string;
  /** Lines as the server's audit has them. */
  readonly audit: readonly string[];
  /** The tokens that were given out are no longer taken. */
  readonly expireTokens: () => void;
  readonly stop: () => void;
}

interface State {
  readonly variables: Map<string, Versioned[]>;
  readonly tokens: Map<string, string>;
  readonly audit: string[];
}

type Answer = readonly [status: number, body?: string | Buffer];

export async function conjurDouble(logins: { readonly login: string; readonly key: string; readonly jwt: string }): Promise<ConjurDouble> {
  const state: State = { variables: new Map(), tokens: new Map(), audit: [] };
  const server = createServer((request, response) => {
    void respond(request, response, state, logins);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    audit: state.audit,
    expireTokens: () => {
      state.tokens.clear();
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  state: State,
  logins: { readonly login: string; readonly key: string; readonly jwt: string },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? "/", "http://double");
  const [kind = "", ...rest] = url.pathname.slice(1).split("/").map(decodeURIComponent);
  const [status, answer = ""] = kind.startsWith("authn")
    ? authenticate([kind, ...rest], request, body, state, logins)
    : authorised(request, state, (user) => route(kind, rest, url, request, body, state, user));
  const type = kind.startsWith("authn") || kind === "secrets" ? "text/plain" : "application/json";
  response.writeHead(status, answer === "" ? {} : { "Content-Type": type });
  response.end(answer);
}

function authenticate(
  [kind, ...rest]: readonly string[],
  request: IncomingMessage,
  body: Buffer,
  { tokens }: State,
  { login, key, jwt }: { readonly login: string; readonly key: string; readonly jwt: string },
): Answer {
  const isKey = kind === "authn" && rest.join("|") === [ACCOUNT, login, "authenticate"].join("|") && body.toString() === key;
  const isJwt =
    kind === "authn-jwt" && rest.join("|") === `ci|${ACCOUNT}|authenticate` && new URLSearchParams(body.toString()).get("jwt") === jwt;
  if (!isKey && !isJwt) return [401];
  const token = JSON.stringify({ protected: randomBytes(6).toString("hex"), payload: "", signature: randomBytes(16).toString("hex") });
  tokens.set(token, login);
  return [200, request.headers["accept-encoding"] === "base64" ? Buffer.from(token).toString("base64") : token];
}

function authorised(request: IncomingMessage, { tokens }: State, then: (user: string) => Answer): Answer {
  const encoded = /^Token token="([A-Za-z0-9+/=]+)"$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const user = tokens.get(Buffer.from(encoded, "base64").toString());
  return user === undefined ? [401] : then(user);
}

function route(
  kind: string,
  rest: readonly string[],
  url: URL,
  request: IncomingMessage,
  body: Buffer,
  state: State,
  user: string,
): Answer {
  if (kind === "whoami") return [200, JSON.stringify({ client_ip: "127.0.0.1", account: ACCOUNT, username: user })];
  const [account, type, ...names] = rest;
  const id = names.join("/");
  if (account !== ACCOUNT) return [404];
  if (kind === "policies") return policy(request, body, state);
  if (kind === "resources") return type === undefined ? resources(url, state) : resource(id, state);
  if (kind === "secrets" && type === "variable") return request.method === "POST" ? write(id, body, state) : read(id, url, state, user);
  return [404];
}

function policy(request: IncomingMessage, body: Buffer, { variables }: State): Answer {
  if (request.headers["content-type"] !== "application/x-yaml") return [400];
  for (const [, id = ""] of body.toString().matchAll(/^- !variable (".*")$/gm))
    if (!variables.has(String(JSON.parse(id)))) variables.set(String(JSON.parse(id)), []);
  const deleted = [...body.toString().matchAll(/^- !delete\n {2}record: !variable (".*")$/gm)];
  if (deleted.length > 0 && request.method === "POST") return [422]; // only PATCH and PUT may take away
  for (const [, id = ""] of deleted) variables.delete(String(JSON.parse(id)));
  return [201, JSON.stringify({ created_roles: {}, version: 1 })];
}

function resources(url: URL, { variables }: State): Answer {
  const offset = Number(url.searchParams.get("offset"));
  const page = [...variables.keys()].toSorted().slice(offset, offset + Number(url.searchParams.get("limit")));
  return [200, JSON.stringify(page.map((id) => ({ id: `${ACCOUNT}:variable:${id}` })))];
}

function resource(id: string, { variables }: State): Answer {
  const versions = variables.get(id);
  if (versions === undefined) return [404];
  const secrets = versions.map(({ version }) => ({ version })); // expires_at: null of the server is no string, as the description asks
  return [200, JSON.stringify({ id: `${ACCOUNT}:variable:${id}`, owner: `${ACCOUNT}:policy:root`, secrets })];
}

function write(id: string, value: Buffer, { variables }: State): Answer {
  const versions = variables.get(id);
  if (versions === undefined) return [404];
  if (/^\s*$/.test(value.toString("latin1"))) return [422];
  const last = versions.at(-1);
  if (last === undefined || !last.value.equals(value)) versions.push({ version: (last?.version ?? 0) + 1, value });
  if (versions.length > KEPT) versions.shift();
  return [201];
}

function read(id: string, url: URL, { variables, audit }: State, user: string): Answer {
  const asked = url.searchParams.get("version");
  const versions = variables.get(id) ?? [];
  const found = asked === null ? versions.at(-1) : versions.find(({ version }) => version === Number(asked));
  const result = found === undefined ? "failure" : "success";
  const quoted = id.replace(/["\\\]]/g, "\\$&");
  audit.push(
    `<86>1 ${new Date().toISOString()} - conjur 1 fetch [auth@43868 user="${ACCOUNT}:${user.replace("/", ":")}"]` +
      `[subject@43868 resource="${ACCOUNT}:variable:${quoted}"][client@43868 ip="127.0.0.1"]` +
      `[action@43868 result="${result}" operation="fetch"] fetched`,
  );
  return found === undefined ? [404] : [200, found.value];
}
