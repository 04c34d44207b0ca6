// A server with state that stands for an issuer whose API cannot be had here: it follows the published description, and a key that
// was ended there is refused afterwards. What it stands for is said in docs/remediation.md.
import { type IncomingHttpHeaders, createServer } from "node:http";
import type { Credential } from "@stanch/model";

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or an empty object. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly form: URLSearchParams;
  /** User and password of a Basic log-in. */
  readonly basic: readonly [string, string];
  readonly bearer: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An issuer's double, and what a test has to know of it. */
export interface Issuer {
  readonly handle: (ask: Ask) => Reply;
  /** A live credential, the managing one, and one that may not manage. */
  readonly old: Credential;
  readonly admin: Credential;
  readonly stranger: Credential;
  /** Everything that is alive there, by its value. */
  readonly live: () => readonly string[];
  /** What a person does in the console, for issuers without a call for it. */
  readonly makeByHand?: () => Credential;
  readonly endByHand?: (value: string) => void;
}

export type Fate = number | "cut" | "pass";

export interface Running {
  readonly url: string;
  /** What becomes of the next requests: a status in the answer's place, `cut`: done, and the answer is lost, `pass`: nothing. */
  readonly next: (...answers: readonly Fate[]) => void;
  readonly asked: () => number;
  readonly stop: () => Promise<void>;
}

export async function serve(issuer: Issuer): Promise<Running> {
  let planned: Fate[] = [];
  let count = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      count++;
      const url = new URL(request.url ?? "/", "http://double");
      const text = Buffer.concat(parts).toString();
      const now = planned.shift();
      if (typeof now === "number") return response.writeHead(now, { "retry-after": "7" }).end("{}");
      const authorization = request.headers.authorization ?? "";
      const [user = "", ...password] = Buffer.from(authorization.replace(/^Basic /, ""), "base64")
        .toString()
        .split(":");
      const reply = issuer.handle({
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        json: parsed(text),
        form: new URLSearchParams(text),
        basic: [user, password.join(":")],
        bearer: authorization.replace(/^Bearer /, ""),
      });
      if (now === "cut") return request.socket.destroy();
      return response
        .writeHead(reply.status, { "content-type": "application/json", ...reply.headers })
        .end(reply.body === undefined ? "" : typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    next: (...answers) => (planned = [...answers]),
    asked: () => count,
    stop: async () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {}; // tests read single fields
  } catch {
    return {};
  }
}
