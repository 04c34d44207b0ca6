import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { HelperOf } from "@stanch/codemods";
import { AppError } from "@stanch/model";
import { scan } from "@stanch/scan";
import { STORES, languages, parseReference, snippet, variableOf } from "@stanch/snippets";
import { type OnStep, applyPlan, revertPlan } from "../fix/apply.ts";
import { dirtyCheck } from "../fix/dirty.ts";
import { readInside, textFrom } from "../fix/files.ts";
import { type Found, foundOf } from "../fix/found.ts";
import { historyPlan, replacementsOf } from "../fix/history-plan.ts";
import { makePlan } from "../fix/make-plan.ts";
import { type Named, schemeOf } from "../fix/names.ts";
import { defaultPlanFile, readPlan, withLock, writePlan } from "../fix/plan-file.ts";
import type { LeftPlace, Plan } from "../fix/plan.ts";
import { diffOf, summaryOf } from "../fix/show.ts";
import { fingerprintKey } from "../fingerprint-key.ts";
import { type Context, Output, ProgressLine, printable, usage, wantsColor } from "../io.ts";
import { type SettledFindings, settleFindings, settings } from "../settle.ts";
import { detectorById } from "./detectors.ts";
import type { ScanCommandOptions } from "./scan.ts";

export interface FixCommandOptions extends Pick<
  ScanCommandOptions,
  "include" | "exclude" | "detector" | "config" | "minSeverity" | "minConfidence" | "threads"
> {
  readonly finding?: readonly string[];
  readonly store?: string;
  readonly read?: "environment" | "store";
  readonly plan?: string;
  readonly apply?: boolean;
  readonly revert?: string;
  readonly historyPlan?: string;
  readonly reveal?: boolean;
  readonly force?: boolean;
  readonly history?: string;
  readonly format: string;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly progress?: boolean;
}

/** `stanch fix`: plans, applies, undoes. Exit code: 0 nothing is left to do by hand, 1 something is, 2 stanch failed. */
export async function fixCommand(path: string | undefined, options: FixCommandOptions, context: Context): Promise<number> {
  const chosen = [options.revert, options.historyPlan].filter((each) => each !== undefined);
  if (chosen.length > 1 || (chosen.length > 0 && (options.apply === true || options.store !== undefined)))
    throw usage("These options do not go together", "--revert, --history-plan, --apply, --store", "Give one of them.");
  if (options.revert !== undefined) return revert(options.revert, options);
  if (options.historyPlan !== undefined) return history(options.historyPlan, options.reveal === true);
  // An existing plan is applied, or applied to its end; without one, it is made now.
  if (options.apply === true && options.plan !== undefined && existsSync(options.plan)) {
    if (path !== undefined || options.store !== undefined)
      throw usage(
        "The plan says which folder and store",
        options.plan,
        "Leave PATH and --store out, or name a file that is not there yet.",
      );
    return apply(readPlan(options.plan), options.plan, options, context);
  }
  const made = new Date();
  const { plan, valueOf } = await planFor(path ?? ".", made, options, context);
  const file = options.plan ?? (options.apply === true ? defaultPlanFile(plan.root, made) : undefined);
  if (file !== undefined && plan.files.length > 0) writePlan(file, plan);
  await show(plan, valueOf, file, options);
  if (options.apply === true && file !== undefined && plan.files.length > 0) return apply(plan, file, options, context);
  return plan.left.length === 0 ? 0 : 1;
}

function keyOf(): Uint8Array {
  const key = fingerprintKey();
  if (key.from !== "run") return key.bytes;
  throw usage(
    "There is no lasting fingerprint key: a plan could not be recognised later",
    "configuration folder",
    "Make ~/.config writable, or set STANCH_FINGERPRINT_KEY.",
  );
}

async function planFor(
  path: string,
  made: Date,
  options: FixCommandOptions,
  context: Context,
): Promise<{ readonly plan: Plan; readonly valueOf: (id: string) => string }> {
  if (options.store === undefined)
    throw usage("No secret store is named", "--store", "Write, for example, --store env:.env or --store vault:secret/shop.");
  const key = keyOf();
  const root = resolve(path);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new AppError("SOURCE_NOT_FOUND", { what: "There is no such folder", where: path, next: "Name the folder of the project." });
  const progress = new ProgressLine(options.quiet === true ? false : options.progress);
  try {
    const settledFindings = await scanFor([root], { ...options, history: options.history ?? "full" }, context, (text) => {
      progress.update(() => text);
    });
    const { found, notes } = foundOf(settledFindings.findings, settledFindings.opens, {
      ids: options.finding ?? [],
      minSeverity: options.minSeverity ?? "medium",
    });
    const values = new Map(found.map(({ id, value }) => [id, value]));
    const plan = await makePlan(found, notes, {
      root,
      store: options.store,
      key,
      made,
      isDirty: dirtyCheck(root),
      force: options.force === true,
      ...helpersFor(options.store, options.read),
      onProgress: (done, all) => {
        progress.update(() => `stanch: ${done} of ${all} files planned`);
      },
    });
    return { plan, valueOf: (id) => values.get(id) ?? "" };
  } finally {
    progress.clear();
  }
}

async function scanFor(
  paths: readonly string[],
  options: FixCommandOptions,
  context: Context,
  onProgress: (text: string) => void,
): Promise<SettledFindings> {
  const { include, exclude, detector, config, minConfidence, threads, history: past } = options;
  const wanted = { include, exclude, detector, config, minConfidence, threads, history: past };
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const settled = await settings(paths, given);
  const abort = new AbortController();
  const startedAt = new Date();
  const outcome = await scan({
    ...settled.scan,
    workerEntry: context.workerEntry,
    signal: abort.signal,
    onProgress: ({ doneBytes }) => {
      onProgress(`stanch: ${(doneBytes / 1e6).toFixed(0)} MB read`);
    },
  });
  return settleFindings(outcome, settled, {
    startedAt,
    version: context.version,
    signal: abort.signal,
  });
}

/** Code asks the store itself where snippets know how; else, and for `env:`, it reads the environment. */
function helpersFor(store: string, read: FixCommandOptions["read"]): { helperOf?: (found: Found, named: Named) => HelperOf } {
  const scheme = schemeOf(store);
  const knows = STORES.some((each) => each === scheme) && scheme !== "env";
  if (read === "store" && !knows)
    throw usage(
      "There is no code that reads this kind of store",
      store,
      `Leave --read out, or use one of ${STORES.filter((each) => each !== "env").join(", ")}.`,
    );
  if (!knows || read === "environment") return {};
  return {
    helperOf: (found, named) => (id) => {
      const language = languages.find((each) => each.id === id);
      if (language?.helper === undefined)
        return `no helper that reads a store is known for it: use --read environment, and start it with stanch run --env ${named.variable}=${named.uri}`;
      try {
        return language.helper(parseReference(named.uri, { id: found.detector, provider: found.provider }), found.title, named.variable);
      } catch (error) {
        if (error instanceof AppError) return error.message;
        throw error;
      }
    },
  };
}

async function show(plan: Plan, valueOf: (id: string) => string, file: string | undefined, options: FixCommandOptions): Promise<void> {
  const output = new Output();
  if (options.format === "json") {
    await output.write([`${JSON.stringify(plan, undefined, 2)}\n`]);
    return;
  }
  const color = options.color !== false && wantsColor();
  const shown = { color, valueOf, sourceOf: (path: string) => textFrom(readInside(plan.root, path) ?? new Uint8Array()) ?? "" };
  for (const each of plan.files) await output.write([`${diffOf(each, shown)}\n\n`]);
  await output.write([summaryOf(plan, color)]);
  await output.write(leftText(plan));
  if (plan.files.length === 0 && plan.left.length === 0) {
    await output.write(["Nothing to fix: no secret was found in the files.\n"]);
    return;
  }
  const places = plan.files.reduce((sum, { places: all }) => sum + all.length, 0);
  const counts = `${places} ${places === 1 ? "place" : "places"} in ${plan.files.length} ${plan.files.length === 1 ? "file" : "files"}, ${plan.secrets.length} ${plan.secrets.length === 1 ? "secret" : "secrets"}; ${plan.left.length} left to do by hand`;
  const next =
    options.apply === true || plan.files.length === 0
      ? ""
      : file === undefined
        ? ". Nothing was written: --apply does it"
        : `. Nothing else was written: stanch fix --plan ${file} --apply does it`;
  await output.write([`${counts}${next}\n`]);
}

/** Places that a person must see to: where, why, and for each language and secret once, code that reads it. */
function leftText(plan: Plan): string[] {
  if (plan.left.length === 0) return [];
  const lines = [
    "To do by hand\n",
    ...plan.left.map(({ path, line, title, reason }) => printable(`  ${path}:${line}  ${title}: ${reason}\n`)),
  ];
  const shown = new Set<string>();
  for (const each of plan.left) {
    const text = snippetFor(each, plan);
    if (text === undefined || shown.has(text)) continue;
    shown.add(text);
    lines.push(`\n${text}`);
  }
  return [...lines, "\n"];
}

function snippetFor({ finding, detector, language }: LeftPlace, plan: Plan): string | undefined {
  const known = languages.find(({ id }) => id === language);
  if (known === undefined) return undefined;
  try {
    const { id, title, provider } = detectorById(detector);
    const planned = plan.secrets.find((each) => each.id === finding);
    const store = planned?.uri ?? plan.store;
    const { text } = snippet(
      { id, title, provider },
      store.startsWith("env:") ? `env:#${planned?.variable ?? variableOf(id)}` : store,
      known.id,
    );
    return `  A ${known.title} program that reads it:\n${text.replace(/^(?=.)/gm, "    ")}`;
  } catch (error) {
    if (error instanceof AppError) return undefined; // no snippet for such a store or kind: the reason above says what to do
    throw error;
  }
}

async function apply(plan: Plan, file: string, options: FixCommandOptions, context: Context): Promise<number> {
  const key = keyOf();
  const applied = await withSteps(file, options, async (onStep) => applyPlan(plan, key, onStep));
  const still = await stillFound(plan, context);
  const output = new Output();
  if (options.format === "json") return plan.left.length + still === 0 ? 0 : 1;
  await output.write([
    `Applied: ${applied.stored} written to the store, ${applied.written} ${applied.written === 1 ? "file" : "files"} edited. `,
    still === 0 ? "A second scan finds none of them there any more.\n" : `A second scan still finds ${still} of them: see above.\n`,
    ...startNotes(plan),
    ...(plan.beside.length > 0
      ? ["The .env file holds the values now, so a scan of it finds them: --skip-git-ignored leaves it out.\n"]
      : []),
    `Undo all of it: stanch fix --revert ${file}\n`,
  ]);
  return plan.left.length + still === 0 ? 0 : 1;
}

/** Works on a plan alone, and shows each step. */
async function withSteps<T>(file: string, options: FixCommandOptions, work: (onStep: OnStep) => Promise<T>): Promise<T> {
  const progress = new ProgressLine(options.quiet === true ? false : options.progress);
  return withLock(file, async () => {
    try {
      return await work((step) => {
        progress.update(() => `stanch: ${step}`);
      });
    } finally {
      progress.clear();
    }
  });
}

function startNotes(plan: Plan): string[] {
  // Rails opens its credentials itself.
  if (plan.secrets.every(({ uri }) => uri.startsWith("rails:"))) return [];
  const variables = [...new Set(plan.secrets.map(({ variable, uri }) => `--env ${variable}=${uri}`))];
  if (variables.length === 0) return [];
  const shown = variables.length > 4 ? [...variables.slice(0, 4), "…"] : variables;
  return [`Start the program with its secrets: stanch run ${shown.join(" ")} -- COMMAND\n`];
}

/** How many of the plan's secrets a new scan of the edited files finds. */
async function stillFound(plan: Plan, context: Context): Promise<number> {
  const paths = plan.files.map(({ path }) => resolve(plan.root, path));
  if (paths.length === 0) return 0;
  const { findings } = await scanFor(paths, { format: "text", history: "none", config: false }, context, () => undefined);
  const prints = new Set(findings.map(({ fingerprint }) => fingerprint));
  return plan.secrets.filter(({ fingerprint }) => prints.has(fingerprint)).length;
}

async function revert(file: string, options: FixCommandOptions): Promise<number> {
  const plan = readPlan(file);
  const key = keyOf();
  const { restored, notes } = await withSteps(file, options, async (onStep) => revertPlan(plan, key, onStep));
  const output = new Output();
  await output.write([
    `Reverted: ${restored} ${restored === 1 ? "file has" : "files have"} the bytes of before, the store what it held.\n`,
    ...notes.map((note) => printable(`${note}\n`)),
    "The secrets are in the code again: rotate them.\n",
  ]);
  return 0;
}

async function history(file: string, reveal: boolean): Promise<number> {
  const plan = readPlan(file);
  const output = new Output();
  if (!reveal) await output.write([historyPlan(plan, file)]);
  else await output.write((await replacementsOf(plan, keyOf())).map((line) => `${line}\n`));
  return 0;
}
