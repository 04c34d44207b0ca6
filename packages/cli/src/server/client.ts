import { AppError } from "@stanch/model";
import * as z from "zod";
import { printable, usage } from "../io.ts";

const ErrorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string(), request_id: z.string(), doc_url: z.string() }) });
const Me = z.object({ workspaces: z.array(z.object({ id: z.string(), name: z.string() })) });

/** A server of ours, called with an API token. */
export class Client {
  readonly #url: string;
  readonly #token: string;
  constructor(url: string, token: string) {
    this.#url = url.replace(/\/+$/, "");
    this.#token = token;
  }
  /** Throws SERVER_UNREACHABLE, with the server's own code, text and request id where it gave one. */
  async ask(
    path: string,
    { method = "GET", body, headers = {} }: { method?: string; body?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const response = await this.#fetch(path, {
      method,
      redirect: "error", // a token is not sent on to another address
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    if (response.ok) return response;
    throw new ServerRefusal(response, await problemOf(response), this.#url);
  }
  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.#url}/api/v1${path}`, init);
    } catch (cause) {
      throw new AppError("SERVER_UNREACHABLE", {
        what: `No answer from the server: ${reasonOf(cause)}`,
        where: this.#url,
        next: "Check --server and whether it runs.",
        cause,
      });
    }
  }
  /** The only workspace that the token opens. */
  async workspace(): Promise<string> {
    const { workspaces } = Me.parse(await (await this.ask("/me")).json());
    const [first] = workspaces;
    if (first === undefined) throw usage("This token opens no workspace", "STANCH_TOKEN", "Make one in a workspace's settings.");
    return first.id;
  }
}

/** The server said no. */
export class ServerRefusal extends AppError {
  readonly status: number;
  /** When the server said so. */
  readonly retryAfterMs: number | undefined;
  constructor({ status, headers }: Response, problem: z.infer<typeof ErrorAnswer>["error"] | undefined, url: string) {
    super("SERVER_UNREACHABLE", {
      what:
        problem === undefined
          ? `The server answered ${status}, in no form of ours`
          : `The server refused (${printable(problem.code)}): ${printable(problem.message)}`,
      where: url,
      next: problem === undefined ? "Check --server." : `See ${printable(problem.doc_url)}; request ${printable(problem.request_id)}.`,
    });
    this.status = status;
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    this.retryAfterMs = seconds >= 0 && seconds <= 120 ? seconds * 1000 : undefined;
  }
}

async function problemOf(response: Response): Promise<z.infer<typeof ErrorAnswer>["error"] | undefined> {
  return ErrorAnswer.safeParse(await response.json().catch(() => undefined)).data?.error;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause === "object" && cause !== null && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : "unknown";
}

/** From --server and the environment. Throws USAGE where there is no token. */
export function clientFor(server: string | undefined): Client {
  const url = server ?? process.env["STANCH_SERVER"] ?? "http://127.0.0.1:4747";
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw usage("This is no address of a server", url, "Give one such as https://stanch.example.com.");
  const token = process.env["STANCH_TOKEN"];
  if (token === undefined || token === "") throw usage("There is no API token", "STANCH_TOKEN", "Set it; a workspace's settings make one.");
  return new Client(url, token);
}
