import { readFileSync } from "node:fs";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";

/** A hostile list must not make each path's test slow. */
const MOST_BYTES = 262_144;

/** The .gitignore files on the way from a root to each folder of a walk, and the repository's own exclude file. */
export class GitIgnores {
  readonly #root: string;
  /** By folder ("" is the root), in the order in which they were entered. */
  readonly #lists = new Map<string, Ignore>();

  constructor(root: string) {
    this.#root = root;
    this.#read("", join(root, ".git", "info", "exclude"));
  }

  /** Reads the folder's own list, if there is one; folders come before what is in them. */
  enter(folder: string, hasList: boolean): void {
    if (hasList) this.#read(folder, join(this.#root, folder, ".gitignore"));
  }

  /** Whether some list names the path (relative to the root). The nearest list that says anything about it decides. */
  names(path: string, isFolder: boolean): boolean {
    for (let folder = parent(path); ; folder = parent(folder)) {
      const list = this.#lists.get(folder);
      if (list !== undefined) {
        const own = folder === "" ? path : path.slice(folder.length + 1);
        const result = list.test(isFolder ? `${own}/` : own);
        if (result.ignored) return true;
        if (result.unignored) return false;
      }
      if (folder === "") return false;
    }
  }

  #read(folder: string, file: string): void {
    try {
      const text = readFileSync(file, "utf8").slice(0, MOST_BYTES);
      const list = this.#lists.get(folder) ?? ignore({ allowRelativePaths: true });
      this.#lists.set(folder, list.add(text));
    } catch {
      // not there or not readable: then it names nothing, and more is scanned
    }
  }
}

function parent(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "" : path.slice(0, at);
}
