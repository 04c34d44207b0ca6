import { randomBytes } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import staticFiles from "@fastify/static";
import type { FastifyPluginAsync, FastifyReply } from "fastify";
import { strictPolicy } from "../http/security-headers.ts";
import { PAGE_CSS, page } from "./html.ts";

/** In the built program the dashboard lies beside it; in the sources it is what its own build made. */
const PLACES = ["./dashboard/", "../../../../dist/dashboard/"];
const FREE = { config: { access: "public" }, schema: { hide: true } } as const;

/** The dashboard at /, when it is there; else a page that says how to use the API. */
export const dashboardPages = (): FastifyPluginAsync => async (app) => {
  app.get("/pages.css", FREE, async (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "public, max-age=3600").send(PAGE_CSS),
  );
  const found = PLACES.map((path) => fileURLToPath(new URL(path, import.meta.url))).map((root) => ({ root, files: filesIn(root) }));
  const built = found.find(({ files }) => files.has("index.html"));
  if (built === undefined) {
    app.get("/", FREE, async (_request, reply) => reply.type("text/html; charset=utf-8").send(WITHOUT));
    return;
  }
  const { root, files } = built;
  // Beside each file lies what it packs to; browsers take that.
  await app.register(staticFiles, { root, serve: false, preCompressed: true });
  const document = readFileSync(`${root}index.html`, "utf8");
  // Its addresses are made in the browser: each that names no file begins with the same document.
  app.get("/", FREE, async (_request, reply) => sendDocument(reply, document));
  app.get("/*", FREE, async (request, reply) => {
    const path = request.url.slice(1).split("?")[0] ?? "";
    if (!files.has(path))
      return /^(?:api|docs|errors)(?:\/|$)|\.\w{2,5}$/.test(path) ? reply.callNotFound() : sendDocument(reply, document);
    // Names of built files carry their content's hash.
    return path.startsWith("assets/")
      ? reply.sendFile(path, { maxAge: 31_536_000_000, immutable: true })
      : reply.sendFile(path, { maxAge: 3_600_000 });
  });
};

/** What the build writes where the one-time word of the page's style elements belongs. */
const NONCE = "STANCH_NONCE";

/** Some components write style elements: each answer has a word of its own that lets just those in. */
function sendDocument(reply: FastifyReply, document: string): FastifyReply {
  const nonce = randomBytes(16).toString("base64");
  return reply
    .type("text/html; charset=utf-8")
    .headers({ "content-security-policy": strictPolicy(nonce), "cache-control": "no-store" })
    .send(document.replaceAll(NONCE, nonce));
}

/** Paths with forward slashes, such as one asks for. Nothing else is ever sent. */
function filesIn(root: string): ReadonlySet<string> {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) return new Set();
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Set(
    entries.map(({ parentPath, name }) => `${parentPath.slice(root.length - 1)}/${name}`.replaceAll("\\", "/").replace(/^\/+/, "")),
  );
}

const WITHOUT = page(
  "stanch",
  `<h1>stanch server</h1><p>The server runs. This build has no dashboard; all that it does is in its API.</p>
<ul><li><a href="/docs">API reference</a> (<a href="/openapi.json">OpenAPI 3.1</a>)</li><li><a href="/errors">Error codes</a></li><li><a href="/ready">Ready?</a></li></ul>
<p>Sign in and make a token:</p><pre>curl -c jar -H 'Content-Type: application/json' -d '{"email":"you@example.com","password":"…"}' SERVER/api/v1/session
curl -b jar SERVER/api/v1/me</pre><p>Then report a scan: <code>stanch push --scan . --server SERVER</code> with <code>STANCH_TOKEN</code> set.</p>`,
);
