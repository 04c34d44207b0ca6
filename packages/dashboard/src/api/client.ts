import createClient, { type Middleware } from "openapi-fetch";
import { expireSession } from "../app/session.ts";
import { text } from "../text.ts";
import type { components, paths } from "./schema.gen.ts";

export type Schemas = components["schemas"];

/** What a page shows of a request that failed. `doc` and `log` are addresses on this server. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: string;
  readonly status: number;
  readonly doc: string | undefined;
  readonly log: string | undefined;
  readonly param: string | undefined;
  constructor(told: { code: string; status: number; message: string; doc?: string; log?: string; param?: string }) {
    super(told.message);
    this.code = told.code;
    this.status = told.status;
    this.doc = told.doc;
    this.log = told.log;
    this.param = told.param;
  }
}

/** A session that ended in mid-work is told to the whole application, which asks for the password over the page as it stands. */
const noticeExpiry: Middleware = {
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && !schemaPath.startsWith("/api/v1/session") && schemaPath !== "/api/v1/me/password") expireSession();
  },
};

/** The API, typed by the server's own document. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin" });
api.use(noticeExpiry);

/** What a call answered. Throws ApiProblem, also when the server cannot be reached. */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  return (await answeredWithTag(call)).data;
}

/** The same with the version that a later change names in If-Match. */
export async function answeredWithTag<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<{ data: T; etag: string | undefined }> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiProblem({ code: "SERVER_UNREACHABLE", status: 0, message: text.errors.unreachable });
  });
  if (!response.ok) throw problemOf(error, response);
  // A successful answer has the body that its schema says; an empty one (204) is undefined, as its type is.
  return { data: data as T, etag: response.headers.get("etag") ?? undefined };
}

function problemOf(error: unknown, response: Response): ApiProblem {
  const told = isError(error) ? error.error : undefined;
  if (told === undefined)
    return new ApiProblem({ code: `HTTP_${response.status}`, status: response.status, message: text.errors.unreadable(response.status) });
  return new ApiProblem({
    code: told.code,
    status: response.status,
    message: told.message,
    doc: pathOf(told.doc_url),
    log: told.request_log_url === null ? undefined : `/requests/${told.request_id}`,
    param: told.param ?? undefined,
  });
}

function isError(value: unknown): value is Schemas["Error"] {
  return typeof value === "object" && value !== null && "error" in value && typeof value.error === "object" && value.error !== null;
}

/** On this very server, by whichever name the browser calls it. */
function pathOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname : undefined;
}

/** For Idempotency-Key: the same for every try of one deed. `crypto.randomUUID` is missing on plain HTTP. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
