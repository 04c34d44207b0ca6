import { isMainThread } from "node:worker_threads";
import manifest from "../package.json" with { type: "json" };

const args = process.argv.slice(2);

// What is loaded here is loaded at every start: each command brings its own parts.
if (!isMainThread) {
  const { serveIfWorker } = await import("@stanch/scan/worker");
  serveIfWorker();
} else if (args.length === 1 && (args[0] === "--version" || args[0] === "-V")) process.stdout.write(`stanch ${manifest.version}\n`);
else {
  const { main } = await import("./program.ts");
  await main(args, { version: manifest.version, workerEntry: new URL(import.meta.url) });
}
