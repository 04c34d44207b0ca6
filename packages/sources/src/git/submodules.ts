import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { readIndex } from "./index-file.ts";
import { isSubmoduleMode } from "./objects.ts";
import { openRepository, type Repository } from "./repository.ts";

export interface Submodule {
  /** Folder relative to the work tree of the outer repository. */
  readonly path: string;
  /** Absent when it is not checked out here. */
  readonly repository?: Repository;
}

/**
 * The submodules that the index names, one level deep; none for a bare repository. A folder that a symbolic link leads out
 * of the work tree counts as absent. Throws `OBJECT_BROKEN` for an index that cannot be read.
 */
export function submodules(repository: Repository, indexFile?: string): Submodule[] {
  const { workTree } = repository;
  if (workTree === undefined) return [];
  const found: Submodule[] = [];
  for (const entry of readIndex(repository, indexFile)?.entries ?? []) {
    if (!isSubmoduleMode(entry.mode) || entry.stage > 1) continue;
    const path = entry.path.toString("utf8");
    const inner = isInside(workTree, join(workTree, path)) ? openRepository(join(workTree, path)) : undefined;
    // An empty folder leads upwards to the outer repository again.
    found.push(inner === undefined || inner.gitDir === repository.gitDir ? { path } : { path, repository: inner });
  }
  return found;
}

function isInside(workTree: string, folder: string): boolean {
  try {
    return realpathSync(folder).startsWith(realpathSync(workTree) + sep);
  } catch {
    return false;
  }
}
