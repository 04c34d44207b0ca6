// `npm run fuzz [-- SECONDS]`: every file with a fast-check property, again and again with new seeds and many more runs,
// until the time is up (default 60 s). A failure prints its seed and path; put it into the test as a table row.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const totalSeconds = Number(process.argv[2] ?? 60);

const files = readdirSync(join(root, "packages"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts") && !path.includes("node_modules"))
  .map((path) => `packages/${path}`)
  .filter((path) => readFileSync(join(root, path), "utf8").includes('from "fast-check"'));

const endMs = Date.now() + totalSeconds * 1000;
let passes = 0;
while (passes === 0 || Date.now() < endMs) {
  const leftMs = Math.max(endMs - Date.now(), 5000);
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", "scripts/fuzz.config.mjs", ...files];
  const env = { ...process.env, STANCH_FUZZ_LEFT_MS: String(Math.round(leftMs)) };
  const run = spawnSync(process.execPath, vitest, { cwd: root, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) {
    process.stdout.write(run.stdout + run.stderr);
    console.log(`fuzz: failed in pass ${passes + 1} over ${files.length} files`);
    process.exit(1);
  }
  passes++;
}
console.log(`fuzz: ${files.length} files with properties, ${passes} passes, no failure`);
