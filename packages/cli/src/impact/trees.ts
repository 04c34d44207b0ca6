import { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { SourceFile } from "@stanch/impact";
import { walkFiles } from "@stanch/sources";

/** One folder that was named; `name` is what its places are shown under. */
export interface Tree {
  readonly root: string;
  readonly name: string;
}

/** Larger files hold no declarations; a state file may be as large. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_STATE_BYTES = 32 * 1024 * 1024;

/** Two folders of one name are told by their paths. */
export function treesOf(paths: readonly string[]): readonly Tree[] {
  const roots = [...new Set(paths.map((path) => resolve(path)))];
  const names = roots.map((root) => basename(root) || "root");
  return roots.map((root, index) => ({
    root,
    name: names.filter((name) => name === names[index]).length > 1 ? root : (names[index] ?? root),
  }));
}

interface Left {
  readonly repository: string;
  readonly path: string;
  readonly reason: string;
}

/** Text files of all trees. Links are not followed, nothing is run; what is left out is told to `unread`. Repositories within a tree count on their own. */
export function* filesOf(trees: readonly Tree[], unread: Left[]): Generator<SourceFile> {
  for (const { root, name } of trees) {
    const inner: string[] = [];
    const walk = walkFiles(root, {
      wants: () => "yes",
      dependencyFolders: "skip",
      skip: (reason, path) => {
        unread.push({ repository: name, path, reason });
      },
      onRepository: (path) => {
        inner.push(path);
      },
    });
    for (const { folder, names } of walk) {
      const home = typeof folder === "string" ? inner.findLast((path) => folder === path || folder.startsWith(`${path}/`)) : undefined;
      for (const file of names) {
        if (typeof folder !== "string" || typeof file !== "string") {
          unread.push({ repository: name, path: Buffer.from(file).toString("utf8"), reason: "name-no-utf8" });
          continue;
        }
        const path = folder === "" ? file : `${folder}/${file}`;
        const place =
          home === undefined ? { repository: name, path } : { repository: `${name}/${home}`, path: path.slice(home.length + 1) };
        const text = textOf(join(root, path), (reason) => {
          unread.push({ ...place, reason });
          return undefined;
        });
        if (text !== undefined) yield { ...place, text };
      }
    }
  }
}

export function holdsFile(tree: Tree, path: string): boolean {
  return existsSync(join(tree.root, path));
}

/** Path within the innermost repository of a tree, as `filesOf` names it. */
export function placeIn(tree: Tree, path: string): { readonly repository: string; readonly path: string } {
  const parts = path.split("/");
  for (let length = parts.length - 1; length > 0; length--) {
    const folder = parts.slice(0, length).join("/");
    if (lstatSync(join(tree.root, folder, ".git"), { throwIfNoEntry: false }) !== undefined)
      return { repository: `${tree.name}/${folder}`, path: path.slice(folder.length + 1) };
  }
  return { repository: tree.name, path };
}

function textOf(path: string, left: (reason: string) => undefined): string | undefined {
  let fd: number;
  try {
    // The walk yields regular files; one that was replaced by a link since is not followed.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    left(error instanceof Error && "code" in error && error.code === "EACCES" ? "permission-denied" : "unreadable");
    return undefined;
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return left("special-file");
    if (stat.size > (/\.tfstate(?:\.backup)?$/.test(path) ? MOST_STATE_BYTES : MOST_BYTES)) return left("too-large");
    const bytes = Buffer.alloc(stat.size);
    let length = 0;
    for (;;) {
      const read = readSync(fd, bytes, length, bytes.length - length, length);
      length += read;
      if (read === 0 || length === bytes.length) break;
    }
    const content = bytes.subarray(0, length);
    if (content.includes(0)) return left("binary");
    return content.toString("utf8").replace(/^\ufeff/, "");
  } catch {
    left("unreadable");
    return undefined;
  } finally {
    closeSync(fd);
  }
}
