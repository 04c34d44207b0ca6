import { randomBytes } from "node:crypto";
import fastify from "fastify";
import type { FastifyPluginAsync } from "fastify";
import type { Services } from "../services.ts";
import { escapeHtml } from "./html.ts";

/** The API's description, and a page that shows it. The page's script comes from the package: nothing is loaded from elsewhere. */
export const docsPages =
  ({ version }: Services): FastifyPluginAsync =>
  async (app) => {
    let script: Promise<string> | undefined;
    app.get("/openapi.json", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
      reply.type("application/json; charset=utf-8").send(JSON.stringify(app.swagger())),
    );
    app.get("/docs", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) => {
      const nonce = randomBytes(16).toString("base64");
      // The viewer sets style attributes; scripts stay our own, and it may call nobody but us.
      const policy = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
      return reply.type("text/html; charset=utf-8").header("content-security-policy", policy).send(docsPage(nonce));
    });
    app.get("/docs/start.js", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
      reply.type("text/javascript; charset=utf-8").send(START),
    );
    app.get("/docs/viewer.js", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) => {
      script ??= viewerScript();
      return reply
        .type("text/javascript; charset=utf-8")
        .header("cache-control", "public, max-age=86400")
        .header("etag", `"${version}"`)
        .send(await script);
    });
  };

const START = `Scalar.createApiReference("#api", { url: "/openapi.json", withDefaultFonts: false, telemetry: false, hideClientButton: true, agent: { disabled: true }, mcp: { disabled: true } });\n`;

function docsPage(nonce: string): string {
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta property="csp-nonce" content="${escapeHtml(nonce)}"><title>stanch API</title></head><body><div id="api"></div><script src="/docs/viewer.js"></script><script src="/docs/start.js"></script></body></html>\n`;
}

/** The viewer is 4 MB inside its Fastify plugin: loaded when somebody first opens the page, and taken out of it by a request. */
async function viewerScript(): Promise<string> {
  const { default: viewer } = await import("@scalar/fastify-api-reference");
  const inner = fastify();
  await inner.register(viewer, { routePrefix: "/", configuration: { content: {} } });
  const { body } = await inner.inject("/js/scalar.js");
  await inner.close();
  return body;
}
