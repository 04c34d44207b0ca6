import { appendFileSync, readFileSync, realpathSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import {
  type CiRun,
  type CiSystem,
  type Env,
  breakCommands,
  commit as commitNamed,
  detectSystem,
  said,
  systemById,
  systems,
} from "@stanch/ci";
import { AppError, ERROR_CODES } from "@stanch/model";
import { type Report, type ReportOptions, writeReport } from "@stanch/reports";
import { type ScanOutcome, nearestName } from "@stanch/scan";
import { type Repository, headOf, listRefs, openRepository } from "@stanch/sources";
import { type ScanCommandOptions, type ScanExtra, formatOf, outputOf, scanAndReport } from "../commands/scan.ts";
import { type Context, Output, printable, usage } from "../io.ts";
import { settings } from "../settle.ts";
import { Clone } from "./clone.ts";
import { type CiRange, ciRange } from "./range.ts";
import { type ReportFile, reportFiles } from "./report-files.ts";
import { trusted } from "./trusted.ts";

export interface CiCommandOptions extends ScanCommandOptions {
  readonly printConfig?: string;
  readonly repository?: string;
  readonly revision?: string;
  readonly system?: string;
  readonly base?: string;
  readonly remote?: string;
  readonly fetch?: boolean;
  readonly requireRange?: boolean;
  /** A folder, or false for none. */
  readonly reports?: string | boolean;
  readonly annotations?: boolean;
  /** A stanch server that the findings are reported to as well. */
  readonly server?: string;
  /** What the code host is told, by commas. */
  readonly writeBack?: string;
}

/** An event's file: GitHub's own are some hundred kilobytes at most. */
const MOST_EVENT_BYTES = 26_214_400;

/** `stanch ci`. What is said is said so that the system's log takes nothing of it for a command. */
export async function ciCommand(path: string | undefined, options: CiCommandOptions, context: Context): Promise<number> {
  if (options.printConfig !== undefined) return printConfig(options.printConfig, options);
  try {
    return await scanJob(path ?? ".", options, context);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(breakCommands(`stanch: ${printable(error.message)}\n`));
    return ERROR_CODES[error.code].exit;
  }
}

async function printConfig(name: string, { repository, revision }: CiCommandOptions): Promise<number> {
  const output = new Output();
  if (name === "list") {
    await output.write(systems.map(({ id, title }) => `${id.padEnd(20)} ${title}\n`));
    return 0;
  }
  const { file, text } = systemById(name, nearestName).snippet({
    repository: repository ?? "REPOSITORY",
    revision: revision ?? "REVISION",
  });
  process.stderr.write(`stanch: for ${file}\n`);
  if (repository === undefined || revision === undefined)
    process.stderr.write(
      "stanch: REPOSITORY is the address of stanch's repository, REVISION a commit of it, best its full id (--repository, --revision)\n",
    );
  await output.write([text]);
  return 0;
}

async function scanJob(path: string, options: CiCommandOptions, context: Context): Promise<number> {
  const { env } = process;
  const format = formatOf(options.format ?? "text");
  const outputs = (options.output ?? []).map(outputOf);
  const system = options.system === undefined ? detectSystem(env) : systemById(options.system, nearestName);
  const run = withHandedOver(system.read(env, readText), env);
  const say = (sentence: string): void => {
    if (options.quiet !== true) process.stderr.write(breakCommands(`stanch: ${printable(sentence)}\n`));
  };
  if (run.isDeletion === true) {
    say(`${system.title}, ${run.event}: a branch or tag was taken away, there is nothing to look at`);
    return 0;
  }
  const repository = repositoryAt(path);
  const clone = new Clone(repository, {
    fetch: options.fetch !== false,
    env,
    ...(options.remote === undefined ? {} : { remote: options.remote }),
  });
  const base = baseGiven(options);
  const range = ciRange(run, system, clone, { requireRange: options.requireRange === true, ...(base === undefined ? {} : { base }) });
  if (repository.partial) fillIn(clone, range);
  say([`${system.title}, ${run.event}${run.isFork === true ? " of a fork" : ""}`, ...range.told].join("; "));
  const sink =
    options.server === undefined ? undefined : await (await import("../server/ci-sink.ts")).serverSink(options.server, clone.root);
  const back =
    options.writeBack === undefined
      ? undefined
      : (await import("./write-back/index.ts")).writeBack(options.writeBack, { system, run, clone, range, env }, say);
  const { options: own, held, baseline, told } = trusted(options, run, range, clone);
  for (const sentence of told) say(sentence);
  const joined = await settings([clone.root], { ...own, history: "none" }, held);
  const settled = baseline === undefined ? joined : { ...joined, baseline };
  const files =
    options.reports === false ? [] : reportFiles(system, typeof options.reports === "string" ? options.reports : "stanch-reports");
  const isRead = format === "text" || format === "markdown";
  let gaps: readonly string[] = [];
  let written: { report: Report; looks: ReportOptions } | undefined;
  const { after } = afterwards(isRead ? system : { ...system, log: undefined, summaryCommand: undefined }, env, files, options);
  const reports = { format, outputs: [...files, ...outputs, ...(sink === undefined ? [] : [sink.output])] };
  const code = await scanAndReport(settled, reports, options, context, {
    part: partOf(range, repository),
    onOutcome: (outcome) => {
      gaps = gapsOf(outcome);
      complete(outcome, repository, range);
    },
    // Only what people read is broken up: a program that reads JSON knows no commands.
    ...(isRead ? { shown: breakCommands } : {}),
    looks: looksOf(system, env, clone.root),
    after: (report, looks) => {
      written = { report, looks };
      return after?.(report, looks) ?? [];
    },
  });
  if (sink !== undefined) {
    try {
      say(`${options.server ?? ""}: ${await sink.push()}`);
    } finally {
      sink.close();
    }
  }
  if (gaps.length > 0)
    process.stderr.write(
      breakCommands(printable(`stanch: not looked at: ${gaps.join("; ")}. Clone anew, whole: ${system.wholeHistory}\n`)),
    );
  // A job that passes says that there is nothing: that is not known here.
  const exit = gaps.length > 0 && code === 0 ? 2 : code;
  return back === undefined || written === undefined ? exit : back.write({ ...written, code: exit });
}

/** What a partial clone was made without is fetched, a few times over: below a folder that comes there may be more. */
function fillIn(clone: Clone, { tip, known }: CiRange): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const missing = clone.missing(tip, known);
    if (missing.length === 0 || !clone.fetchObjects(missing)) return;
  }
}

const MOST_ROUNDS = 8;
const GAPS = ["missing-object", "broken-object", "unreadable", "time-out"];

/** Parts of the range that could not be read. */
function gapsOf({ coverage }: ScanOutcome): readonly string[] {
  return GAPS.flatMap((reason) => {
    const skipped = coverage.skipped.get(reason);
    if (skipped === undefined) return [];
    return [`${skipped.count} ${reason} (${skipped.examples.slice(0, 3).join(", ")})`];
  });
}

function repositoryAt(path: string): Repository {
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false))
    throw new AppError("SOURCE_NOT_FOUND", { what: "No such folder", where: path, next: "Name the clone, or go there first." });
  const repository = openRepository(path);
  if (repository !== undefined) return repository;
  throw new AppError("SOURCE_UNREADABLE", {
    what: "Not a git repository",
    where: resolve(path),
    next: "Check the commit out with git before stanch runs; some systems copy files alone unless told otherwise.",
  });
}

function baseGiven({ base }: CiCommandOptions): string | undefined {
  if (base !== undefined && (base.startsWith("-") || base.trim() === ""))
    throw usage("--base takes a revision", base, "Write, for example, --base origin/main.");
  return base;
}

/** What a template of the system's own hands over, where no variable tells it. It may be one of the words for nothing. */
function withHandedOver(run: CiRun, env: Env): CiRun {
  if (run.event === "schedule" || run.event === "manual") return run;
  return { ...run, bases: [...commitNamed(said(env, "STANCH_CI_BASE"), "STANCH_CI_BASE"), ...run.bases] };
}

/** Text of a file that a variable names. */
function readText(path: string): string {
  const wrong = (what: string, cause?: unknown): AppError =>
    new AppError("CI_INVALID", {
      what,
      where: path,
      next: "The system writes it: run stanch in the job itself, and in a container give it that folder too.",
      ...(cause === undefined ? {} : { cause }),
    });
  try {
    const { size } = statSync(path);
    if (size > MOST_EVENT_BYTES) throw wrong(`A file that the job's variables name has ${size} bytes, which none of this kind has`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unreadable";
    throw wrong(`Cannot read a file that the job's variables name: ${code}`, error);
  }
}

/** Commits that came in are walked; where all of them count, the contents of the clone are read in the order in which they lie. */
export function partOf({ tip, known, isWhole }: CiRange, { gitDir }: Repository): NonNullable<ScanExtra["part"]> {
  if (!isWhole) return { incoming: { tips: [tip], known } };
  // The repository without its work tree: what lies there is not what the job is about.
  return { paths: [gitDir], history: { tips: [tip] } };
}

/** What a scan of incoming commits does not count by itself, and what it cannot know. */
function complete({ coverage }: ScanOutcome, repository: Repository, range: CiRange): void {
  if (!range.isWhole) {
    coverage.commits += range.commits;
    coverage.refs = 1;
  }
  if (range.isCut) coverage.skip("missing-object", "commits beyond the end of the shallow clone");
  const { objectFormat, shallow, partial } = repository;
  const [root] = coverage.roots;
  const read = root?.read;
  coverage.roots[0] = {
    ...root,
    ...(read === undefined || range.isWhole ? {} : { read: { ...read, commits: read.commits + range.commits } }),
    path: repository.workTree ?? repository.gitDir,
    repository: { head: headOf(repository).oid ?? range.tip, refs: listRefs(repository).length, objectFormat, shallow, partial },
  };
}

function looksOf({ workspace }: CiSystem, env: Env, root: string): Partial<ReportOptions> {
  const folder = workspace?.(env);
  const from = folder === undefined ? "" : relative(real(folder), real(root)).split(sep).join("/");
  return { linkRoot: root, pathPrefix: from === "" || from.startsWith("..") || resolve(from) === from ? "" : `${from}/` };
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path); // in a container the folder may have another name
  }
}

type After = Pick<CiSystem, "summaryFile" | "outputFile"> & { readonly [K in "log" | "summaryCommand"]?: CiSystem[K] | undefined };

/** Log commands, the step's summary and outputs. Behind another form than text there are no commands: a program reads to its end. */
function afterwards(system: After, env: Env, files: readonly ReportFile[], options: CiCommandOptions): Pick<ScanExtra, "after"> {
  if (options.annotations === false) return {};
  const { log } = system;
  return {
    after: (report, looks) => {
      const summary = system.summaryFile?.(env);
      if (summary !== undefined) append(summary, [...writeReport("markdown", report, looks)].join(""));
      const outputs = system.outputFile?.(env);
      if (outputs !== undefined) append(outputs, outputLines(report, files));
      const page = files.find(({ format }) => format === "markdown")?.file;
      const shown = page === undefined ? undefined : system.summaryCommand?.(page);
      return [...(log === undefined ? [] : writeReport(log, report, looks)), ...(shown === undefined ? [] : [`${shown}\n`])];
    },
  };
}

/** For later steps. A path of the user's own cannot begin a line of its own. */
function outputLines({ receipt }: Report, files: readonly { file: string }[]): string {
  const sarif = files.find(({ file }) => file.endsWith(".sarif"))?.file;
  const lines = [`findings=${receipt.findings.total}`, `new=${receipt.findings.new}`, ...(sarif === undefined ? [] : [`sarif=${sarif}`])];
  return lines.map((line) => `${line.replace(/[\r\n]/g, " ")}\n`).join("");
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown error";
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: `Cannot append to a file that the job's variables name: ${code}`,
      where: path,
      next: "Run stanch in the job itself, or leave this out with --no-annotations.",
      cause,
    });
  }
}
