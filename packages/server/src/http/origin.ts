import type { FastifyRequest } from "fastify";
import { RequestError } from "../errors/error-object.ts";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Cross-site request forgery: a browser sends a session's cookie with another site's request too, so what changes something must
 * come from our own pages. Tokens are sent by nobody on their own and need no check. Cookies are SameSite=Lax besides.
 */
export function checkOrigin(request: FastifyRequest, publicUrl: string): void {
  if (READS.has(request.method) || request.headers.cookie === undefined || request.headers.authorization !== undefined) return;
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  if (origin === new URL(publicUrl).origin) return;
  if (origin === undefined && (site === "same-origin" || site === "none")) return;
  throw new RequestError("ORIGIN_REFUSED", {
    what: "A request with a session came from another site, or says not from which",
    where: "header Origin",
    next: "Call the API with a token, or set STANCH_URL to the address that browsers use.",
  });
}
