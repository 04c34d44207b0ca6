// Starts the program of a checkout, after bringing it up to date. The npm package starts dist/stanch.mjs directly.
// Every start pays for what stands here: so no other module of ours is loaded on the way.
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** True when nothing the program is made from was touched since the build: some hundred `stat` calls, a few microseconds each. */
function isFresh() {
  try {
    const { files } = JSON.parse(readFileSync(`${root}.stanch-build/stamp.json`, "utf8"));
    for (const [path, mtimeMs] of files) if (statSync(root + path).mtimeMs !== mtimeMs) return false;
    return existsSync(`${root}dist/stanch.mjs`);
  } catch {
    return false;
  }
}

if (!isFresh()) {
  const { ensureBuilt, fail } = await import("./setup.mjs");
  await ensureBuilt().catch(fail);
}
await import("../dist/stanch.mjs");
