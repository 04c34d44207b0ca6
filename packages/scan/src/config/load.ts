import type { Detector } from "@stanch/model";
import { dirname, relative, resolve } from "node:path";
import { nearestName } from "../nearest-name.ts";
import { type Config, type ConfigIgnore, NO_CONFIG } from "./config.ts";
import { findConfig, readConfigText } from "./find.ts";
import type { Parsed, Path } from "./parse.ts";
import type { Problem } from "./problems.ts";
import type { ConfigFileInput } from "./schema.ts";
import type { Check } from "./verdicts.ts";

export interface LoadOptions {
  /** The scanned file or folder: the configuration is looked for there and above it, as `findConfig` says. */
  readonly root?: string;
  /** `--config`: this file and no other. */
  readonly file?: string;
  /** With `file`: its text as a commit or the index holds it. It counts as lying in the scanned tree. */
  readonly text?: string;
  /** The built-in detectors: names are checked against them. */
  readonly detectors: readonly Detector[];
  /** All that is scanned, where that is more than the root: a cache of verdicts in it is not read. */
  readonly scanned?: readonly string[];
  /** This user's cache folder, where verdicts on expressions are kept; without one they are found again each time. */
  readonly cacheFolder?: string | undefined;
}

/**
 * The configuration that applies to a scan, `NO_CONFIG` where there is none (then nothing is loaded for it). No code of a
 * configuration ever runs: it is data, and its expressions are checked before their first use. Throws CONFIG_INVALID with
 * `file:line:column` for the first thing wrong.
 */
export async function loadConfig(options: LoadOptions): Promise<Config> {
  const file = options.file ?? (options.root === undefined ? undefined : findConfig(options.root));
  if (file === undefined) return NO_CONFIG;
  const isTrusted = options.file !== undefined && options.text === undefined;
  const shown = relative(process.cwd(), resolve(file));
  const text = options.text ?? readConfigText(file, isTrusted);
  const { parseConfigText } = await import("./parse.ts");
  const parsed = await parseConfigText(shown.startsWith("..") ? resolve(file) : shown, text);
  const { verdictsIn } = await import("./verdicts.ts");
  const { root, scanned = root === undefined ? [] : [root] } = options;
  const strangers = [...(isTrusted ? [] : [dirname(resolve(file))]), ...scanned];
  const verdicts = verdictsIn({ folder: options.cacheFolder, strangers });
  const config = await readConfig(parsed, { file: resolve(file), isTrusted, builtIn: options.detectors, check: verdicts.check });
  verdicts.save();
  return config;
}

interface Reading {
  readonly file: string;
  readonly isTrusted: boolean;
  readonly builtIn: readonly Detector[];
  readonly check: Check;
}

async function readConfig(parsed: Parsed, { file, isTrusted, builtIn, check }: Reading): Promise<Config> {
  // zod costs a cold start some 15 ms: only who has a configuration pays it.
  const [{ ConfigFile }, { configError, problemsOf }, { customDetectors }] = await Promise.all([
    import("./schema.ts"),
    import("./problems.ts"),
    import("./custom-detectors.ts"),
  ]);
  const checked = ConfigFile.safeParse(parsed.value);
  if (!checked.success) throw configError(parsed, problemsOf(checked.error.issues, parsed.value, ConfigFile));
  const input = checked.data;
  // A pack is read before the file's own detectors, whose ids must not be taken by it.
  const packs =
    input.packs === undefined ? [] : await (await import("./packs.ts")).loadPacks(input.packs, { parsed, file, isTrusted, builtIn, check });
  const shared = packs.flatMap(({ detectors }) => detectors);
  const own = await customDetectors(input.customDetectors ?? [], [...builtIn, ...shared], check);
  const custom = { problems: own.problems, detectors: [...shared, ...own.detectors] };
  const names = [...builtIn, ...custom.detectors].map((detector) => detector.id);
  const problems = [
    ...custom.problems,
    ...(custom.problems.length > 0 ? [] : nameProblems(input, names)),
    ...ignoreProblems(input),
    ...(await globProblems(input, check)),
  ];
  if (problems.length > 0) throw configError(parsed, problems);
  const receipts = packs.map(({ name, digest, detectors }) => ({ name, digest, detectors: detectors.length }));
  return settle(input, {
    file,
    isTrusted,
    custom: custom.detectors,
    packs: receipts,
    where: (path) => parsed.where(path).replace(/:\d+$/, ""),
  });
}

function nameProblems(input: ConfigFileInput, names: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const check = (id: string | undefined, path: Path, key?: string): void => {
    if (id === undefined || names.includes(id)) return;
    const near = nearestName(id, names);
    const next = near === undefined ? "`stanch detectors` lists them." : `Did you mean "${near}"?`;
    problems.push({ path, ...(key === undefined ? {} : { key }), what: `There is no detector "${id.slice(0, 60)}"`, next });
  };
  for (const name of ["only", "disable"] as const)
    for (const [index, id] of (input.detectors?.[name] ?? []).entries()) check(id, ["detectors", name, index]);
  for (const id of Object.keys(input.detectors?.severity ?? {})) check(id, ["detectors", "severity"], id);
  for (const [index, ignore] of (input.ignores ?? []).entries())
    if (ignore.detector !== "*") check(ignore.detector, ["ignores", index, "detector"]);
  return problems;
}

function ignoreProblems(input: ConfigFileInput): Problem[] {
  return (input.ignores ?? []).flatMap((ignore, index): Problem[] => {
    if (ignore.path !== undefined || ignore.fingerprint !== undefined || (ignore.detector !== undefined && ignore.detector !== "*"))
      return [];
    return [{ path: ["ignores", index], what: "This ignore would hide every finding", next: "Name a detector, a path or a fingerprint." }];
  });
}

/** Globs become expressions too: `*a*a*a*a*a*a*b` is as bad as any of them. Plain ones need no check. */
async function globProblems(input: ConfigFileInput, check: Check): Promise<Problem[]> {
  const globs = [
    ...(["include", "exclude"] as const).flatMap((name) => (input[name] ?? []).map((glob, index): [string, Path] => [glob, [name, index]])),
    ...(input.ignores ?? []).flatMap(({ path }, index): [string, Path][] =>
      path === undefined ? [] : [[path, ["ignores", index, "path"]]],
    ),
  ];
  if (globs.length === 0) return [];
  const problems: Problem[] = [];
  for (const [glob, path] of globs) {
    if (glob.length > MOST_GLOB) problems.push({ path, what: "A path pattern of more than 1000 characters", next: "Split it." });
    else if (!(await isQuickGlob(glob, check)))
      problems.push({ path, what: "This path pattern takes too long on some paths", next: "Use fewer stars, or ** between slashes." });
  }
  return problems;
}

const MOST_GLOB = 1000;

/** Whether a glob can be tried on every path. */
export async function isQuickGlob(glob: string, check: Check): Promise<boolean> {
  if (glob.length > MOST_GLOB) return false;
  if ((glob.match(/\*+/g) ?? []).length <= 2 && !/[({[]/.test(glob)) return true;
  const { default: picomatch } = await import("picomatch");
  return (await check(picomatch.makeRe(glob, { dot: true, nonegate: true }).source)).ok;
}

function settle(
  input: ConfigFileInput,
  {
    file,
    isTrusted,
    custom,
    packs,
    where,
  }: { file: string; isTrusted: boolean; custom: readonly Detector[]; packs: Config["packs"]; where: (path: Path) => string },
): Config {
  const { detectors = {}, verify = {} } = input;
  const ignores = (input.ignores ?? []).map(({ detector, path, fingerprint, reason, until }, index): ConfigIgnore => ({
    reason,
    until,
    where: where(["ignores", index]),
    ...(detector === undefined ? {} : { detector }),
    ...(path === undefined ? {} : { path }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  }));
  const urls = Object.entries(verify.baseUrls ?? {});
  return {
    file,
    isTrusted,
    include: input.include ?? [],
    exclude: input.exclude ?? [],
    disable: detectors.disable ?? [],
    severities: new Map(Object.entries(detectors.severity ?? {})),
    customDetectors: custom,
    packs,
    ignores,
    honourForeignMarks: input.honourForeignMarks ?? false,
    // With --verify a secret goes to the base URL: the scanned tree must not be the one to say where that is.
    verify: { baseUrls: new Map(isTrusted ? urls : []), ...(verify.providers === undefined ? {} : { providers: verify.providers }) },
    effects: effectsOf(input, ignores),
    notices:
      isTrusted || urls.length === 0
        ? []
        : [
            `${where(["verify", "baseUrls"])}: verify.baseUrls is not used, since the file lay in the scanned tree and secrets would go where it says; name the file with --config to use it`,
          ],
    ...(input.maxFileSize === undefined ? {} : { maxFileBytes: sizeInBytes(input.maxFileSize) }),
    ...(input.minSeverity === undefined ? {} : { minSeverity: input.minSeverity }),
    ...(input.minConfidence === undefined ? {} : { minConfidence: input.minConfidence }),
    ...(input.failOn === undefined ? {} : { failOn: input.failOn }),
    ...(detectors.only === undefined ? {} : { only: detectors.only }),
    ...(input.dependencyFolders === undefined ? {} : { dependencyFolders: input.dependencyFolders }),
    ...(input.skipGitIgnored === undefined ? {} : { skipGitIgnored: input.skipGitIgnored }),
    ...(input.skipBinary === undefined ? {} : { skipBinary: input.skipBinary }),
    ...(input.history === undefined ? {} : { history: input.history }),
  };
}

function sizeInBytes(size: string | number): number {
  if (typeof size === "number") return size;
  const found = /^(\d+)\s*([kmg]?)/i.exec(size);
  const scale = { k: 1024, m: 1_048_576, g: 1_073_741_824 }[found?.[2]?.toLowerCase() ?? ""] ?? 1;
  return Math.max(1, Math.min(Number(found?.[1]) * scale, Number.MAX_SAFE_INTEGER));
}

/** A configuration that lies in the scanned tree can make the scan look away: each way of it is told. */
function effectsOf(input: ConfigFileInput, ignores: readonly ConfigIgnore[]): string[] {
  const count = (number: number, one: string): string[] => (number === 0 ? [] : [`${number} ${one}${number === 1 ? "" : "s"}`]);
  const { detectors = {} } = input;
  return [
    ...count(ignores.length, "ignore"),
    ...count(input.exclude?.length ?? 0, "excluded path pattern"),
    ...count(input.include?.length ?? 0, "path pattern that alone is scanned").map((text) =>
      text.replace("patterns that alone is", "patterns that alone are"),
    ),
    ...count(detectors.disable?.length ?? 0, "disabled detector"),
    ...(detectors.only === undefined ? [] : [`only ${detectors.only.length} chosen detectors`]),
    ...count(Object.keys(detectors.severity ?? {}).length, "changed severity").map((text) => text.replace("severitys", "severities")),
    ...(input.minSeverity === undefined || input.minSeverity === "low" ? [] : [`nothing below ${input.minSeverity}`]),
    ...(input.minConfidence === undefined || input.minConfidence <= 0.5 ? [] : [`nothing below confidence ${input.minConfidence}`]),
    ...(input.failOn === undefined || input.failOn === "low"
      ? []
      : [input.failOn === "never" ? "findings never fail the scan" : `only ${input.failOn} findings fail the scan`]),
    ...(input.honourForeignMarks === true ? ["other scanners' ignore marks count"] : []),
    ...(input.skipGitIgnored === true ? ["git-ignored files left out"] : []),
    ...(input.skipBinary === true ? ["binary files left out"] : []),
    ...(input.history === "none" ? ["no history"] : []),
  ];
}
