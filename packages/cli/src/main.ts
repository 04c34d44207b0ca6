import { WORKER_MARK } from "@stanch/scan/jobs";
import manifest from "../package.json" with { type: "json" };

const args = process.argv.slice(2);
// Told by the pool in an argument: the module that knows whether this is the main thread loads 35 others.
const isServed = args[0] === WORKER_MARK && (await import("@stanch/scan/serve")).serveIfWorker();

// What is loaded here is loaded at every start: each command brings its own parts.
if (isServed) {
  // its jobs come in messages
} else if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) process.stdout.write(`stanch ${manifest.version}\n`);
else {
  const context = { version: manifest.version, workerEntry: new URL(import.meta.url) };
  const { hotMain, isHot } = await import("./hot.ts");
  if (isHot(args)) await hotMain(args, context);
  else {
    const { main } = await import("./all.ts");
    await main(args, context);
  }
}
