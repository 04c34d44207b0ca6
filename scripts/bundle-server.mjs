// The server's and the workflow's files of dist/: server.mjs, workflow.mjs and the parts that both share. Other commands of the
// program (all.js) load them only when one of theirs is called.
import { build } from "esbuild";
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Packages of ours that are files of their own in the bundle, and under which name. */
export const SERVER_FILES = { "@stanch/server": "server.mjs", "@stanch/workflow": "workflow.mjs" };

/** Imports of those packages stay imports, of the files beside. */
export const serverApart = {
  name: "server-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^@stanch\/(?:server|workflow)$/ }, ({ path }) => ({ path: `./${SERVER_FILES[path]}`, external: true }));
  },
};

/** What libraries can do and we do not use: other databases, native twins of what is there in JavaScript, tracing. */
const UNUSED = [
  "pg-native",
  "better-sqlite3",
  "mysql2",
  "mysql2/promise",
  "tedious",
  "tarn",
  "@opentelemetry/api-logs",
  "@opentelemetry/context-async-hooks",
  "@opentelemetry/core",
  "@opentelemetry/exporter-logs-otlp-proto",
  "@opentelemetry/exporter-trace-otlp-proto",
  "@opentelemetry/sdk-logs",
  "@opentelemetry/sdk-trace-base",
  "winston",
  "winston-transport",
  "bun:sqlite",
  "cloudflare:sockets",
  "pino-pretty",
];

/** What our sources take from a library that they import when they need it. */
function takenFrom(library) {
  const taking = new RegExp(`\\{([^{}]*)\\} = await import\\("${library}"\\)`, "g");
  const texts = ["server", "workflow"].flatMap((name) => {
    const folder = join(root, "packages", name, "src");
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => readFileSync(join(folder, path), "utf8"));
  });
  const names = texts.flatMap((text) => [...text.matchAll(taking)].flatMap(([, list]) => list.split(",")));
  return [...new Set(names.map((part) => part.trim().split(":")[0]))];
}

/** Node gives an import() of CommonJS its members as names, the bundler only a default: a module between names those that are taken. */
const namedLate = {
  name: "named-late",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[@a-z]/ }, ({ path, kind, namespace, resolveDir }) =>
      kind === "dynamic-import" &&
      namespace === "file" &&
      /packages[\\/](?:server|workflow)[\\/]src/.test(resolveDir) &&
      !path.startsWith("node:")
        ? { path, namespace: "named-late", pluginData: resolveDir }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: "named-late" }, ({ path, pluginData: resolveDir }) => ({
      contents: `export { ${takenFrom(path).join(", ")} } from "${path}";`,
      resolveDir,
    }));
  },
};

/** Texts by name, and what they are made from. Rejects after esbuild printed its errors. */
export async function bundleServer(define) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { server: "packages/server/src/index.ts", workflow: "packages/workflow/src/index.ts" },
    outdir: ".",
    outExtension: { ".js": ".mjs" },
    chunkNames: "server-[name]-[hash]",
    write: false,
    bundle: true,
    splitting: true,
    plugins: [namedLate],
    metafile: true,
    platform: "node",
    target: "node22",
    format: "esm",
    define,
    external: UNUSED,
    // Some libraries are CommonJS and ask for modules of Node.
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: false,
    legalComments: "none",
    logLevel: "warning",
  });
  const migrations = join(root, "packages/workflow/migrations");
  return {
    texts: new Map([
      ...result.outputFiles.map(({ path, contents }) => [basename(path), contents]),
      ...readdirSync(migrations).map((name) => [`migrations/${name}`, readFileSync(join(migrations, name))]),
    ]),
    files: Object.keys(result.metafile.inputs),
  };
}
