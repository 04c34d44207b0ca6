// How much JavaScript the browser loads before the first page stands, packed: fails above the budget. `npm run dashboard:size`.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildDashboard } from "./build-dashboard.mjs";

const KIB = 1024;
const BUDGET = 250 * KIB;
/** Pages that somebody may open first; each loads the entry, what that imports, and its own parts. */
const PAGES = ["overview", "incidents", "incident"];

await buildDashboard();
const folder = fileURLToPath(new URL("../dist/dashboard/", import.meta.url));
const manifest = JSON.parse(readFileSync(join(folder, ".vite/manifest.json"), "utf8"));

/** Files of a chunk and of all that it imports at once. */
function filesOf(name, into = new Set()) {
  const { file, imports = [] } = manifest[name];
  if (into.has(file)) return into;
  into.add(file);
  for (const one of imports) filesOf(one, into);
  return into;
}

const packed = (files) => [...files].reduce((sum, file) => sum + statSync(join(folder, `${file}.gz`)).size, 0);
let isOver = false;
for (const page of PAGES) {
  const files = filesOf(`src/pages/${page}.tsx`, filesOf("index.html"));
  const size = packed(files);
  isOver ||= size > BUDGET;
  console.log(`${page.padEnd(10)} ${(size / KIB).toFixed(0).padStart(4)} KiB of ${BUDGET / KIB} KiB, gzip, in ${files.size} files`);
}
process.exit(isOver ? 1 : 0);
