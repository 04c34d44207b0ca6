// Where the bench keeps what it fetched and made. Outside the checkout: scanners that honour .gitignore would find an ignored folder empty.
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export const cache = process.env.STANCH_BENCH_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "stanch-bench");

/** A folder of the cache, made when it is missing. */
export function cacheFolder(...parts) {
  const folder = join(cache, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Makes a folder in the cache whole or not at all: `fill` gets a folder beside it that is renamed when it returns. */
export async function fillFolder(target, fill) {
  const beside = `${target}.${process.pid}`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  try {
    await fill(beside);
    rmSync(target, { recursive: true, force: true });
    renameSync(beside, target);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}
