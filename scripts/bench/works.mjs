// The kinds of work: what is scanned, and by whom.
import { appendFileSync, cpSync, existsSync, mkdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { createHash, randomInt } from "node:crypto";
import { SetupError } from "../say.mjs";
import { cache, fillFolder } from "./cache.mjs";
import { corpus, doubledCorpus, filesOf } from "./corpus.mjs";
import { imageArchive } from "./image.mjs";
import { bareNode, builtStanch, catFile } from "./peers.mjs";
import { git, run } from "./program.mjs";

export const KINDS = ["files", "history", "images", "staged", "version", "fix", "explain", "snippet", "memory"];

/**
 * Works in the order of KINDS, each `{ kind, name, title, tasks }`; a task is `{ tool, label, path, cwd }`. What is
 * scanned is made here, once, so that no run pays for it.
 */
export async function worksOf(kinds, tools, repositories) {
  const able = tools.filter((tool) => tool.missing === undefined);
  const makers = {
    files: filesWork,
    history: () => historyWorks(able, repositories),
    images: imageWork,
    staged: stagedWork,
    version: versionWork,
    fix: fixWork,
    explain: (tools) => startWork(tools, "explain"),
    snippet: (tools) => startWork(tools, "snippet"),
    memory: memoryWork,
  };
  const works = [];
  for (const kind of KINDS.filter((each) => kinds.includes(each))) works.push(...(await makers[kind](able)));
  return works;
}

const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
const tasksOf = (tools, kind, path, cwd = path) =>
  tools.filter((tool) => tool.commands[kind] !== undefined).map((tool) => ({ tool, label: tool.name, path, cwd }));

async function filesWork(tools) {
  const { folder, files, bytes } = await corpus();
  return [{ kind: "files", name: "files", title: `${files} files, ${megabytes(bytes)}`, tasks: tasksOf(tools, "files", folder) }];
}

async function historyWorks(tools, repositories) {
  const works = [];
  for (const { name, path } of repositories) {
    const bare = await bareCopy(path);
    checkWhole(name, bare);
    const commits = git(bare, "rev-list", "--all", "--count").trim();
    const objects = /in-pack: (\d+)/.exec(git(bare, "count-objects", "-v"))?.[1] ?? "?";
    const title = `${name}: ${commits} commits, ${objects} packed objects`;
    works.push({ kind: "history", name: `history of ${name}`, title, tasks: tasksOf([...tools, catFile], "history", bare) });
  }
  return works;
}

/** Tools that read through git stop at the first object that is not there, and look fast. */
function checkWhole(name, repository) {
  const lines = git(repository, "rev-list", "--objects", "--all", "--missing=print").split("\n");
  const missing = lines.filter((line) => line.startsWith("?")).length;
  if (missing > 0) throw new SetupError(`--repo: ${name} lacks ${missing} objects (a partial or damaged copy); measure a whole one`);
}

/** A repository without a work tree: with one, some tools would read files that others do not. */
async function bareCopy(given) {
  const path = resolve(given);
  if (!existsSync(path)) throw new SetupError(`--repo: no such folder (${given})`);
  if (git(path, "rev-parse", "--is-bare-repository").trim() === "true") return path;
  const copy = join(cache, "repositories", `${basename(path)}-${createHash("sha256").update(path).digest("hex").slice(0, 8)}.git`);
  // Made anew each time: the repository may have moved on. A local clone links the packs and costs next to nothing.
  await fillFolder(copy, (target) => run("git", ["clone", "--quiet", "--mirror", path, join(target, "clone")]));
  return join(copy, "clone");
}

async function imageWork(tools) {
  const { archive, layers, bytes } = await imageArchive();
  const title = `an image of ${layers} layers, ${megabytes(bytes)} unpacked, half of it hidden by the last`;
  return [{ kind: "images", name: "images", title, tasks: tasksOf(tools, "images", archive, cache) }];
}

const STAGED_FILES = 10;

/** A repository of some 500 files, ten of which are changed and staged. */
async function stagedWork(tools) {
  const { folder } = await corpus();
  const repository = join(cache, "staged");
  await fillFolder(repository, (target) => {
    for (const name of ["axios", "eslint"]) cpSync(join(folder, name), join(target, name), { recursive: true });
    const who = ["-c", "user.name=Ada Example", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"];
    git(target, "init", "--quiet", "--initial-branch", "main");
    git(target, "add", "--all");
    git(target, ...who, "commit", "--quiet", "--message", "start");
    const scripts = filesOf(target, "eslint/lib/rules").slice(0, STAGED_FILES);
    for (const path of scripts) appendFileSync(join(target, path), "\n// changed\n");
    git(target, "add", "--all");
  });
  const tasks = [...tasksOf(tools, "staged", repository), ...tasksOf([builtStanch], "staged", repository)];
  return [{ kind: "staged", name: "staged", title: `--staged, ${STAGED_FILES} files`, tasks }];
}

function versionWork(tools) {
  return [{ kind: "version", name: "version", title: "--version", tasks: tasksOf([...tools, bareNode], "version", cache) }];
}

const PLANTED = 1000;

/** The corpus with a made-up secret in each of a thousand scripts, whose plan is worked out and not applied. */
async function fixWork(tools) {
  const { folder, files } = await corpus();
  const planted = join(cache, `${basename(folder)}-planted`);
  if (!existsSync(planted)) {
    await fillFolder(planted, (target) => {
      cpSync(folder, target, { recursive: true });
      const scripts = filesOf(target).filter(
        (path) => /^(?!.*(?:\.min\.|\.d\.|dist\/)).*\.(?:js|mjs|ts|py)$/.test(path) && statSync(join(target, path)).size < 20_000,
      );
      const step = Math.max(1, Math.floor(scripts.length / PLANTED));
      for (const path of scripts.filter((_, index) => index % step === 0).slice(0, PLANTED))
        appendFileSync(join(target, path), madeUp(path));
    });
  }
  const title = `a plan for ${PLANTED} secrets in ${files} files`;
  return [{ kind: "fix", name: "fix", title, tasks: tasksOf(tools, "fix", planted) }];
}

/** A line that holds a Plivo Auth ID and Token of no account. */
function madeUp(path) {
  const random = (alphabet, length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
  const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const id = `MA${random(upper, 18)}`;
  const token = random(`${upper}${upper.toLowerCase()}`, 40);
  return path.endsWith(".py")
    ? `\nPLIVO_AUTH_ID = "${id}"\nPLIVO_AUTH_TOKEN = "${token}"\n`
    : `\n;globalThis.plivo = { authId: "${id}", authToken: "${token}" };\n`;
}

/** A command that a person waits for and that scans nothing. */
async function startWork(tools, kind) {
  return [{ kind, name: kind, title: kind, tasks: [...tasksOf(tools, kind, cache), ...tasksOf([bareNode], "version", cache)] }];
}

/** Peak memory on the corpus and on twice as much: the slowest peers would take minutes to say what `files` says already. */
async function memoryWork(tools) {
  const once = await corpus();
  const twice = await doubledCorpus();
  const fast = tools.filter(({ name }) => ["stanch", "kingfisher"].includes(name));
  const tasks = fast.flatMap((tool) => [
    { tool, label: tool.name, path: once.folder, cwd: once.folder },
    { tool, label: `${tool.name}, doubled`, path: twice.folder, cwd: twice.folder },
  ]);
  return [{ kind: "memory", name: "memory", title: `the corpus and ${megabytes(twice.bytes)} in ${twice.files} files`, tasks }];
}

/** The command name that a work's tasks are run with. */
export const commandOf = (kind, tool) => (kind === "memory" ? "files" : tool.commands[kind] === undefined ? "version" : kind);

mkdirSync(cache, { recursive: true });
