import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";

/** The entity tag of a resource as it is answered. */
export function etagOf(body: string): string {
  return `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
}

/** Every successful read of the API carries an entity tag; whoever has it already gets 304 and no body. */
export function tagReads(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (request.method !== "GET" || reply.statusCode !== 200 || typeof payload !== "string") return payload;
    const isApi = request.url.startsWith("/api/");
    if (!isApi) return payload;
    const etag = etagOf(payload);
    void reply.header("etag", etag);
    // Belongs to one person; may be kept, must be asked about each time.
    if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "private, no-cache");
    if (!matches(request.headers["if-none-match"], etag)) return payload;
    void reply.code(304).removeHeader("content-length");
    return "";
  });
}

/**
 * For a change: when the client says which version it read (If-Match), the present one must be that. `schema` and `present`: the
 * resource as its GET answers it. Throws PRECONDITION_FAILED.
 */
export function requireMatch<T extends z.ZodType>(request: FastifyRequest, schema: T, present: z.output<T>): void {
  const asked = request.headers["if-match"];
  if (asked === undefined || asked === "*") return;
  if (matches(asked, etagOf(JSON.stringify(z.encode(schema, present))))) return;
  throw new RequestError("PRECONDITION_FAILED", {
    what: "It changed since you read it",
    where: "header If-Match",
    next: "Read it again, decide anew, and send the new ETag.",
  });
}

function matches(header: string | undefined, etag: string): boolean {
  return header !== undefined && (header === "*" || header.split(",").some((one) => one.trim().replace(/^W\//, "") === etag));
}
