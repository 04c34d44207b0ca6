import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { fake } from "@stanch/model";

export interface PlivoFault {
  readonly status: number;
  /** The act is done all the same: the answer alone is lost. */
  readonly after?: boolean;
}

export interface PlivoAccount {
  readonly authId: string;
  token: string;
  name: string;
  enabled: boolean;
  exists: boolean;
  readonly created: string;
}

export interface PlivoMessage {
  readonly message_uuid: string;
  readonly message_time: string;
  readonly message_direction: "outbound";
  readonly message_state: "delivered";
  readonly message_type: "sms";
  readonly from_number: string;
  readonly to_number: string;
  readonly destination_country_iso2: string;
  readonly total_amount: string;
  readonly units: number;
  readonly requester_ip: string;
  readonly subaccount: string;
}

/**
 * A double of the part of Plivo's API that a rotation meets, with state: written from its documents (accounts, sub-accounts,
 * applications, numbers, messages, calls), listens on 127.0.0.1. The console, which has no API, is `console`.
 */
export class PlivoDouble {
  readonly main: { readonly authId: string; readonly tokens: Set<string> };
  readonly subs: PlivoAccount[] = [];
  readonly applications: { app_id: string; subaccount: string }[] = [];
  readonly numbers: { number: string; subaccount: string }[] = [];
  readonly messages: PlivoMessage[] = [];
  /** Every request: method and path. */
  readonly asked: string[] = [];
  fault: (method: string, path: string) => PlivoFault | undefined = () => undefined;
  /** Told after each change at the issuer. */
  changed: () => void = () => undefined;
  #seed: number;
  #server: Server | undefined;

  constructor(seed = 1) {
    this.#seed = seed * 1000;
    this.main = { authId: fake("MA[A-Z0-9]{18}", this.#next()), tokens: new Set([this.#token()]) };
  }

  async listen(): Promise<string> {
    const server = createServer((request, response) => void this.#serve(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  }

  close(): Promise<void> {
    this.#server?.closeAllConnections();
    return new Promise((resolve) => (this.#server === undefined ? resolve() : this.#server.close(() => resolve())));
  }

  /** What a human does at console.plivo.com. */
  readonly console = {
    generate: (keepOld: boolean): string => {
      const token = this.#token();
      if (!keepOld) this.main.tokens.clear();
      this.main.tokens.add(token);
      return token;
    },
    revokeAllBut: (token: string): void => {
      this.main.tokens.clear();
      this.main.tokens.add(token);
    },
  };

  makeSub(name: string): PlivoAccount {
    const made = {
      authId: fake("SA[A-Z0-9]{18}", this.#next()),
      token: this.#token(),
      name,
      enabled: true,
      exists: true,
      created: new Date().toISOString(),
    };
    this.subs.push(made);
    return made;
  }

  record(sub: string, told: Partial<PlivoMessage> = {}): void {
    this.messages.unshift({
      message_uuid: fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", this.#next()),
      message_time: new Date().toISOString().replace("T", " ").replace("Z", "+00:00"),
      message_direction: "outbound",
      message_state: "delivered",
      message_type: "sms",
      from_number: "14155550100",
      to_number: "14155550199",
      destination_country_iso2: "US",
      total_amount: "0.00500",
      units: 1,
      requester_ip: "203.0.113.10",
      subaccount: sub,
      ...told,
    });
  }

  #next(): number {
    return ++this.#seed;
  }
  #token(): string {
    return fake("[A-Za-z0-9]{40}", this.#next());
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://double");
    const method = request.method ?? "GET";
    let text = "";
    for await (const part of request as AsyncIterable<Buffer>) text += part.toString();
    this.asked.push(`${method} ${url.pathname}`);
    const fault = this.fault(method, url.pathname);
    const answer =
      fault === undefined || fault.after === true
        ? this.#answer(request, { method, url, body: parsed(text) })
        : { status: fault.status, body: {} };
    if (method !== "GET" && answer.status < 300) this.changed();
    const status = fault?.status ?? answer.status;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(
      status === 204 ? undefined : JSON.stringify(fault === undefined ? { api_id: "double", ...answer.body } : { error: "double" }),
    );
  }

  #answer(request: IncomingMessage, { method, url, body }: Asked): Answer {
    const [, account = "", kind = "", id = ""] = /^\/v1\/Account\/(\w+)\/(?:(\w+)\/)?(?:([\w-]+)\/)?$/.exec(url.pathname) ?? [];
    const caller = this.#caller(request.headers.authorization);
    if (caller === undefined || caller !== account) return { status: 401, body: { error: "Could not verify your access level" } };
    if (kind === "")
      return {
        status: 200,
        body: {
          account_type: "standard",
          auth_id: account,
          cash_credits: "42.00000",
          auto_recharge: false,
          name: "Drill",
          timezone: "UTC",
        },
      };
    if (kind === "Message" && method === "POST") return this.#send(account, body);
    if (caller !== this.main.authId) return { status: 403, body: { error: "Forbidden" } };
    if (kind === "Subaccount") return this.#subaccount(method, { id, body, url });
    if (kind === "Message")
      return page(
        this.messages.filter(
          ({ subaccount }) => url.searchParams.get("subaccount") === null || subaccount === url.searchParams.get("subaccount"),
        ),
        url,
      );
    if (kind === "Call") return page([], url);
    if (kind === "Application" || kind === "Number") return this.#hanging(kind, { method, id, body, url });
    return { status: 404, body: { error: "not found" } };
  }

  #caller(header: string | undefined): string | undefined {
    const [id = "", token = ""] = Buffer.from((header ?? "").replace(/^Basic /, ""), "base64")
      .toString("latin1")
      .split(":");
    if (id === this.main.authId) return this.main.tokens.has(token) ? id : undefined;
    const sub = this.subs.find(({ authId }) => authId === id);
    return sub?.token === token && sub.enabled && sub.exists ? id : undefined;
  }

  #send(account: string, body: Readonly<Record<string, unknown>>): Answer {
    this.record(account, { to_number: textOf(body["dst"]) });
    return { status: 202, body: { message: "message(s) queued", message_uuid: [this.messages[0]?.message_uuid] } };
  }

  #subaccount(method: string, { id, body, url }: { id: string; body: Readonly<Record<string, unknown>>; url: URL }): Answer {
    if (id === "" && method === "POST") {
      const made = this.makeSub(textOf(body["name"]));
      made.enabled = body["enabled"] === true;
      return { status: 201, body: { auth_id: made.authId, auth_token: made.token, message: "created" } };
    }
    const living = this.subs.filter(({ exists }) => exists);
    if (id === "") return page(living.map(shown), url);
    const sub = living.find(({ authId }) => authId === id);
    if (sub === undefined) return { status: 404, body: { error: "not found" } };
    if (method === "GET") return { status: 200, body: shown(sub) };
    if (method === "DELETE") {
      sub.exists = false;
      return { status: 204, body: {} };
    }
    sub.name = textOf(body["name"]);
    // As the Python SDK's default would have it: what is not said is off.
    sub.enabled = body["enabled"] === true;
    return { status: 202, body: { message: "changed" } };
  }

  #hanging(kind: "Application" | "Number", { method, id, body, url }: Asked & { readonly id: string }): Answer {
    const all: { app_id?: string; number?: string; subaccount: string }[] = kind === "Application" ? this.applications : this.numbers;
    if (id === "")
      return page(
        all.filter(({ subaccount }) => subaccount === url.searchParams.get("subaccount")),
        url,
      );
    const one = all.find(({ app_id: app, number }) => (app ?? number) === id);
    if (one === undefined) return { status: 404, body: { error: "not found" } };
    if (method === "POST") one.subaccount = textOf(body["subaccount"]);
    return { status: 202, body: { message: "changed" } };
  }
}

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

function shown({ authId, token, name, enabled, created }: PlivoAccount): Record<string, unknown> {
  return { auth_id: authId, auth_token: token, new_auth_token: token, name, enabled, created };
}

function page(all: readonly unknown[], url: URL): Answer {
  const limit = Math.min(Number(url.searchParams.get("limit") ?? 20), 20);
  const offset = Number(url.searchParams.get("offset") ?? 0);
  return { status: 200, body: { meta: { limit, offset, total_count: all.length }, objects: all.slice(offset, offset + limit) } };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
