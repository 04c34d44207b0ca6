import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { type Found, GIT_HOOKS, MARK, type Program, type Standing } from "@stanch/hooks/install";
import { AppError } from "@stanch/model";
import { type Repository, openRepository } from "@stanch/sources";

export type Scope = "repository" | "machine";

/** What of `Found` does not depend on what is to be installed. */
export type Scene = Pick<Found, "scope" | "gitVersion" | "configFile" | "hooksFolder" | "standing" | "ownFolder" | "ownHooks"> & {
  readonly repository?: Repository;
  readonly commonDir?: string;
  readonly top?: string;
};

/** Looks at the repository of a folder, or at this user's configuration. Throws `SOURCE_UNREADABLE` where there is no repository. */
export function inspect(scope: Scope, cwd: string): Scene {
  const gitVersion = versionOfGit();
  const ownFolder = join(process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "stanch");
  const ownHooks = new Set(GIT_HOOKS.filter((name) => readBytes(join(ownFolder, "hooks", name))?.includes(MARK) === true));
  if (scope === "machine") {
    const folder = gitSays(["config", "--path", "--get", "core.hooksPath"], "/");
    const isOwn = folder === join(ownFolder, "hooks");
    const hooksFolder = folder === undefined || isOwn ? undefined : resolve("/", folder);
    return {
      scope,
      gitVersion,
      ownFolder,
      ownHooks,
      configFile: globalConfig(),
      hooksFolder,
      standing: (name) => standingAt(hooksFolder, name),
    };
  }
  const repository = openRepository(cwd);
  if (repository === undefined)
    throw new AppError("SOURCE_UNREADABLE", { what: "Not a git repository", where: cwd, next: "Go to one, or take --scope machine." });
  const { commonDir } = repository;
  const top = repository.workTree ?? repository.gitDir;
  const told = gitSays(["rev-parse", "--git-path", "hooks"], top);
  const hooksFolder = told === undefined ? join(commonDir, "hooks") : resolve(top, told);
  return {
    scope,
    gitVersion,
    ownFolder,
    ownHooks,
    repository,
    commonDir,
    top,
    configFile: join(commonDir, "config"),
    hooksFolder,
    standing: (name) => standingAt(hooksFolder, name),
  };
}

/** How this process was started: what a hook starts. */
export function thisProgram(args: readonly string[]): Program {
  return { node: process.execPath, script: resolve(process.argv[1] ?? ""), args };
}

function standingAt(folder: string | undefined, name: string): Standing {
  const path = folder === undefined ? "" : join(folder, name);
  if (path === "" || lstatSync(path, { throwIfNoEntry: false }) === undefined) return "nothing";
  const text = readBytes(path) ?? "";
  if (text.includes(MARK)) return "ours";
  return /^\s*call_lefthook\b/m.test(text) ? "lefthook" : "other";
}

/** As Latin-1, so that whatever bytes there are come out again; undefined where there is no file. */
export function readBytes(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return undefined; // absent, a folder, unreadable: nothing of ours either way
  }
}

/** Where `git config --global` writes. */
function globalConfig(): string {
  const given = process.env["GIT_CONFIG_GLOBAL"];
  if (given !== undefined && given !== "" && isAbsolute(given)) return given;
  const home = join(homedir(), ".gitconfig");
  const other = join(process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "git", "config");
  return existsSync(home) || !existsSync(other) ? home : other;
}

function versionOfGit(): readonly [number, number] {
  const found = /(\d+)\.(\d+)/.exec(gitSays(["--version"], "/") ?? "");
  return found === null ? [0, 0] : [Number(found[1]), Number(found[2])];
}

/** What git prints, undefined where it ends with a failure or is not there. A hook's own variables do not count. */
function gitSays(args: readonly string[], cwd: string): string | undefined {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX)$/.test(name)),
  );
  try {
    return execFileSync("git", args, { cwd, env, encoding: "utf8", timeout: 10_000, stdio: ["ignore", "pipe", "ignore"] }).replace(
      /\n$/,
      "",
    );
  } catch {
    return undefined;
  }
}
