import { AppError } from "@stanch/model";
import type { Block } from "./block.ts";
import { type HookType, gitNames } from "./hook-type.ts";
import {
  GIT_HOOKS,
  KEPT,
  type Program,
  configValue,
  configurationLines,
  hookScript,
  huskyLines,
  lefthookLines,
  machineScript,
  starterScript,
} from "./scripts.ts";

/** What stands under a hook's name now. */
export type Standing = "nothing" | "ours" | "lefthook" | "other";

/** What was found, before anything is done. All paths are absolute. */
export interface Found {
  readonly types: readonly HookType[];
  readonly scope: "repository" | "machine";
  readonly program: Program;
  /** Of the git program: from 2.54 on it knows hooks by configuration. */
  readonly gitVersion: readonly [number, number];
  /** The configuration that the scope has. */
  readonly configFile: string;
  /** Where git looks for hooks: of the repository, or what core.hooksPath says for the machine; undefined where it says nothing. */
  readonly hooksFolder: string | undefined;
  readonly standing: (name: string) => Standing;
  /** For a repository: what all its work trees share, and its top. */
  readonly commonDir?: string;
  readonly top?: string;
  /** Text of lefthook-local.yml without what is ours, "" where there is none. */
  readonly lefthookLocal?: string;
  /** Our own folder of this user, for the machine, and the names of hooks in it. */
  readonly ownFolder: string;
  readonly ownHooks: ReadonlySet<string>;
  /** Whether pushes may ask to be let through for a reason. */
  readonly breakGlass: boolean;
}

export type Step =
  | { readonly kind: "move"; readonly from: string; readonly to: string }
  /** Written as an executable file. */
  | { readonly kind: "write"; readonly path: string; readonly text: string }
  | { readonly kind: "block"; readonly path: string; readonly block: Block; readonly isExecutable?: boolean };

/** How a hook comes to be run. */
export type Way = "configuration" | "husky" | "lefthook" | "file" | "machine-folder";

export interface Plan {
  readonly ways: ReadonlyMap<HookType, Way>;
  readonly steps: readonly Step[];
  /** Sentences for whoever installs. */
  readonly notices: readonly string[];
}

/** What installing does. Nothing that exists is lost: hooks are kept and started, files of others get a block between marks. */
export function installPlan(found: Found): Plan {
  const ways = new Map(found.types.map((type): [HookType, Way] => [type, wayOf(type, found)]));
  const having = (way: Way): HookType[] => found.types.filter((type) => ways.get(type) === way);
  const steps: Step[] = [];
  const notices: string[] = [];
  for (const type of found.types) {
    const lines = configLines(type, ways.get(type), found);
    if (lines.length > 0) steps.push({ kind: "block", path: found.configFile, block: { id: type, lines, where: "end" } });
  }
  for (const type of having("file")) steps.push(...gitNames(type).flatMap((name) => fileSteps(name, found)));
  if (having("machine-folder").length > 0) steps.push(...machineSteps(found));
  if (having("husky").length > 0) steps.push(...huskySteps(having("husky"), found));
  if (having("lefthook").length > 0) {
    steps.push(...lefthookSteps(having("lefthook"), found));
    notices.push("lefthook takes it up with its next run; `lefthook install` makes it now");
  }
  if (having("machine-folder").length > 0)
    notices.push("core.hooksPath is set now, and while it is, `pre-commit install` refuses; with git 2.54 or newer it is not needed");
  return { ways, steps, notices };
}

function wayOf(type: HookType, found: Found): Way {
  if (isConfigurable(found)) return "configuration";
  if (found.scope === "machine") return found.hooksFolder === undefined ? "machine-folder" : "file";
  if (type === "pre-receive") return "file";
  if (isHusky(found)) return "husky";
  return gitNames(type).some((name) => found.standing(name) === "lefthook") ? "lefthook" : "file";
}

function isConfigurable({ gitVersion: [major, minor] }: Found): boolean {
  return major > 2 || (major === 2 && minor >= 54);
}

function isHusky({ hooksFolder = "" }: Found): boolean {
  return /[\\/]\.husky[\\/]_$/.test(hooksFolder);
}

function configLines(type: HookType, way: Way | undefined, found: Found): string[] {
  return [
    ...(way === "configuration" ? configurationLines(type, found.program) : []),
    ...(type === "pre-receive" && found.breakGlass ? ["[receive]", "\tadvertisePushOptions = true"] : []),
  ];
}

/** The hooks of all repositories of this user, where core.hooksPath was free. */
function machineFolder({ ownFolder }: Found): string {
  return `${ownFolder}/hooks`;
}

function machineSteps(found: Found): Step[] {
  const wanted = new Set(found.types.flatMap(gitNames));
  const folder = machineFolder(found);
  const lines = ["[core]", `\thooksPath = ${configValue(folder)}`];
  return [
    { kind: "block", path: found.configFile, block: { id: "hooks", lines, where: "end" } },
    // One that was installed before stays as it is.
    ...GIT_HOOKS.filter((name) => wanted.has(name) || !found.ownHooks.has(name)).map((name): Step => ({
      kind: "write",
      path: `${folder}/${name}`,
      text: machineScript(name, found.program, wanted.has(name)),
    })),
  ];
}

function fileSteps(name: string, found: Found): Step[] {
  const { hooksFolder } = found;
  if (hooksFolder === undefined) return [];
  const path = `${hooksFolder}/${name}`;
  const standing = found.standing(name);
  const keep: Step[] = standing === "nothing" || standing === "ours" ? [] : [{ kind: "move", from: path, to: `${path}${KEPT}` }];
  if (keep.length > 0 && found.standing(`${name}${KEPT}`) !== "nothing")
    throw new AppError("HOOK_CANNOT", {
      what: "A hook stands here and another one that was kept beside it",
      where: `${path}, ${path}${KEPT}`,
      next: "Something wrote the hook anew after stanch was installed: decide which of both to keep, and install again.",
    });
  return [...keep, { kind: "write", path, text: hookScript(name, found.program) }];
}

/** husky's own folder is written anew by each of its installs: the files above it are the user's. */
function huskySteps(types: readonly HookType[], found: Found): Step[] {
  const folder = (found.hooksFolder ?? "").replace(/[\\/]_$/, "");
  return [
    starterStep(found),
    ...types.flatMap((type) =>
      gitNames(type).map((name): Step => ({
        kind: "block",
        path: `${folder}/${name}`,
        block: { id: type, lines: huskyLines(name, type), where: name === "pre-push" ? "top" : "end" },
      })),
    ),
  ];
}

function lefthookSteps(types: readonly HookType[], found: Found): Step[] {
  const path = `${found.top ?? ""}/lefthook-local.yml`;
  const names = types.flatMap(gitNames);
  const taken = names.filter((name) => new RegExp(`^${name}\\s*:`, "m").test(found.lefthookLocal ?? ""));
  if (taken.length > 0)
    throw new AppError("HOOK_CANNOT", {
      what: `lefthook-local.yml has commands of its own for ${taken.join(", ")}`,
      where: path,
      next: "Put the command of stanch there yourself: docs/integrations.md shows it.",
    });
  const starter = `${found.commonDir ?? ""}/stanch-hook`;
  return [
    starterStep(found),
    ...types.map((type): Step => ({
      kind: "block",
      path,
      block: { id: type, lines: lefthookLines(gitNames(type), starter), where: "end" },
    })),
  ];
}

function starterStep({ commonDir = "", program }: Found): Step {
  return { kind: "write", path: `${commonDir}/stanch-hook`, text: starterScript(program) };
}
