import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { HygieneFile, HygieneProject } from "@stanch/explain";
import { AppError } from "@stanch/model";
import { type Repository, openRepository, readIndex, readRegularFile, walkFiles } from "@stanch/sources";

const MOST_BYTES = 1 << 20;
const MOST_CACHED = 64;
/** Files in which hook managers keep what they run. */
const HOOK_FILES = [
  ".pre-commit-config.yaml",
  ".pre-commit-config.yml",
  "lefthook.yml",
  "lefthook.yaml",
  "lefthook-local.yml",
  ".lefthook.yml",
  ".lintstagedrc",
  ".lintstagedrc.json",
  ".overcommit.yml",
];
const HOOKS = /^(?:pre-commit|pre-push|commit-msg|prepare-commit-msg)(?:\.\w+)?$/;

/** Reads what checks look at. Runs nothing: git's index and ignore lists are read by us. Throws SOURCE_NOT_FOUND and SOURCE_UNREADABLE. */
export function readProject(path: string): HygieneProject {
  const repository = openRepository(path);
  // Ignore lists of the folders above count too: the walk begins at the top and only enters what was asked for.
  const top = repository?.workTree ?? path;
  const prefix = repository?.workTree === undefined || repository.prefix === "" ? "" : `${repository.prefix}/`;
  if (prefix !== "") for (const _ of walkFiles(path, { wants: () => "excluded", dependencyFolders: "skip", skip: () => undefined })) break;
  const tracked = new Set(repository === undefined ? [] : trackedPaths(repository));
  const files = [...filesOf(top, prefix, tracked)];
  const read = cached((name) => readText(join(top, prefix, name)));
  return {
    files,
    isRepository: repository?.workTree !== undefined,
    read,
    gitConfig: repository === undefined || prefix !== "" ? undefined : readText(join(repository.commonDir, "config")),
    hooks: repository === undefined ? [] : hooksOf(repository, top),
  };
}

function trackedPaths(repository: Repository): readonly string[] {
  return (readIndex(repository)?.entries ?? []).map(({ path }) => path.toString("utf8"));
}

function* filesOf(top: string, prefix: string, tracked: ReadonlySet<string>): Iterable<HygieneFile> {
  const ignored: string[] = [];
  const isInside = (path: string, isFolder: boolean): boolean =>
    `${path}${isFolder ? "/" : ""}`.startsWith(prefix) || (isFolder && prefix.startsWith(`${path}/`));
  const told = (path: string, isIgnored: boolean): HygieneFile => ({
    path: path.slice(prefix.length),
    mode: process.platform === "win32" ? undefined : modeOf(join(top, path)),
    isTracked: tracked.has(path),
    isIgnored,
  });
  const walk = walkFiles(top, {
    wants: (path, isFolder) => (isInside(path, isFolder) ? "yes" : "excluded"),
    dependencyFolders: "skip",
    skipGitIgnored: true,
    skip: (reason, path) => {
      if (reason === "git-ignored" && isInside(path, false)) ignored.push(path);
    },
  });
  for (const { folder, names } of walk) {
    if (typeof folder !== "string") continue;
    for (const name of names) if (typeof name === "string") yield told(folder === "" ? name : `${folder}/${name}`, false);
  }
  // What git ignores and yet tracks, or keeps beside the code, is looked at too; ignored folders are not entered.
  for (const path of ignored) if (lstatSync(join(top, path), { throwIfNoEntry: false })?.isFile() === true) yield told(path, true);
}

function modeOf(path: string): number | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true ? stat.mode : undefined;
}

/** Texts of hooks that git would run, of husky's folder, and of hook managers' files. */
function hooksOf(repository: Repository, top: string): readonly string[] {
  const config = readText(join(repository.commonDir, "config")) ?? "";
  const path = /^\s*hooksPath\s*=\s*"?([^"\n]+?)"?\s*$/im.exec(config)?.[1];
  const folders = [path === undefined ? join(repository.commonDir, "hooks") : join(top, path), join(top, ".husky"), join(top, ".githooks")];
  const hooks = folders.flatMap((folder) =>
    names(folder)
      .filter((name) => HOOKS.test(name) && !name.endsWith(".sample"))
      .map((name) => readText(join(folder, name)) ?? ""),
  );
  const managed = HOOK_FILES.map((name) => readText(join(top, name)) ?? "");
  // Hooks by configuration, which git has from 2.54 on.
  const configured = config.match(/^\s*\[hook "[^\]]*\][^[]*/gm) ?? [];
  return [...hooks, ...configured, ...managed, packageHooks(readText(join(top, "package.json")))].filter((text) => text !== "");
}

/** The parts of package.json that hook managers run: a scanner among the dependencies alone runs nothing. */
function packageHooks(text: string | undefined): string {
  try {
    const manifest: unknown = JSON.parse(text ?? "");
    if (typeof manifest !== "object" || manifest === null) return "";
    const parts = Object.entries(manifest).filter(([name]) => /^(?:husky|lint-staged|simple-git-hooks|pre-commit|gitHooks)$/.test(name));
    return parts.length === 0 ? "" : JSON.stringify(parts);
  } catch {
    return ""; // no package.json, or a broken one: it runs nothing
  }
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not there: then there are no hooks
  }
}

/** Text of a regular file that is no link; undefined for anything else, and for what is too long or holds NUL bytes. */
export function readText(path: string): string | undefined {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
    const bytes = readRegularFile(path, MOST_BYTES);
    return bytes === undefined || bytes.includes(0) ? undefined : bytes.toString("utf8");
  } catch (error) {
    if (error instanceof AppError || (error instanceof Error && "code" in error)) return undefined;
    throw error;
  }
}

/** Several checks read the same few files; a large project's texts are not all kept. */
function cached(load: (path: string) => string | undefined): (path: string) => string | undefined {
  const kept = new Map<string, string | undefined>();
  return (path) => {
    if (kept.has(path)) return kept.get(path);
    const text = load(path);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_CACHED && oldest !== undefined) kept.delete(oldest);
    kept.set(path, text);
    return text;
  };
}
