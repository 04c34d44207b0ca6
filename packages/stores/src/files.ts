import { randomBytes } from "node:crypto";
import { type BigIntStats } from "node:fs";
import { chmod, chown, open, readFile, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { conflict, failure } from "./failures.ts";

/** A file's text and its version, undefined when there is none. Rejects with STORE_BROKEN when it is no UTF-8. */
export async function readTextFile(
  path: string,
): Promise<{ readonly text: string; readonly version: string; readonly at: Date } | undefined> {
  try {
    const file = await open(path, "r");
    try {
      const stats = await file.stat({ bigint: true });
      return { text: utf8(await file.readFile(), path), version: versionOf(stats), at: stats.mtime };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw fileFailure(error, path);
  }
}

function utf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw failure("STORE_BROKEN", "The file is not UTF-8", path, "Convert it first: its bytes would not survive.", error);
  }
}

/** Which writing of the file it is, without a hash: the hash of a file with one short secret would give that away. */
function versionOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, size, mtimeNs, ctimeNs].map((part) => part.toString(36)).join("-");
}

/** Replaces the file in one step: a reader sees the old or the new text, a crash leaves one of them. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const target = await realpath(path).catch(() => path); // a link stays a link
  const beside = join(dirname(target), `${besideOf(target)}${randomBytes(6).toString("hex")}`);
  try {
    const before = await stat(target).catch(() => undefined);
    const file = await open(beside, "wx", mode);
    try {
      await file.writeFile(text, "utf8");
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(beside, mode); // whatever the umask took
    if (before !== undefined && before.uid !== process.getuid?.()) await chown(beside, before.uid, before.gid).catch(() => undefined);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw fileFailure(error, path);
  }
}

const besideOf = (path: string): string => `.${basename(path)}.stanch-new-`;

/** What a writer that was killed left half written holds secrets, and no .gitignore names it. */
async function removeLeftovers(path: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const names = await readdir(dirname(target));
  await Promise.all(
    names.filter((name) => name.startsWith(besideOf(target))).map(async (name) => rm(join(dirname(target), name), { force: true })),
  );
}

const LOCK_WAIT_MS = 5000;

/** Runs `work` while no other stanch changes the file. Rejects with STORE_CONFLICT when it stays locked for `waitMs`. */
export async function locked<T>(path: string, work: () => Promise<T>, waitMs = LOCK_WAIT_MS): Promise<T> {
  const lock = `${path}.stanch-lock`;
  const until = Date.now() + waitMs;
  while (!(await tryLock(lock, path))) {
    if (Date.now() > until) throw conflict(path);
    await sleep(20);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function tryLock(lock: string, path: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw fileFailure(error, path);
  }
  if (await isLeftBehind(lock)) {
    await removeLeftovers(path);
    await rm(lock, { force: true });
  }
  return false;
}

/** An empty lock is being written at this moment; one that stays empty was made by a writer killed before it wrote its number. */
const EMPTY_LOCK_MS = 1000;

async function isLeftBehind(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, "utf8").catch(() => "-1"));
  if (holder !== 0) return holder > 0 && !isAlive(holder);
  const made = await stat(lock).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > EMPTY_LOCK_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function fileFailure(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === undefined || code.startsWith("STORE_")) return error;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return failure("STORE_DENIED", "The file may not be read or written", path, "Check its permissions and those of its folder.", error);
  if (code === "ENOSPC" || code === "EDQUOT") return failure("STORE_QUOTA", "The disk is full", path, "Free some space.", error);
  return failure("STORE_UNREACHABLE", `The file cannot be used: ${code}`, path, "Check the path.", error);
}
