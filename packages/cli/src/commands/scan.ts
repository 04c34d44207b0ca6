import { statSync, writeSync } from "node:fs";
import { relative, resolve } from "node:path";
import { AppError, type Receipt, type Severity } from "@stanch/model";
import { FORMATS, type Format, type Report, type ReportOptions, isFormat, writeReport, writeReportFile } from "@stanch/reports";
import { type Progress, type ScanOptions, type ScanOutcome, nearestName, scan } from "@stanch/scan";
import { type Context, isTerminal, Output, printable, ProgressLine, reportError, usage, wantsColor } from "../io.ts";
import { type Settled, settleFindings, settings } from "../settle.ts";

/** What commander gives for `scan`. Choices and switches it has checked; what else a value must be, `settings` checks. */
export interface ScanCommandOptions {
  readonly history?: string;
  readonly staged?: boolean;
  readonly since?: string;
  readonly branch?: string;
  readonly allObjects?: boolean;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly log?: readonly string[];
  /** A folder, or true for the current one. */
  readonly packed?: string | true;
  readonly dependencyFolders?: boolean;
  readonly skipGitIgnored?: boolean;
  readonly skipBinary?: boolean;
  readonly maxFileSize?: string;
  readonly threads?: string;
  /** A file, or false for none. */
  readonly config?: string | boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly format?: string;
  readonly output?: readonly string[];
  readonly platform?: string;
  readonly credentialHelpers?: boolean;
  readonly allowPrivateRegistry?: boolean;
  readonly plainHttp?: boolean;
  readonly host?: string;
  readonly parts?: string;
  readonly state?: string;
  readonly cacheDir?: string;
  readonly cacheSize?: string;
  readonly allowPrivate?: boolean;
  readonly endpoint?: string;
  readonly allVersions?: boolean;
  readonly sample?: string;
  readonly detector?: readonly string[];
  readonly minSeverity?: Severity;
  readonly minConfidence?: string;
  readonly audit?: boolean;
  readonly failOn?: Severity | "never";
  readonly verify?: boolean;
  readonly verifyCostly?: boolean;
  readonly receipt?: string;
  /** File of the private key that signs the receipt. */
  readonly sign?: string;
  readonly full?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly progress?: boolean;
}

/** `stanch scan`: everything is checked before anything is read or written. */
export async function scanCommand(paths: readonly string[], options: ScanCommandOptions, context: Context): Promise<number> {
  const format = formatOf(options.format ?? "text");
  const outputs = (options.output ?? []).map(outputOf);
  const settled = await settings(paths, options);
  return scanAndReport(settled, { format, outputs }, options, context);
}

/** Where the results go. */
export interface Targets {
  readonly format: Format;
  readonly outputs: readonly { readonly format: Format; readonly file: string }[];
}

/** What a command adds to a scan of its own. */
export interface ScanExtra {
  /** What is scanned in place of the paths. */
  readonly part?: Partial<Pick<ScanOptions, "incoming" | "history" | "paths">>;
  readonly onOutcome?: (outcome: ScanOutcome) => void;
  /** What is made of each text that is shown: of chunks of the report, and of notices. */
  readonly shown?: (text: string) => string;
  readonly looks?: Partial<ReportOptions>;
  /** Once all is written; what it gives follows on standard output. */
  readonly after?: (report: Report, looks: ReportOptions) => Iterable<string>;
}

/** Scans, settles, writes the reports. Gives the exit code. */
export async function scanAndReport(
  settled: Settled,
  { format, outputs }: Targets,
  options: ScanCommandOptions,
  context: Context,
  extra: ScanExtra = {},
): Promise<number> {
  const { shown = (text) => text } = extra;
  const signed = await signerOf(options);
  const progress = new ProgressLine(options.quiet === true ? false : options.progress);
  const tell = progressTeller();
  const abort = new AbortController();
  const stop = interruptible(abort);
  const startedAt = new Date();
  const output = new Output();
  try {
    const outcome = await scan({
      ...settled.scan,
      ...extra.part,
      workerEntry: context.workerEntry,
      signal: abort.signal,
      onProgress: (state) => {
        progress.update(() => progressText(state));
        tell(state);
      },
    });
    progress.clear();
    extra.onOutcome?.(outcome);
    const result = await settleFindings(outcome, settled, {
      startedAt,
      version: context.version,
      signal: abort.signal,
    });
    const report: Report = {
      findings: result.findings,
      receipt: result.receipt,
      partial: !outcome.complete,
      tool: { name: "stanch", version: context.version },
      detectors: settled.scan.detectors,
    };
    const looks: ReportOptions = {
      color: options.color !== false && wantsColor(),
      width: isTerminal(1) ? process.stdout.columns || 100 : 100,
      full: options.full === true,
      hyperlinks: options.color !== false && isTerminal(1),
      ...shownFrom(settled.scan.paths),
      ...extra.looks,
    };
    for (const { format: name, file } of outputs)
      writeReportFile(file, writeReport(name, report, { ...looks, color: false, hyperlinks: false }));
    if (options.receipt !== undefined) writeReportFile(options.receipt, [`${JSON.stringify(signed(result.receipt), undefined, 2)}\n`]);
    if (options.quiet !== true) for (const notice of result.notices) process.stderr.write(shown(`stanch: ${printable(notice)}\n`));
    await output.write(Iterator.from(writeReport(format, report, looks)).map(shown));
    if (extra.after !== undefined) await output.write(extra.after(report, looks));
    for (const done of outcome.afterReport) done();
    for (const failure of outcome.failures) reportError(failure);
    if (outcome.failures.length > 0) return 2;
    if (!outcome.complete) {
      process.stderr.write("stanch: interrupted: this is a partial report of what was found so far\n");
      return 2;
    }
    return result.fails ? 1 : 0;
  } finally {
    progress.clear();
    stop();
  }
}

async function signerOf({ receipt, sign }: ScanCommandOptions): Promise<(receipt: Receipt) => Receipt> {
  if (sign === undefined) return (made) => made;
  if (receipt === undefined) throw usage("--sign signs a receipt, and none is written", sign, "Add --receipt FILE.");
  const { receiptSigner } = await import("../receipt/signature.ts");
  return receiptSigner(sign);
}

/** Paths in the text open from the current folder when one other root was scanned. */
function shownFrom(paths: readonly string[]): { linkRoot?: string; pathPrefix?: string } {
  const [root] = paths;
  if (root === undefined || paths.length !== 1 || !(statSync(root, { throwIfNoEntry: false })?.isDirectory() ?? false)) return {};
  const from = relative(process.cwd(), resolve(root));
  return { linkRoot: resolve(root), ...(from === "" ? {} : { pathPrefix: `${from}/` }) };
}

export function formatOf(name: string): Format {
  if (isFormat(name)) return name;
  const near = nearestName(name, FORMATS);
  throw new AppError("FORMAT_UNKNOWN", {
    what: "No such format",
    where: name,
    next: near === undefined ? `Name one of ${FORMATS.join(", ")}.` : `Did you mean "${near}"?`,
  });
}

export function outputOf(text: string): { format: Format; file: string } {
  const found = /^([a-z]+)=(.+)$/s.exec(text);
  if (found === null) throw usage("--output takes FORMAT=FILE", text, "Write, for example, --output sarif=stanch.sarif.");
  return { format: formatOf(found[1] ?? ""), file: resolve(found[2] ?? "") };
}

/** First Ctrl-C or SIGTERM: stop, report what was found. Second: go at once. */
function interruptible(abort: AbortController): () => void {
  let count = 0;
  const onSignal = (): void => {
    if (++count > 1) process.exit(2);
    abort.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return () => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
}

/** For the server that started this scan: a line of JSON, four times a second at most. A reader that went away is no reason to end. */
function progressTeller(): (state: Progress) => void {
  const fd = Number(process.env["STANCH_PROGRESS_FD"] ?? Number.NaN);
  if (!Number.isInteger(fd) || fd < 3) return () => undefined;
  let last = 0;
  return ({ phase, doneBytes, doneFiles }) => {
    if (Date.now() - last < 250) return;
    last = Date.now();
    try {
      writeSync(fd, `${JSON.stringify({ phase, doneBytes, doneFiles })}\n`);
    } catch {
      // a pipe that is closed or full
    }
  };
}

function progressText(state: Progress): string {
  if (state.note !== undefined && state.note !== "") return `stanch: ${printable(state.note)}`;
  const done = (state.doneBytes / 1e6).toFixed(0);
  if (state.phase === "files") return `stanch: ${state.doneFiles} files, ${done} MB read`;
  if (state.phase === "attribution") return "stanch: naming the commits of what was found";
  return `stanch: history, ${done} MB read`;
}
