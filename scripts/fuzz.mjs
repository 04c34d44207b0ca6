// `npm run fuzz [-- SECONDS]`: every file with a fast-check property, again and again with new seeds and many more runs,
// until the time is up (default 60 s). A failure prints its seed and path; put it into the test as a table row.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const totalSeconds = Number(process.argv[2] ?? 60);

const tests = readdirSync(join(root, "packages"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts") && !path.includes("node_modules"))
  .map((path) => ({ path: `packages/${path}`, text: readFileSync(join(root, "packages", path), "utf8") }))
  .filter(({ text }) => text.includes('from "fast-check"'));
const files = tests.map(({ path }) => path);
const properties = tests.reduce((count, { text }) => count + text.split("fc.assert(").length - 1, 0);

const endMs = Date.now() + totalSeconds * 1000;
let passes = 0;
// A pass loads every file anew: the last tenth of the time would go to that alone.
while (passes === 0 || endMs - Date.now() > totalSeconds * 100) {
  // Files run side by side, one a core; a part of the time goes to loading them.
  const propertyMs = Math.max(((endMs - Date.now()) * availableParallelism() * 0.7) / Math.max(properties, 1), 500);
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "scripts/fuzz.config.mjs", ...files];
  const env = { ...process.env, STANCH_FUZZ_PROPERTY_MS: String(Math.round(propertyMs)), STANCH_FUZZ_END_MS: String(endMs) };
  const run = spawnSync(process.execPath, vitest, { cwd: root, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) {
    process.stdout.write(run.stdout + run.stderr);
    console.log(`fuzz: failed in pass ${passes + 1} over ${properties} properties in ${files.length} files`);
    process.exit(1);
  }
  passes++;
}
console.log(`fuzz: ${properties} properties in ${files.length} files, ${passes} passes, no failure`);
