import type { FastifyInstance } from "fastify";

/** Of our pages: their own files and their own API, nothing inline, framed by nobody. `nonce`: of style elements that may stand in it. */
export function strictPolicy(nonce?: string): string {
  const styles = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  return `default-src 'none'; script-src 'self'; style-src ${styles}; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
}

const STRICT = strictPolicy();

/** For answers that are no pages. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'";

/** Headers of every answer. A page with other needs sets its own Content-Security-Policy. */
export function secureHeaders(app: FastifyInstance, isHttps: boolean): void {
  app.addHook("onSend", async (request, reply, payload) => {
    const type = String(reply.getHeader("content-type") ?? "");
    if (!reply.hasHeader("content-security-policy"))
      void reply.header("content-security-policy", type.startsWith("text/html") ? STRICT : NOTHING);
    void reply.headers({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
      "x-request-id": request.id,
    });
    if (isHttps) void reply.header("strict-transport-security", "max-age=31536000; includeSubDomains");
    return payload;
  });
}
