/**
 * A real server on a real PostgreSQL for a test file, and people to call it as. In a test file:
 *
 *   const test = await startTestServer();                    // at the top; some two seconds
 *   afterAll(() => test.stop());
 *   const owner = await test.first();                         // the first administrator, signed in
 *   await owner.get("/me");                                   // { status, headers, body }
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fake } from "@stanch/model";
import { type Role, inWorkspace, members, systemActor } from "@stanch/workflow";
import { startPostgres } from "../../workflow/test/postgres.ts";
import { type Running, startServer } from "../src/index.ts";
import type { Tools } from "../src/tools.ts";
import { finding } from "./finding.ts";

export const PASSWORD = fake("[a-z]{8} [a-z]{8} [a-z]{8}", 11);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // A test looks at whatever an answer holds: unknown would put a cast into each line.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const TOOLS: Tools = {
  kinds: async () => [
    { id: "plivo-auth-token", title: "Plivo Auth Token", provider: "plivo", category: "messaging", severity: "critical" },
  ],
  explain: async (id) => (id === "plivo-auth-token" ? { id } : undefined),
  snippet: async (asked) => ({ ...asked }),
  // A folder called «slow» is read until there is a folder `end` in it.
  scan: async (path, _key, onProgress) => {
    while (path.endsWith("slow") && !existsSync(join(path, "end"))) {
      onProgress?.({ phase: "files", doneBytes: 4096, doneFiles: 3 });
      await sleep(100);
    }
    return { findings: [finding(path.length)], read: { files: 3, bytes: 4096, commits: 0 }, unread: { "archive-encrypted": 2 } };
  },
  hostsWithToken: () => ["github"],
  check: async ({ secret }) =>
    secret.reveal().startsWith("dead") ? { validity: "invalid", reason: "401" } : { validity: "valid", impact: "an account" },
  remediationPorts: async () => {
    const none = (): never => {
      throw new Error("no remediation of this test reaches anything");
    };
    return { rotator: none, store: none, command: none, http: none, fingerprint: none };
  },
};

/** One browser or program: keeps its cookies as a browser does. */
export class Caller {
  readonly #url: string;
  readonly cookies = new Map<string, string>();
  token: string | undefined;
  constructor(url: string, token?: string) {
    this.#url = url;
    this.token = token;
  }
  async ask(path: string, { method = "GET", body, headers = {} }: Asked = {}): Promise<Answer> {
    const address = path.startsWith("/api") || !path.startsWith("/") || OUTSIDE.test(path) ? path : `/api/v1${path}`;
    const response = await fetch(this.#url + address, {
      method,
      redirect: "manual",
      headers: {
        ...(this.cookies.size === 0
          ? {}
          : { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "), origin: this.#url }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.ask(path, headers === undefined ? {} : { headers });
  }
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.ask(path, { method: "POST", body: body ?? {}, ...(headers === undefined ? {} : { headers }) });
  }
  patch(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.ask(path, { method: "PATCH", body, ...(headers === undefined ? {} : { headers }) });
  }
  delete(path: string): Promise<Answer> {
    return this.ask(path, { method: "DELETE" });
  }
  #keep(line: string): void {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

const OUTSIDE = /^\/(?:health|ready|metrics|docs|errors|openapi\.json)?(?:[/?]|$)/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface TestServer {
  readonly absent: boolean;
  readonly url: string;
  readonly running: Running;
  /** What the log wrote. */
  readonly log: string[];
  /** Somebody without anything. */
  caller(token?: string): Caller;
  /** The first administrator, signed in, and their workspace; the same at each call. */
  first(): Promise<{ caller: Caller; workspace: string }>;
  /** Somebody new in a workspace, by invitation, signed in. */
  member(workspace: string, role: Exclude<Role, "machine">): Promise<Caller>;
  stop(): Promise<void>;
}

export async function startTestServer(variables: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const postgres = await startPostgres();
  // Where there is no PostgreSQL nothing of this file runs: what is below is never asked for.
  const { ownerUrl, appUrl } = postgres.absent ? { ownerUrl: "", appUrl: "" } : await postgres.fresh();
  const log: string[] = [];
  const said: string[] = [];
  const running = await startServer({
    version: "0.0.0-test",
    variables: {
      STANCH_PORT: "0",
      STANCH_SECRET: fake("[A-Za-z0-9]{48}", 7),
      DATABASE_URL: ownerUrl,
      DATABASE_APP_URL: appUrl,
      STANCH_LOG_LEVEL: "info",
      STANCH_RATE_LIMIT: "100000",
      STANCH_SIGN_IN_LIMIT: "1000",
      ...variables,
    },
    tools: TOOLS,
    log: { write: (line) => void log.push(line) },
    say: (line) => void said.push(line),
    onOutlived: () => undefined,
  });
  let first: Promise<{ caller: Caller; workspace: string }> | undefined;
  let people = 0;
  const register = async (): Promise<{ caller: Caller; workspace: string }> => {
    const caller = new Caller(running.url);
    const link = /#(\S+)/.exec(said.join("\n"))?.[1];
    const answer = await caller.post("/setup", { link, name: "Ada", email: "ada@example.com", password: PASSWORD, workspace: "First" });
    if (answer.status !== 201) throw new Error(`set-up failed: ${answer.text}`);
    return { caller, workspace: answer.body.workspaceId };
  };
  return {
    absent: postgres.absent,
    url: running.url,
    running,
    log,
    caller: (token) => new Caller(running.url, token),
    first: () => (first ??= register()),
    async member(workspace, role) {
      // Past the limit of log-ins a minute: a session as better-auth makes it, for a user as an invitation would make them.
      const email = `person${++people}@example.com`;
      const { auth, database } = running.services;
      const made = await auth.api.signUpEmail({ body: { name: `Person ${people}`, email, password: PASSWORD } });
      await inWorkspace(database, { workspaceId: workspace, actor: systemActor("test") }, ({ tx }) =>
        tx.insert(members).values({ workspaceId: workspace, userId: made.user.id, role, name: made.user.name, emails: [email] }),
      );
      const response = await auth.api.signInEmail({ body: { email, password: PASSWORD }, asResponse: true });
      const caller = new Caller(running.url);
      for (const line of response.headers.getSetCookie()) {
        const [pair = ""] = line.split(";");
        caller.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
      }
      return caller;
    },
    async stop() {
      await running.stop();
      await postgres.stop();
    },
  };
}

/** What `look` gives as soon as it gives something; rejects after a minute. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error("it did not come");
    await sleep(100);
  }
}
