// Makes dist/dashboard, which the server serves at /: `npm run build` and the start of `./stanch server` in a checkout call it. Apart
// from scripts/build.mjs, because a scan needs nothing of it and must not wait for it.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { dashboardTypes } from "./dashboard-types.mjs";
import { notices } from "./notices.mjs";
import { say } from "./say.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "packages/dashboard");
const target = join(root, "dist/dashboard");
const stampFile = join(root, ".stanch-build/dashboard");

function digest() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (/^(?:node_modules|test)(?:[\\/]|$)|\.gen\.ts$|\.test\./.test(name)) continue;
    const path = join(folder, name);
    if (statSync(path).isFile()) hash.update(`${name}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

const isFresh = (now) => existsSync(join(target, "index.html")) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === now;

/** Builds when its sources changed. `isForced`: in any case. */
export async function buildDashboard({ isForced = false } = {}) {
  const now = digest();
  if (!isForced && isFresh(now)) return;
  const started = Date.now();
  say("building the dashboard …");
  await dashboardTypes();
  const { build } = await import("vite");
  const used = new Set();
  // Vite takes React's development half when a caller, such as a test, says something else.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await build({
      configFile: join(folder, "vite.config.ts"),
      logLevel: "warn",
      plugins: [{ name: "used", generateBundle: (_options, bundle) => noteUsed(bundle, used) }],
    });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
  packFiles();
  writeFileSync(join(target, "THIRD-PARTY-NOTICES.txt"), notices(root, [...used]));
  mkdirSync(join(root, ".stanch-build"), { recursive: true });
  writeFileSync(stampFile, now);
  say(`dashboard built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Beside each file what it packs to: the server sends that and packs nothing itself. */
function packFiles() {
  for (const name of readdirSync(join(target, "assets"))) {
    const bytes = readFileSync(join(target, "assets", name));
    writeFileSync(join(target, "assets", `${name}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(target, "assets", `${name}.br`), brotliCompressSync(bytes));
  }
}

/** Files of packages that the bundle holds, for their licences. */
function noteUsed(bundle, used) {
  for (const chunk of Object.values(bundle))
    for (const id of chunk.moduleIds ?? []) {
      const path = relative(root, id.replace(/^\0/, "").split("?")[0] ?? "");
      if (path.startsWith("node_modules/")) used.add(path);
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildDashboard({ isForced: process.argv.includes("--force") });
