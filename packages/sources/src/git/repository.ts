import { readdirSync, type Stats, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { isTrue, parseConfig } from "./config.ts";
import { readRegularFile } from "./read-file.ts";

/** Where a repository's parts lie. Paths are absolute. Facts only: nothing of its configuration acts. */
export interface Repository {
  /** Top of the work tree; absent for a bare repository. */
  readonly workTree?: string;
  /** What is private to this work tree: HEAD, index, its own logs. */
  readonly gitDir: string;
  /** What all linked work trees share: objects, refs, config. The same as `gitDir` but in a linked work tree. */
  readonly commonDir: string;
  /** The folder asked for, relative to the work tree, with forward slashes and none at the end; empty at its top. */
  readonly prefix: string;
  readonly objectFormat: "sha1" | "sha256";
  readonly refStorage: "files" | "reftable";
  readonly bare: boolean;
  readonly shallow: boolean;
  /** Objects may be missing on purpose: a partial clone. They are never fetched. */
  readonly partial: boolean;
}

const SMALL_FILE_BYTES = 1 << 20;

/**
 * The repository that `path` is, or is a folder of; undefined where there is none. Looks upwards for `.git` as git does; a
 * bare repository is only recognised at `path` itself, so that one planted inside a work tree does not take its place.
 * `core.worktree` is ignored: it would let the repository point anywhere. Throws `SOURCE_UNREADABLE`.
 */
export function openRepository(path: string): Repository | undefined {
  const asked = resolve(path);
  for (let folder = asked; ; folder = dirname(folder)) {
    const gitDir = gitDirOf(join(folder, ".git"));
    if (gitDir !== undefined) return describe(gitDir, folder, relative(folder, asked).split(sep).join("/"));
    if (folder === asked && isGitDir(asked)) return describe(asked, undefined, "");
    if (dirname(folder) === folder) return undefined;
  }
}

/** The repository whose GIT_DIR this is, as git tells its hooks; undefined where it is none. */
export function openGitDir(gitDir: string, workTree?: string): Repository | undefined {
  const path = resolve(gitDir);
  return isGitDir(path) ? describe(path, workTree, "") : undefined;
}

/** Hex digits of an object id. */
export function oidHexLength(repository: Pick<Repository, "objectFormat">): 40 | 64 {
  return repository.objectFormat === "sha256" ? 64 : 40;
}

function gitDirOf(dotGit: string): string | undefined {
  const stat = statOrNone(dotGit);
  if (stat?.isDirectory()) return isGitDir(dotGit) ? dotGit : undefined;
  if (!stat?.isFile()) return undefined;
  const target = /^gitdir: (.+?)[\r\n]*$/.exec(readText(dotGit) ?? "")?.[1];
  if (target === undefined || target.includes("\0")) return undefined;
  const gitDir = resolve(dirname(dotGit), target);
  return isGitDir(gitDir) ? gitDir : undefined;
}

function isGitDir(folder: string): boolean {
  if (!statOrNone(join(folder, "HEAD"))?.isFile()) {
    // A HEAD that is a symbolic link to an unborn branch dangles; git still takes it.
    if (!readdirOrEmpty(folder).includes("HEAD")) return false;
  }
  const commonDir = commonDirOf(folder);
  return isFolder(join(commonDir, "objects")) && isFolder(join(commonDir, "refs"));
}

function commonDirOf(gitDir: string): string {
  const target = readText(join(gitDir, "commondir"))?.trim();
  return target === undefined || target === "" || target.includes("\0") ? gitDir : resolve(gitDir, target);
}

function describe(gitDir: string, folder: string | undefined, prefix: string): Repository {
  const commonDir = commonDirOf(gitDir);
  const config = parseConfig(readText(join(commonDir, "config")) ?? "");
  const isLinked = gitDir !== commonDir;
  const workTree = isTrue(config.get("core.bare")) && !isLinked ? undefined : folder;
  return {
    ...(workTree === undefined ? {} : { workTree }),
    gitDir,
    commonDir,
    prefix: workTree === undefined ? "" : prefix,
    objectFormat: config.get("extensions.objectformat")?.toLowerCase() === "sha256" ? "sha256" : "sha1",
    refStorage: config.get("extensions.refstorage")?.toLowerCase() === "reftable" ? "reftable" : "files",
    bare: workTree === undefined,
    shallow: (statOrNone(join(commonDir, "shallow"))?.size ?? 0) > 0,
    partial: isPartial(config, commonDir),
  };
}

function isPartial(config: ReadonlyMap<string, string>, commonDir: string): boolean {
  if (config.has("extensions.partialclone")) return true;
  for (const [key, value] of config) if (/^remote\..*\.promisor$/s.test(key) && isTrue(value)) return true;
  return readdirOrEmpty(join(commonDir, "objects", "pack")).some((name) => name.endsWith(".promisor"));
}

function readText(path: string): string | undefined {
  return readRegularFile(path, SMALL_FILE_BYTES)?.toString("utf8");
}

function isFolder(path: string): boolean {
  return statOrNone(path)?.isDirectory() ?? false;
}

function statOrNone(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // no permission, a loop of links, an impossible name: not a place where a repository is
  }
}

function readdirOrEmpty(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // absent or unreadable: what cannot be listed cannot be used either, and reading it reports that
  }
}
