// What the doubles of code hosts have in common: marks (ETag), pages by links, limits, refusals, and real git beside the API.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ServedRepository, serveGit } from "./git-server.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A rule is asked before the routes: a limit, a failure, a delay. */
export type Rule = (asked: Asked) => Reply | undefined | Promise<Reply | undefined>;

export class HostDouble {
  readonly root = mkdtempSync(join(tmpdir(), "stanch-host-"));
  readonly asked: Asked[] = [];
  readonly rules: Rule[] = [];
  readonly token: string | undefined;
  /** Where the API is below the server's root. */
  readonly apiPath: string;
  /** Paths of git repositories that end in half of an answer. */
  readonly cut = new Map<string, number>();
  route: (asked: Asked) => Reply = () => ({ status: 404, json: { message: "Not Found" } });
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(apiPath: string, token: string | undefined) {
    this.apiPath = apiPath;
    this.token = token;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; // it listens on a port, not on a pipe
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  repository(path: string): ServedRepository {
    return new ServedRepository(join(this.root, path));
  }

  /** Requests of the API since then, as `METHOD path`. */
  calls(from = 0): string[] {
    return this.asked.slice(from).map(({ method, path }) => `${method} ${path}`);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    if (/\.git(?:\/|$)/.test(url.pathname) && !url.pathname.startsWith(`${this.apiPath}/`)) return this.#git(request, response, url);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer); // without an encoding it gives nothing else
    const path = url.pathname.startsWith(this.apiPath) ? url.pathname.slice(this.apiPath.length) : url.pathname;
    const asked: Asked = {
      method: request.method ?? "GET",
      path,
      query: url.searchParams,
      url,
      headers: request.headers,
      body: Buffer.concat(parts).toString(),
    };
    this.asked.push(asked);
    let reply: Reply | undefined;
    for (const rule of this.rules) reply ??= await rule(asked);
    const isKnown = this.token === undefined || request.headers.authorization === `Bearer ${this.token}`;
    // Files lie on another host in truth, which takes the link for a key.
    reply ??= isKnown || path.startsWith("/storage/") ? this.route(asked) : { status: 401, json: { message: "Bad credentials" } };
    const bytes = reply.bytes ?? Buffer.from(reply.json === undefined ? "" : JSON.stringify(reply.json));
    const etag = `"${createHash("sha256")
      .update(bytes)
      .update(reply.headers?.["link"] ?? "")
      .digest("hex")
      .slice(0, 16)}"`;
    const headers = {
      "content-type": reply.bytes === undefined ? "application/json; charset=utf-8" : "application/octet-stream",
      ...reply.headers,
    };
    if ((reply.status ?? 200) === 200 && request.headers["if-none-match"] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    response.writeHead(reply.status ?? 200, { ...headers, ...((reply.status ?? 200) === 200 ? { etag } : {}) }).end(bytes);
  }

  #git(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const given = Buffer.from((request.headers.authorization ?? "").replace(/^Basic /, ""), "base64").toString();
    if (this.token !== undefined && given.split(":")[1] !== this.token) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
      return;
    }
    const cut = [...this.cut].find(([path]) => url.pathname.startsWith(path))?.[1];
    serveGit(this.root, request, response, cut);
  }
}

/** One page of a list, two items long whatever is asked, with the link to the next one as GitHub and GitLab give it. */
export function paged(
  { url, query }: Asked,
  all: readonly unknown[],
  wrap: (items: readonly unknown[]) => unknown = (items) => items,
  size = 2,
): Reply {
  const page = Number(query.get("page") ?? "1");
  const next = new URL(url);
  next.searchParams.set("page", String(page + 1));
  return {
    json: wrap(all.slice((page - 1) * size, page * size)),
    headers:
      page * size < all.length ? { link: `<${next.href}>; rel="next", <${next.href}>; rel="last"`, "x-next-page": String(page + 1) } : {},
  };
}
