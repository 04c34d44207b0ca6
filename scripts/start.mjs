// Starts the program. Bundled into dist/stanch.mjs and .stanch-build/launch.mjs.
// Not imported: for an import Node wraps each export of a built-in module, half a millisecond for node:fs.
const { mkdirSync, statSync } = process.getBuiltinModule("node:fs");

function cacheFolder() {
  const { HOME, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === "win32") return LOCALAPPDATA && `${LOCALAPPDATA}\\stanch\\compile-cache`;
  if (XDG_CACHE_HOME?.startsWith("/")) return `${XDG_CACHE_HOME}/stanch/compile-cache`;
  return HOME?.startsWith("/") && `${HOME}/${process.platform === "darwin" ? "Library/Caches" : ".cache"}/stanch/compile-cache`;
}

// Cached code is run as it stands: whoever can write it runs code as us. So never a shared folder such as /tmp (Node's default).
function isPrivate(folder) {
  const { uid, mode } = statSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function enableCache() {
  try {
    const folder = cacheFolder();
    if (!folder) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isPrivate(folder)) return;
    process.getBuiltinModule("node:module").enableCompileCache(folder);
    process.env.NODE_COMPILE_CACHE ??= folder; // worker threads look here
  } catch {
    // a HOME that cannot be written: start a little slower
  }
}

/**
 * Answers --version by itself: editors and hooks ask at each of their own starts. Loads anything else from the bundle `main`
 * through V8's compile cache; without a private folder for it, without the cache.
 */
export async function start(main) {
  if (process.argv.length === 3 && process.argv[2] === "--version") {
    process.stdout.write(`stanch ${STANCH_VERSION}\n`); // the build knows it
    return;
  }
  enableCache();
  await import(main.href);
}
