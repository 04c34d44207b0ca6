import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { AppError, type SkipReason } from "@stanch/model";
import { GitIgnores } from "./git-ignores.ts";

/** Folders that package managers fill: skipped by default, listed with a count. */
const DEPENDENCY_FOLDERS = new Set([
  "node_modules",
  "bower_components",
  "jspm_packages",
  "site-packages",
  "__pypackages__",
  "Pods",
  ".yarn",
  ".pnpm-store",
]);
const NEST_LIMIT = 256;

export interface WalkOptions {
  /** Whether a file or folder (path relative to the root, forward slashes) is wanted. */
  readonly wants: (path: string, isFolder: boolean) => "yes" | "excluded" | "not-included";
  readonly dependencyFolders: "skip" | "scan";
  /** Leave out what .gitignore files name. */
  readonly skipGitIgnored?: boolean;
  readonly skip: (reason: SkipReason, path: string) => void;
  /** Told of each folder below the root that is a repository of its own: a submodule, or one that was cloned there. */
  readonly onRepository?: (path: string) => void;
}

/** Files of one folder. Names are strings, or bytes where they are no UTF-8. */
export interface FolderFiles {
  /** Path relative to the root, "" for the root itself; bytes when some part of it is no UTF-8. */
  readonly folder: string | Uint8Array;
  readonly names: (string | Uint8Array)[];
}

/**
 * Every regular file below `root`, folder by folder, sorted within each. Links are not followed: what they point to is
 * either in the tree under its own name or outside it. `.git` is left to the git source.
 * Throws SOURCE_NOT_FOUND and SOURCE_UNREADABLE for the root itself; anything below it is reported to `skip`.
 */
export function* walkFiles(root: string, options: WalkOptions): Generator<FolderFiles> {
  openRoot(root);
  const ignored = options.skipGitIgnored === true ? new GitIgnores(root) : undefined;
  const stack: { path: string; raw?: Uint8Array; depth: number }[] = [{ path: "", depth: 0 }];
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    const entries = list(root, folder, options);
    const names: (string | Uint8Array)[] = [];
    const below: typeof stack = [];
    ignored?.enter(
      folder.path,
      entries.some((entry) => entry.text === ".gitignore" && entry.dirent.isFile()),
    );
    for (const entry of entries) {
      if (entry.text === ".git" && folder.path !== "") options.onRepository?.(folder.path);
      const path = folder.path === "" ? entry.text : `${folder.path}/${entry.text}`;
      if (ignored?.names(path, entry.dirent.isDirectory()) === true) {
        options.skip("git-ignored", path);
        continue;
      }
      if (entry.dirent.isDirectory()) {
        if (entry.text === ".git") continue;
        if (options.dependencyFolders === "skip" && isDependencyFolder(root, path, entry.text)) options.skip("dependency-folder", path);
        else if (folder.depth >= NEST_LIMIT) options.skip("too-deep", path);
        else {
          const wanted = options.wants(path, true);
          if (wanted === "excluded") options.skip("excluded", path);
          else
            below.push({
              path,
              depth: folder.depth + 1,
              ...(entry.raw === undefined ? {} : { raw: joinRaw(folder, entry.raw) }),
              ...(folder.raw !== undefined && entry.raw === undefined ? { raw: joinRaw(folder, Buffer.from(entry.text)) } : {}),
            });
        }
        continue;
      }
      const wanted = entry.text === ".git" ? "yes" : options.wants(path, false);
      if (entry.text === ".git") continue;
      if (wanted !== "yes") options.skip(wanted, path);
      else if (entry.dirent.isFile()) names.push(entry.raw ?? entry.text);
      else if (entry.dirent.isSymbolicLink()) options.skip(linkReason(root, path), path);
      else options.skip("special-file", path);
    }
    if (names.length > 0) yield { folder: folder.raw ?? folder.path, names };
    for (const one of below.reverse()) stack.push(one);
  }
}

function openRoot(root: string): void {
  try {
    if (statSync(root).isDirectory()) return;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new AppError("SOURCE_NOT_FOUND", { what: "No such file or folder", where: root, next: "Check the path." });
    throw new AppError("SOURCE_UNREADABLE", { what: "Cannot open it", where: root, next: "Check its permissions.", cause: error });
  }
  throw new AppError("SOURCE_UNREADABLE", { what: "Not a folder", where: root, next: "Name a folder or a regular file." });
}

interface Entry {
  readonly text: string;
  readonly raw?: Uint8Array;
  readonly dirent: Dirent | Dirent<Buffer>;
}

function list(root: string, folder: { path: string; raw?: Uint8Array }, options: WalkOptions): Entry[] {
  try {
    if (folder.raw === undefined) {
      const dirents = readdirSync(folder.path === "" ? root : join(root, folder.path), { withFileTypes: true });
      // A name that is no UTF-8 comes back mangled and could not be opened: then the folder is read again as bytes.
      if (!dirents.some((dirent) => dirent.name.includes("\ufffd")))
        return sorted(dirents.map((dirent) => ({ text: dirent.name, dirent })));
    }
    const path = Buffer.concat([Buffer.from(root), Buffer.from("/"), Buffer.from(folder.raw ?? folder.path)]);
    const dirents = readdirSync(path, { withFileTypes: true, encoding: "buffer" });
    return sorted(
      dirents.map((dirent) => {
        const text = dirent.name.toString("utf8");
        return Buffer.from(text).equals(dirent.name) ? { text, dirent } : { text, raw: new Uint8Array(dirent.name), dirent };
      }),
    );
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    options.skip(
      code === "EACCES" || code === "EPERM" ? "permission-denied" : code === "ENOENT" ? "vanished" : "unreadable",
      folder.path === "" ? "." : folder.path,
    );
    return [];
  }
}

/** File systems list in their own order: a scan of the same tree must give the same report. */
function sorted(entries: Entry[]): Entry[] {
  return entries.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

function joinRaw(folder: { path: string; raw?: Uint8Array }, name: Uint8Array): Uint8Array {
  const parent = folder.raw ?? Buffer.from(folder.path);
  return parent.length === 0 ? name : Buffer.concat([parent, Buffer.from("/"), name]);
}

function isDependencyFolder(root: string, path: string, name: string): boolean {
  if (DEPENDENCY_FOLDERS.has(name)) return true;
  const has = (marker: string): boolean => {
    try {
      return lstatSync(join(root, path, marker), { throwIfNoEntry: false }) !== undefined;
    } catch {
      return false; // not ours to look into: listing it says so
    }
  };
  if (name === "vendor") return has("modules.txt") || has("autoload.php") || has("bundle");
  return (name === "venv" || name === ".venv" || name === "env") && has("pyvenv.cfg");
}

function linkReason(root: string, path: string): SkipReason {
  try {
    const target = relative(realpathSync(root), realpathSync(join(root, path)));
    return target.startsWith(`..${sep}`) || target === ".." ? "symlink-outside" : "symlink";
  } catch {
    return "symlink"; // dangling, a loop, or not ours to read
  }
}
