import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import staticFiles from "@fastify/static";
import type { FastifyPluginAsync, FastifyReply } from "fastify";
import { PAGE_CSS, page } from "./html.ts";

/** In the built program the dashboard lies beside it; in the sources it is what its own build made. */
const PLACES = ["./dashboard", "../../../../dist/dashboard"];

/** The dashboard at /, when it is there; else a page that says how to use the API. */
export const dashboardPages = (): FastifyPluginAsync => async (app) => {
  app.get("/pages.css", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=3600").send(PAGE_CSS),
  );
  const root = PLACES.map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(`${path}/index.html`));
  if (root === undefined) {
    app.get("/", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) => sendPage(reply, WITHOUT));
    return;
  }
  app.addHook("onRoute", (route) => {
    route.config = { access: "public", ...route.config };
  });
  await app.register(staticFiles, { root, wildcard: false, index: false, serveDotFiles: false, schemaHide: true, setHeaders: cacheLong });
  // Its addresses are made in the browser: every page that is no file begins with the same document.
  app.get("/", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
    reply.sendFile("index.html", { maxAge: 0 }),
  );
  app.get("/*", { config: { access: "public" }, schema: { hide: true } }, async (request, reply) => {
    if (/^\/(?:api|docs|errors)(?:\/|$)|\.\w{2,5}$/.test(request.url.split("?")[0] ?? "")) return reply.callNotFound();
    return reply.sendFile("index.html", { maxAge: 0 });
  });
};

function cacheLong(reply: FastifyReply, path: string): void {
  // Names of built files carry their content's hash.
  if (/[\\/]assets[\\/]/.test(path)) void reply.header("cache-control", "public, max-age=31536000, immutable");
}

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply.type("text/html; charset=utf-8").send(text);
}

const WITHOUT = page(
  "stanch",
  `<h1>stanch server</h1><p>The server runs. This build has no dashboard; all that it does is in its API.</p>
<ul><li><a href="/docs">API reference</a> (<a href="/openapi.json">OpenAPI 3.1</a>)</li><li><a href="/errors">Error codes</a></li><li><a href="/ready">Ready?</a></li></ul>
<p>Sign in and make a token:</p><pre>curl -c jar -H 'Content-Type: application/json' -d '{"email":"you@example.com","password":"…"}' SERVER/api/v1/session
curl -b jar SERVER/api/v1/me</pre><p>Then report a scan: <code>stanch push --scan . --server SERVER</code> with <code>STANCH_TOKEN</code> set.</p>`,
);
