// `npm run fuzz [-- SECONDS]`: every file with a fast-check property, again and again with new seeds and many more runs,
// until the time is up (default 60 s). A failure prints its seed and path; put it into the test as a table row.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const totalSeconds = Number(process.argv[2] ?? 60);

/** Names of the tests that check a property; of all in a file whose properties stand in helpers. What a name fills in is left open. */
function lawsOf(text) {
  const found = [...text.matchAll(/\bit(?:\.each[\s\S]*?\)|\.\w+)?\(\s*(["'`])((?:\\.|(?!\1).)*)\1/g)];
  const bodies = found.map(({ index }, at) => ({ name: found[at]?.[2] ?? "", body: text.slice(index, found[at + 1]?.index) }));
  const inHelper = text.slice(0, found[0]?.index).includes("fc.assert(");
  return bodies.filter(({ body }) => inHelper || body.includes("fc.assert(")).map(({ name }) => pattern(name));
}

function pattern(name) {
  return name
    .replace(/\\(.)/g, "$1")
    .split(/%\w|\$\{[^}]*\}|\$[\w.]+/)
    .map((part) => RegExp.escape(part))
    .join(".*");
}

const tests = readdirSync(join(root, "packages"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".test.ts") && !path.includes("node_modules"))
  .map((path) => ({ path: `packages/${path}`, text: readFileSync(join(root, "packages", path), "utf8") }))
  .filter(({ text }) => text.includes('from "fast-check"'));
const files = tests.map(({ path }) => path);
const names = tests.flatMap(({ text }) => lawsOf(text));

/** What a pass may take beyond the end before it is stopped. */
const GRACE_MS = 60_000;
const endMs = Date.now() + totalSeconds * 1000;
let passes = 0;
// A pass loads every file anew: the last tenth of the time would go to that alone.
while (passes === 0 || endMs - Date.now() > totalSeconds * 100) {
  // Files run side by side, one a core; a part of the time goes to loading them.
  const propertyMs = Math.max(((endMs - Date.now()) * availableParallelism() * 0.7) / Math.max(names.length, 1), 500);
  const vitest = [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--config",
    "scripts/fuzz.config.mjs",
    "-t",
    names.join("|"),
    ...files,
  ];
  const env = { ...process.env, STANCH_FUZZ_PROPERTY_MS: String(Math.round(propertyMs)), STANCH_FUZZ_END_MS: String(endMs) };
  const run = spawnSync(process.execPath, vitest, {
    cwd: root,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: endMs - Date.now() + GRACE_MS,
  });
  if (run.error?.code === "ETIMEDOUT") break; // properties that fix their own number of runs, on a slow machine
  if (run.status !== 0) {
    process.stdout.write(run.stdout + run.stderr);
    console.log(`fuzz: failed in pass ${passes + 1} over ${names.length} tests with properties in ${files.length} files`);
    process.exit(1);
  }
  passes++;
}
console.log(`fuzz: ${names.length} tests with properties in ${files.length} files, ${passes} whole passes, no failure`);
