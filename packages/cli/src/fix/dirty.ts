import { createHash } from "node:crypto";
import { openRepository, readIndex } from "@stanch/sources";

/**
 * Whether a tracked file differs from what git's index has, by its bytes or by them with the line ends of a checkout on
 * Windows. Untracked files are nobody's base and count as clean: a revert brings them back. No program of git is run.
 */
export function dirtyCheck(root: string): (path: string, bytes: Uint8Array) => boolean {
  const repository = openRepository(root);
  if (repository?.workTree === undefined) return () => false;
  const prefix = repository.prefix === "" ? "" : `${repository.prefix}/`;
  const known = new Map<string, string>();
  for (const { path, oid, stage, isIntentToAdd } of readIndex(repository)?.entries ?? []) {
    const name = path.toString("utf8");
    // An unmerged path has several versions and is dirty by any of them; one that is only announced has none.
    if (name.startsWith(prefix) && !isIntentToAdd) known.set(name.slice(prefix.length), stage === 0 ? oid : "unmerged");
  }
  return (path, bytes) => {
    const oid = known.get(path);
    if (oid === undefined) return false;
    const algorithm = oid.length === 64 ? "sha256" : "sha1";
    if (oidOf(bytes, algorithm) === oid) return false;
    const unix = Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
    return oidOf(unix, algorithm) !== oid;
  };
}

function oidOf(bytes: Uint8Array, algorithm: string): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
