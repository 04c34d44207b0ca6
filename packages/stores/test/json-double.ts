// What the doubles of REST services share: a server on a free port that reads JSON and answers JSON.
import { type IncomingHttpHeaders, createServer } from "node:http";

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or what a form holds; undefined for none. */
  readonly body: unknown;
  readonly text: string;
}

export type Reply = readonly [status: number, json?: unknown, headers?: Readonly<Record<string, string>>];

export interface Double {
  readonly url: string;
  readonly stop: () => void;
}

export async function jsonDouble(reply: (asked: Asked) => Reply): Promise<Double> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const asked = {
        method: request.method ?? "",
        url: new URL(request.url ?? "/", "http://double"),
        headers: request.headers,
        body: bodyOf(text, request.headers["content-type"]),
        text,
      };
      const [status, json, headers] = reply(asked);
      response.writeHead(status, { "Content-Type": "application/json", ...headers });
      response.end(json === undefined ? undefined : JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function bodyOf(text: string, type: string | undefined): unknown {
  if (type?.startsWith("application/x-www-form-urlencoded") === true) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown; // JSON.parse gives any
  } catch {
    return undefined;
  }
}
