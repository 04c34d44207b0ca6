// What a checkout needs before anything else in it can run: packages installed, sources generated, program built.
// Imports nothing but Node's own modules, and runs on Node 18: on a fresh clone there is nothing else.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { alone } from "./lock.mjs";
import { SetupError, readOr, root, say } from "./say.mjs";

export { root };

const state = join(root, ".stanch-build");
/** `{ digest, files: [path, ctimeMs][] }` of everything the built program was made from; launch.mjs compares. */
const stampFile = join(state, "stamp.json");
const nodeFile = join(state, "node");
const installedFile = join(root, "node_modules/.stanch-installed");
const windows = process.platform === "win32";
const OLDEST_NODE = [22, 15];

function replaceFile(path, text) {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

// ---- packages ----

const lockDigest = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");

/** Whether npm's own record of node_modules holds every package of the lock file that is not left to the platform. */
function agreesWithLock() {
  const had = JSON.parse(readOr(join(root, "node_modules/.package-lock.json"), "{}")).packages ?? {};
  const wanted = Object.entries(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages);
  return wanted.every(([path, entry]) => {
    if (!path.startsWith("node_modules/") || entry.optional || entry.peer) return true;
    return entry.link ? had[path]?.link === true : had[path]?.version === entry.version;
  });
}

const isInstalled = () => readOr(installedFile, "") === lockDigest();

function pathWithoutOurs() {
  const ours = join(root, "node_modules");
  const parts = (process.env.PATH ?? "").split(delimiter);
  // npm must not run on the Node that it is about to replace.
  return parts.filter((part) => !part.startsWith(ours)).join(delimiter);
}

/** Exit code of npm; its output goes to stderr, because stdout belongs to the program's results. */
function npm(args) {
  // NODE_ENV=production would leave the compiler out; nothing we install needs its install script.
  const all = [...args, "--include=dev", "--include=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: pathWithoutOurs() };
    const child = spawn("npm", all, { cwd: root, stdio: ["ignore", 2, 2], env, shell: windows });
    child.on("error", (error) =>
      reject(
        error.code === "ENOENT"
          ? new SetupError(
              "npm was not found on PATH, and this checkout has no packages yet. Install Node 22.15 or newer with npm (https://nodejs.org).",
            )
          : error,
      ),
    );
    child.on("close", resolve);
  });
}

async function install() {
  if (isInstalled()) return;
  if (!agreesWithLock()) {
    say("installing packages (npm ci), once for this version of the lock file …");
    const started = Date.now();
    // On Windows a running node.exe cannot be deleted, and `npm ci` deletes everything first.
    const inPlace = windows && existsSync(join(root, "node_modules"));
    const failed = inPlace ? (await npm(["install"])) !== 0 : (await npm(["ci"])) !== 0 && (await retryInstall()) !== 0;
    if (failed) {
      throw new SetupError(
        "npm could not install the packages; its message stands above. Offline? The first start needs the npm registry once. Then run the same command again.",
      );
    }
    say(`packages installed in ${seconds(started)}`);
  }
  replaceFile(installedFile, lockDigest());
}

function retryInstall() {
  // A lock file that does not fit package.json (a half-done merge, a new dependency) stops `npm ci` but not `npm install`.
  say("npm ci failed, trying npm install …");
  return npm(["install"]);
}

const seconds = (startedMs) => `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;

// ---- Node ----

const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
};

function runsWell(path) {
  // It may be there and not start: a glibc build on musl, a folder shared with another system.
  const run = spawnSync(path, ["--version"], { encoding: "utf8" });
  return run.status === 0 && isNewEnough(run.stdout.trim());
}

function pinnedNodes() {
  const packages = readdirSync(join(root, "node_modules")).filter((name) => name.startsWith("node-"));
  return packages.map((name) => `node_modules/${name}/bin/${windows ? "node.exe" : "node"}`).filter((path) => existsSync(join(root, path)));
}

/**
 * The Node to run with: relative to the root when it is the one pinned in package.json, else an absolute path.
 * Needs installed packages. Throws SetupError when there is none of a usable version.
 */
function chooseNode() {
  for (const path of pinnedNodes()) if (runsWell(join(root, path))) return path;
  if (isNewEnough(process.version)) return process.execPath;
  throw new SetupError(
    `no pinned Node for ${process.platform}-${process.arch}, and ${process.version} is too old: Node 22.15 or newer is needed.`,
  );
}

// ---- build ----

const isInput = (name) => !/\.(test|bench)\.ts$|\.gen\.|\.md$/.test(name);

function listFolder(folder, into) {
  into.push(folder);
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    // The dashboard is built apart: scripts/build-dashboard.mjs.
    if (entry.isDirectory() && !["node_modules", "test", "dashboard"].includes(entry.name)) listFolder(path, into);
    else if (entry.isFile() && isInput(entry.name)) into.push(path);
  }
}

/** Everything the built program is made from, folders too: a new detector changes its folder's time and nothing else. */
function inputs() {
  const list = ["package.json", "package-lock.json"];
  listFolder("packages", list);
  for (const name of ["boot", "build", "bundle", "generate", "kernel", "late-detectors", "launch", "notices", "start", "tables", "thread"])
    list.push(`scripts/${name}.mjs`);
  return list;
}

function stampNow() {
  const files = [];
  const hash = createHash("sha256");
  for (const path of inputs()) {
    const stats = statSync(join(root, path), { throwIfNoEntry: false });
    if (stats === undefined) continue; // removed at this moment: the next start sees it
    files.push([path, stats.ctimeMs]);
    if (stats.isFile()) hash.update(`${path}\0${stats.size}\0`).update(readFileSync(join(root, path)));
  }
  return { digest: hash.digest("hex"), files };
}

const writeStamp = (stamp) => replaceFile(stampFile, JSON.stringify(stamp));

/** Touched but the same content: a branch changed and changed back, an editor's temporary file. */
function isSameContent() {
  if (!isInstalled() || !existsSync(join(root, "dist/stanch.mjs"))) return false;
  const before = JSON.parse(readOr(stampFile, "{}"));
  const now = stampNow();
  if (now.digest !== before.digest) return false;
  try {
    writeStamp(now);
  } catch {
    // somebody else's checkout: it stays right, only slower to prove
  }
  return true;
}

function runOurs(node, args) {
  const child = spawn(/^([A-Za-z]:)?[\\/]/.test(node) ? node : join(root, node), args, { cwd: root, stdio: ["ignore", 2, 2] });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
}

/** Installs when the lock file asks for it and lists what is generated. Safe to call from several processes at once. */
export async function ensureInstalled() {
  if (!isInstalled()) await alone(install);
  const node = chooseNode();
  return /^([A-Za-z]:)?[\\/]/.test(node) ? node : join(root, node);
}

/** Brings dist/ up to date with the sources. Safe to call from several processes at once. Throws SetupError. */
export async function ensureBuilt() {
  if (isSameContent()) return;
  await alone(async () => {
    if (isSameContent()) return; // whoever held the lock before us did it
    await install();
    const started = Date.now();
    say(existsSync(join(root, "dist")) ? "the sources changed, building …" : "building …");
    const node = chooseNode();
    if ((await runOurs(node, ["scripts/generate.mjs"])) !== 0) throw new SetupError("the sources could not be generated; see above.");
    const stamp = stampNow(); // before the build: what changes during it is seen as newer
    if ((await runOurs(node, ["scripts/build.mjs"])) !== 0) throw new SetupError("the build failed; see above.");
    replaceFile(nodeFile, `${node}\n`);
    writeStamp(stamp);
    say(`built in ${seconds(started)}`);
  });
}

/** Shows an expected failure in one line and ends with 2, the exit code of our own failures. */
export function fail(error) {
  say(error instanceof SetupError ? error.message : error.stack);
  process.exit(2);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBuilt().catch(fail);
