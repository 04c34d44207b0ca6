import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { GIT_HOOKS, HOOK_TYPES, KEPT, MARK, type Step, gitNames, hasBlock, isCut, withBlock, withoutBlocks } from "@stanch/hooks/install";
import { AppError } from "@stanch/model";
import { type Scene, readBytes } from "./inspect.ts";

/**
 * Does what a plan says, step by step, and gives what undoes it. Throws `HOOK_CANNOT` for the first step that cannot be done,
 * after those before it were undone.
 */
export function applySteps(steps: readonly Step[]): () => void {
  const undoing: (() => void)[] = [];
  const undo = (): void => {
    for (let back = undoing.pop(); back !== undefined; back = undoing.pop()) back();
  };
  for (const step of steps) {
    try {
      undoing.push(apply(step));
    } catch (cause) {
      undo();
      if (cause instanceof AppError) throw cause;
      throw new AppError("HOOK_CANNOT", {
        what: `A hook cannot be put in: ${cause instanceof Error ? cause.message : "unknown error"}`,
        where: step.kind === "move" ? step.from : step.path,
        next: "Check its permissions.",
        cause,
      });
    }
  }
  return undo;
}

/** Gives what undoes it. */
function apply(step: Step): () => void {
  if (step.kind === "move") {
    renameSync(step.from, step.to);
    return () => {
      renameSync(step.to, step.from);
    };
  }
  const before = readBytes(step.path);
  const mode = statSync(step.path, { throwIfNoEntry: false })?.mode;
  if (step.kind === "write") replace(step.path, bytesOf(step.text), 0o755);
  else replace(step.path, withBlock(before, { ...step.block, lines: step.block.lines.map(bytesOf) }));
  return () => {
    if (before === undefined || mode === undefined) rmSync(step.path);
    else replace(step.path, before, step.kind === "write" ? mode & 0o7777 : undefined);
  };
}

/** Text of ours among bytes that are read as Latin-1. */
function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** Through git's own lock, and a link's target: whoever reads it finds the old or the new one. */
function replace(given: string, bytes: string, mode?: number): void {
  mkdirSync(dirname(given), { recursive: true });
  const stat = statSync(given, { throwIfNoEntry: false });
  const path = stat === undefined || mode !== undefined ? given : realpathSync(given);
  const lock = `${path}.lock`;
  let fd: number;
  try {
    fd = openSync(lock, "wx");
  } catch (cause) {
    throw new AppError("HOOK_CANNOT", {
      what: "Something else is writing this file, or was stopped while it did",
      where: lock,
      next: "When no git command is running, remove that file.",
      cause,
    });
  }
  try {
    writeSync(fd, Buffer.from(bytes, "latin1"));
    closeSync(fd);
    chmodSync(lock, mode ?? (stat === undefined ? 0o644 : stat.mode & 0o7777));
    renameSync(lock, path);
  } catch (error) {
    rmSync(lock, { force: true });
    throw error;
  }
}

/** Takes out all that is ours. Gives what was done, a sentence each. */
export function takeOut(scene: Scene): string[] {
  const told: string[] = [];
  const names = HOOK_TYPES.flatMap(gitNames);
  const folders = new Set([scene.hooksFolder, scene.commonDir === undefined ? undefined : join(scene.commonDir, "hooks")]);
  for (const folder of folders) if (folder !== undefined) for (const name of names) told.push(...takeOutHook(folder, name));
  for (const path of blockFiles(scene, names)) if (takeOutBlock(path)) told.push(`taken out of ${path}`);
  if (scene.commonDir !== undefined && removeOurs(join(scene.commonDir, "stanch-hook")))
    told.push(`removed ${join(scene.commonDir, "stanch-hook")}`);
  if (scene.scope === "machine") told.push(...takeOutFolder(join(scene.ownFolder, "hooks")));
  return told;
}

/** What stood there before comes back. Other tools put our file aside under names of their own. */
function takeOutHook(folder: string, name: string): string[] {
  const path = join(folder, name);
  const told: string[] = [];
  for (const one of [path, `${path}.legacy`, `${path}.old`]) if (removeOurs(one)) told.push(`removed ${one}`);
  const kept = `${path}${KEPT}`;
  if (!exists(folder, `${name}${KEPT}`)) return told;
  if (exists(folder, name)) return [...told, `${kept} is left as it is: something else wrote ${path} since`];
  renameSync(kept, path);
  return [...told, `restored ${path}`];
}

function exists(folder: string, name: string): boolean {
  try {
    return readdirSync(folder).includes(name);
  } catch {
    return false;
  }
}

/** Where blocks of ours can be. */
export function blockFiles(scene: Scene, names: readonly string[]): string[] {
  const husky = new Set([
    ...(scene.hooksFolder !== undefined && /[\\/]_$/.test(scene.hooksFolder) ? [dirname(scene.hooksFolder)] : []),
    ...(scene.top === undefined ? [] : [join(scene.top, ".husky")]),
  ]);
  return [
    scene.configFile,
    ...[...husky].flatMap((folder) => names.map((name) => join(folder, name))),
    ...(scene.top === undefined ? [] : [join(scene.top, "lefthook-local.yml")]),
  ];
}

function takeOutBlock(path: string): boolean {
  const text = readBytes(path);
  if (text === undefined || !hasBlock(text)) return false;
  if (isCut(text))
    throw new AppError("HOOK_CANNOT", {
      what: "The end of what stanch wrote here is gone, so what is yours cannot be told from it",
      where: path,
      next: 'Take out by hand what follows the line ">>> stanch".',
    });
  const rest = withoutBlocks(text);
  if (rest === undefined) rmSync(path);
  else replace(path, rest);
  return true;
}

function removeOurs(path: string): boolean {
  if (readBytes(path)?.includes(MARK) !== true) return false;
  rmSync(path);
  return true;
}

function takeOutFolder(folder: string): string[] {
  const removed = GIT_HOOKS.filter((name) => removeOurs(join(folder, name)));
  if (removed.length === 0) return [];
  try {
    rmdirSync(folder);
  } catch {
    // something of the user's lies there too
  }
  return [`removed ${removed.length} hooks from ${folder}`];
}
