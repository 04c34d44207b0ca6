import { WORKER_MARK } from "@stanch/scan/jobs";
import manifest from "../package.json" with { type: "json" };

/** From sources there is no host: Node itself loads modules, and caches what it compiles of them. */
const host = typeof STANCH_HOST === "undefined" ? undefined : STANCH_HOST;

async function start(args: readonly string[]): Promise<void> {
  // Told by the pool in an argument: the module that knows whether this is the main thread loads 35 others.
  if (args[0] === WORKER_MARK && (await import("@stanch/scan/serve")).serveIfWorker(host?.keep)) return; // its jobs come in messages
  // What is loaded here is loaded at every start: each command brings its own parts.
  if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) {
    process.stdout.write(`stanch ${manifest.version}\n`);
    return;
  }
  const context = { version: manifest.version, workerEntry: host?.entry ?? new URL(import.meta.url) };
  const { hotMain, isHot } = await import("./hot.ts");
  if (isHot(args)) return hotMain(args, context);
  host?.cacheModules();
  const { main } = await import("./all.ts");
  await main(args, context);
}

// Not awaited: the bundle is one function (scripts/bundle.mjs), where a module's own await has no place.
void start(process.argv.slice(2));
