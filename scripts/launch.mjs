// Starts the program of a checkout, after bringing it up to date. The npm package starts dist/stanch.mjs directly.
// Every start pays for what stands here: so the build makes one file of it, .stanch-build/launch.mjs.
const { existsSync, readFileSync, statSync, utimesSync, writeFileSync } = process.getBuiltinModule("node:fs");
const { fileURLToPath } = process.getBuiltinModule("node:url");
const root = fileURLToPath(new URL("..", import.meta.url));

/** Clocks of file systems tick in milliseconds: what changes in the tick of the check must count as later. */
const TICKS_S = 0.02;

/** Dates the mark that lets ./stanch ask `find` alone, next time. */
function markChecked(seconds) {
  try {
    const mark = `${root}.stanch-build/checked`;
    writeFileSync(mark, "");
    utimesSync(mark, seconds, seconds);
  } catch {
    // somebody else's checkout: each start compares again
  }
}

/** True when nothing the program is made from was touched since the build: thousands of `stat` calls, some microseconds each. */
function isFresh() {
  try {
    const { files } = JSON.parse(readFileSync(`${root}.stanch-build/stamp.json`, "utf8"));
    for (const [path, ctimeMs] of files) if (statSync(root + path).ctimeMs !== ctimeMs) return false;
    return existsSync(`${root}dist/stanch.mjs`);
  } catch {
    return false;
  }
}

/** Only the server shows it, so only the server's start waits for its build. Without it the server still works. */
async function bringDashboard() {
  if (process.argv[2] !== "server") return;
  const { buildDashboard } = await import("../scripts/build-dashboard.mjs");
  await buildDashboard().catch((error) => process.stderr.write(`stanch: the dashboard could not be built: ${error.message}\n`));
}

const began = Date.now() / 1000 - TICKS_S;
if (isFresh()) {
  markChecked(began);
  await bringDashboard();
  await import("../dist/stanch.mjs");
} else {
  const { ensureBuilt, fail } = await import("../scripts/setup.mjs");
  await ensureBuilt().catch(fail);
  await bringDashboard();
  await import("../dist/stanch.mjs");
}
