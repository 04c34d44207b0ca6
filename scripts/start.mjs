// Starts the program. Bundled into dist/stanch.mjs and dist/thread.cjs.
// Not imported: for an import Node wraps each export of a built-in module, half a millisecond for node:fs.
const { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, statSync, unlinkSync, writeFileSync } =
  process.getBuiltinModule("node:fs");
const { Script } = process.getBuiltinModule("node:vm");

/** What packages/scan/src/pool.ts tells a worker thread in its arguments. */
const WORKER_MARK = "stanch-scan-worker";

function cacheFolder() {
  const { HOME, LOCALAPPDATA, NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE, XDG_CACHE_HOME } = process.env;
  if (NODE_DISABLE_COMPILE_CACHE) return undefined;
  if (NODE_COMPILE_CACHE) return NODE_COMPILE_CACHE;
  if (process.platform === "win32") return LOCALAPPDATA && `${LOCALAPPDATA}\\stanch\\compile-cache`;
  if (XDG_CACHE_HOME?.startsWith("/")) return `${XDG_CACHE_HOME}/stanch/compile-cache`;
  return HOME?.startsWith("/") && `${HOME}/${process.platform === "darwin" ? "Library/Caches" : ".cache"}/stanch/compile-cache`;
}

// Cached code is run as it stands: whoever can write it runs code as us. So never a shared folder such as /tmp (Node's default).
const isOurs = ({ uid, mode }) => process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);

function privateFolder() {
  try {
    const folder = cacheFolder();
    if (!folder) return undefined;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOurs(statSync(folder)) ? folder : undefined;
  } catch {
    return undefined; // a HOME that cannot be written: start a little slower
  }
}

function readOwn(path) {
  let fd;
  try {
    fd = openSync(path);
    return isOurs(fstatSync(fd)) ? readFileSync(fd) : undefined;
  } catch {
    return undefined; // the first start of this version
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Whole or not at all, also after a power cut: V8 believes the bytes that it finds. */
function writeOwn(path, bytes) {
  try {
    const beside = `${path}.${process.pid}.${Math.trunc(performance.now() * 1000)}`;
    const fd = openSync(beside, "wx", 0o600);
    try {
      writeFileSync(fd, bytes);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(beside, path);
  } catch {
    // no room, or somebody else was first: the next start compiles again
  }
}

const OLD_MS = 30 * 24 * 3600 * 1000;

/** A megabyte of each version and build that nobody starts any more. */
function removeOld(folder) {
  try {
    for (const name of readdirSync(folder)) {
      const path = `${folder}/${name}`;
      if (/^\w+\.js-[\da-f]{16}-/.test(name) && Date.now() - statSync(path).mtimeMs > OLD_MS) unlinkSync(path);
    }
  } catch {
    // another start removes them at this moment
  }
}

/** Which functions a run calls: a commit needs other ones than a scan, a thread other ones than both. */
function kindOfRun() {
  const [, , first = "", second] = process.argv;
  if (first === WORKER_MARK) return "worker";
  if ((first === "hook" && second === "run") || process.argv.includes("--staged")) return "commit";
  return /^[a-z][a-z-]{1,20}$/.test(first) ? first : "scan";
}

/**
 * Loads files of the bundle that are one function each, `(function (…) {…})`, with the code that V8 compiled in earlier runs.
 * Node's own cache holds what is compiled when a module is loaded, which is little: V8 compiles a function at its first call.
 * Ours is made after a run and holds what that called: a quarter of what a commit waits for.
 */
function loader(folder, digests) {
  const cache = privateFolder();
  const flags = process.execArgv.join("").replace(/\W/g, "").slice(0, 60);
  const made = [];
  const keep = () => {
    if (process.exitCode === 2) return; // a word that is no command, for one
    if (made.length > 0) removeOld(cache);
    for (const { path, script } of made.splice(0)) writeOwn(path, script.createCachedData());
  };
  const load = (name) => {
    const url = new URL(name, folder);
    // The digest, because V8 itself asks only whether the text has the same length.
    const path = cache && `${cache}/${name}-${digests[name]}-${kindOfRun()}-${process.version}-${process.arch}${flags}`;
    const cachedData = path && readOwn(path);
    const script = new Script(readFileSync(url, "latin1"), { filename: url.href, cachedData });
    if (path && (cachedData === undefined || script.cachedDataRejected)) made.push({ path, script });
    return script.runInThisContext();
  };
  return { cache, keep, load };
}

/**
 * Answers --version by itself: editors and hooks ask at each of their own starts. Scans, hooks and threads are in main.js of
 * `folder`, which hands over what it has not; other commands are loaded without it.
 */
export function start(folder) {
  if (process.argv.length === 3 && process.argv[2] === "--version") {
    process.stdout.write(`stanch ${STANCH_VERSION}\n`); // the build knows it
    return;
  }
  const { cache, keep, load } = loader(folder, STANCH_DIGESTS);
  // For what is imported in its turn, such as a store's library.
  const cacheModules = () => cache && process.getBuiltinModule("node:module").enableCompileCache(cache);
  if (kindOfRun() !== "worker") process.once("exit", keep); // a thread is ended from outside, without warning
  const entry = new URL("thread.cjs", folder);
  const importBeside = (name) => import(new URL(name, folder).href);
  const url = new URL("main.js", folder).href;
  let required;
  // For what a library asks for only to see whether it is there.
  const require = (name) => (required ??= process.getBuiltinModule("node:module").createRequire(url))(name);
  const host = { url, entry, cacheModules, importBeside, keep, load, require };
  const [, , first, ...rest] = process.argv;
  if (first === "scan" || first === "hook" || first === WORKER_MARK) return load("main.js")(host);
  cacheModules();
  const module = { exports: {} };
  load("all.js")(host, module);
  return module.exports.main(first === undefined ? [] : [first, ...rest], { version: STANCH_VERSION, workerEntry: entry });
}
