import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { HOOK_TYPES, type HookType, MARK, type Way, gitNames, hasBlock } from "@stanch/hooks/install";
import { printable } from "../io.ts";
import { type Scene, type Scope, inspect, readBytes } from "./inspect.ts";
import type { HookStatusOptions } from "./install.ts";

/** One hook of ours that was found, and why git would not start it. */
interface Standing {
  readonly type: HookType;
  readonly scope: Scope;
  readonly way: Way;
  readonly path: string;
  readonly problem?: string;
}

/** `stanch hook status`: exit code 1 when a hook of ours is there and git would not start it. */
export function statusCommand({ format }: HookStatusOptions): Promise<number> {
  const machine = inspect("machine", process.cwd());
  const repository = inspect("repository", process.cwd());
  const standing = HOOK_TYPES.flatMap((type) => [...inRepository(type, repository), ...onMachine(type, machine, repository)]);
  if (format === "json") process.stdout.write(`${JSON.stringify({ hooks: standing }, undefined, 2)}\n`);
  else for (const type of HOOK_TYPES) process.stdout.write(linesOf(type, standing));
  return Promise.resolve(standing.some(({ problem }) => problem !== undefined) ? 1 : 0);
}

function linesOf(type: HookType, standing: readonly Standing[]): string {
  const own = standing.filter((one) => one.type === type);
  if (own.length === 0) return `none     ${type}\n`;
  return own
    .map(({ scope, way, path, problem }) => {
      const where = `${type}, ${scope}, ${way}: ${printable(path)}\n`;
      return problem === undefined ? `runs     ${where}` : `BROKEN   ${where}         ${printable(problem)}\n`;
    })
    .join("");
}

function inRepository(type: HookType, scene: Scene): Standing[] {
  const found: Standing[] = [];
  const add = (way: Way, path: string, problem: string | undefined): void => {
    found.push({ type, scope: "repository", way, path, ...(problem === undefined ? {} : { problem }) });
  };
  const { hooksFolder = "", commonDir = "", top = "" } = scene;
  const [name = type] = gitNames(type);
  if (isConfigured(scene.configFile, type)) add("configuration", scene.configFile, unknownTo(scene) ?? goneProgram(scene.configFile));
  for (const folder of new Set([hooksFolder, join(commonDir, "hooks")]))
    for (const file of [name, `${name}.legacy`, `${name}.old`]) {
      const path = join(folder, file);
      if (readBytes(path)?.includes(MARK) === true) add("file", path, fileProblem(path, folder, hooksFolder));
    }
  const husky = join(dirname(hooksFolder), name);
  if (hasOurs(husky)) add("husky", husky, goneProgram(join(commonDir, "stanch-hook")));
  const lefthook = join(top, "lefthook-local.yml");
  if (new RegExp(`^${name}:\\n  commands:\\n    stanch:`, "m").test(readBytes(lefthook) ?? ""))
    add(
      "lefthook",
      lefthook,
      scene.standing(name) === "lefthook"
        ? goneProgram(join(commonDir, "stanch-hook"))
        : "lefthook has no hook here yet: run lefthook install",
    );
  return found;
}

function onMachine(type: HookType, machine: Scene, repository: Scene): Standing[] {
  const found: Standing[] = [];
  const add = (way: Way, path: string, problem: string | undefined): void => {
    found.push({ type, scope: "machine", way, path, ...(problem === undefined ? {} : { problem }) });
  };
  if (isConfigured(machine.configFile, type))
    add("configuration", machine.configFile, unknownTo(machine) ?? goneProgram(machine.configFile));
  const [name = type] = gitNames(type);
  for (const [folder, way] of [
    [join(machine.ownFolder, "hooks"), "machine-folder"],
    [machine.hooksFolder ?? "", "file"],
  ] as const) {
    const path = join(folder, name);
    if (readBytes(path)?.includes(` ${type} -- "$@"`) !== true) continue;
    if (found.length === 0 && path !== join(repository.hooksFolder ?? "", name))
      add(way, path, `core.hooksPath of this repository is ${repository.hooksFolder ?? ""}: git looks there and not here`);
    else if (repository.hooksFolder === folder) add(way, path, fileProblem(path, folder, folder));
  }
  return found;
}

function isConfigured(file: string, type: HookType): boolean {
  const text = readBytes(file) ?? "";
  return hasBlock(text) && text.includes(`[hook "stanch-${type}"]`);
}

function hasOurs(path: string): boolean {
  return hasBlock(readBytes(path) ?? "");
}

function unknownTo({ gitVersion: [major, minor] }: Scene): string | undefined {
  return major > 2 || (major === 2 && minor >= 54)
    ? undefined
    : `git ${major}.${minor} knows no hooks by configuration: install again with it`;
}

function fileProblem(path: string, folder: string, hooksFolder: string): string | undefined {
  if (folder !== hooksFolder) return `core.hooksPath is ${hooksFolder}: git looks there and not here`;
  if (path.endsWith(".old")) return "another hook manager put it aside and does not start it: install again";
  if ((statSync(path).mode & 0o111) === 0) return "it is not executable: git passes over it with a hint";
  return goneProgram(path);
}

/** Hooks name the program by its path. */
function goneProgram(file: string): string | undefined {
  const text = Buffer.from(readBytes(file) ?? "", "latin1").toString("utf8");
  const program = /^program=(.*)$/m
    .exec(text)?.[1]
    ?.replace(/^'(.*)'$/, "$1")
    .replaceAll(String.raw`'\''`, "'");
  if (program === undefined || statSync(program, { throwIfNoEntry: false }) !== undefined) return undefined;
  return `stanch is no longer at ${program}: install again`;
}
