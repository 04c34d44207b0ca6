import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { detectors as builtIn } from "@stanch/detectors";
import { AppError } from "@stanch/model";
import { visible, writeReportFile } from "@stanch/reports";
import { CONFIG_FILE, CONFIG_FILES, type OpenFinding, makeBaseline, parseInlineIgnores, scan, writeBaseline } from "@stanch/scan";
import { type Accepted, type ForeignFile, findForeign, foreignFormats, readForeignReport } from "@stanch/scan/migrate";
import { type Context, Output, usage } from "../io.ts";
import { type Compared, type Held, candidatesOf, compareFindings } from "../migrate/compare.ts";
import { PACK_FILE, type Understood, configText, packText, understand } from "../migrate/propose.ts";
import { type Settled, isMachineMade, settleFindings, settings } from "../settle.ts";

export interface MigrateCommandOptions {
  readonly from?: readonly string[];
  readonly write?: boolean;
  readonly compare?: readonly string[];
  readonly history?: string;
  readonly threads?: string;
  readonly format: string;
}

export const BASELINE_FILE = ".stanch-baseline";

interface Result {
  readonly files: readonly Understood[];
  readonly marks: ReadonlyMap<string, number>;
  /** Findings that the other scanner was told to accept. */
  readonly known: readonly { readonly held: Held; readonly paths: readonly string[] }[];
  /** For each file, its entries that fit nothing. */
  readonly unused: ReadonlyMap<Understood, readonly Accepted[]>;
  readonly config: string;
  readonly pack: string | undefined;
  readonly reports: readonly { readonly title: string; readonly file: string; readonly compared: readonly Compared[] }[];
}

/** `stanch migrate`: what another scanner was told, in our terms. Gives 1 where something is lost on the way. */
export async function migrateCommand(path: string, options: MigrateCommandOptions, context: Context): Promise<number> {
  if (options.from?.includes("list") === true) {
    await new Output().write(foreignFormats.map(({ id, title }) => `${id.padEnd(18)} ${title}\n`));
    return 0;
  }
  const root = resolve(path);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new AppError("SOURCE_NOT_FOUND", { what: "There is no such folder", where: path, next: "Name the folder of the project." });
  const targets = options.write === true ? targetsIn(root) : [];
  const files = [...findForeign(root), ...(options.from ?? []).map(namedFile)];
  const read = await Promise.all((options.compare ?? []).map(async (file) => ({ file, ...(await readForeignReport(file)) })));
  const understood: Understood[] = [];
  for (const file of files) understood.push(await understand(file, builtIn));
  const result = await look(root, understood, read, options, context);
  const written = targets.length > 0 ? await write(root, result) : [];
  const output = new Output();
  if (options.format === "json") await output.write([`${JSON.stringify(asJson(result, written), undefined, 2)}\n`]);
  else await output.write(asText(result, written));
  const isLost = result.files.some(({ lost }) => lost.length > 0);
  return isLost || result.reports.some(({ compared }) => compared.some(({ verdict }) => verdict === "gone")) ? 1 : 0;
}

function namedFile(given: string): ForeignFile {
  const [, id, name] = /^([a-z-]+)=(.+)$/s.exec(given) ?? [];
  const format = foreignFormats.find((one) => one.id === id);
  if (format === undefined || name === undefined)
    throw usage("--from takes FORMAT=FILE", given, `Name one of ${foreignFormats.map((one) => one.id).join(", ")}.`);
  return { format, name, path: resolve(name) };
}

/** Nothing is replaced: what is there was written by somebody. */
function targetsIn(root: string): string[] {
  const targets = [...CONFIG_FILES, PACK_FILE, BASELINE_FILE].map((name) => join(root, name));
  const there = targets.find((file) => existsSync(file));
  if (there === undefined) return targets;
  throw usage(
    "There is one already, and it is not replaced",
    there,
    "Without --write it is shown what would stand in it: add that by hand.",
  );
}

/** Scans as the proposed configuration says, which shows at once that it can be read. */
async function look(
  root: string,
  files: readonly Understood[],
  reports: readonly (Awaited<ReturnType<typeof readForeignReport>> & { readonly file: string })[],
  options: MigrateCommandOptions,
  context: Context,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "stanch-migrate-"));
  try {
    const pack = packText(files);
    writeFileSync(join(folder, CONFIG_FILE), configText(files, 0), { mode: 0o600 });
    if (pack !== undefined) writeFileSync(join(folder, PACK_FILE), pack, { mode: 0o600 });
    const given = {
      config: join(folder, CONFIG_FILE),
      history: options.history,
      threads: options.threads,
      exclude: reports.flatMap(({ file }) => globInside(root, file)),
    };
    const settled = await settings([root], Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
    const { held, unbelieved } = await findingsOf(settled, context);
    const marks = marksOf(held);
    const { known, unused } = acceptedIn(held, files);
    const wants = (path: string): boolean => settled.scan.wants(path, false) === "yes";
    return {
      files,
      marks,
      known,
      unused,
      config: configText(files, marks.size),
      pack,
      reports: reports.map(({ title, file, reported }) => ({
        title,
        file,
        compared: compareFindings(held, reported, { root, unbelieved, wants }),
      })),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A report that lies in the tree has all the secrets once more. */
function globInside(root: string, file: string): string[] {
  const inside = relative(root, resolve(file)).split(sep).join("/");
  return inside.startsWith("../") || isAbsolute(inside) ? [] : [`/${inside.replace(/[*?[\]{}()!+@|\\]/g, String.raw`\$&`)}`];
}

async function findingsOf(settled: Settled, context: Context): Promise<{ held: Held[]; unbelieved: OpenFinding[] }> {
  const signal = new AbortController().signal;
  const startedAt = new Date();
  const outcome = await scan({ ...settled.scan, workerEntry: context.workerEntry, signal });
  const { findings, opens } = await settleFindings(outcome, settled, { startedAt, version: context.version, signal });
  const held = findings.flatMap((finding, index): Held[] => {
    const open = opens[index];
    return open === undefined ? [] : [{ finding, open }];
  });
  return { held, unbelieved: outcome.findings.filter((open) => !opens.includes(open)) };
}

/** Other scanners' marks beside what stanch finds, with how many findings have one. */
function marksOf(held: readonly Held[]): Map<string, number> {
  const marks = new Map<string, number>();
  for (const { open } of held) {
    const lines = [...open.occurrences.values()].flatMap((one) =>
      (one.marks ?? []).flatMap((text, above) =>
        parseInlineIgnores(text).flatMap((mark) => (mark.kind === "foreign" && (above === 0 || mark.isForNextLine) ? [mark.mark] : [])),
      ),
    );
    for (const mark of new Set(lines)) marks.set(mark, (marks.get(mark) ?? 0) + 1);
  }
  return marks;
}

function acceptedIn(held: readonly Held[], files: readonly Understood[]): Pick<Result, "known" | "unused"> {
  const used = new Set<Accepted>();
  const entries = files.flatMap(({ setup }) => setup.accepted);
  const known = held.flatMap((one) => {
    const paths = new Set<string>();
    for (const candidate of candidatesOf(one.open))
      for (const entry of entries)
        if (entry.accepts(candidate)) {
          used.add(entry);
          paths.add(candidate.path);
        }
    return paths.size === 0 ? [] : [{ held: one, paths: [...paths].sort() }];
  });
  return { known, unused: new Map(files.map((file) => [file, file.setup.accepted.filter((entry) => !used.has(entry))])) };
}

async function write(root: string, { config, pack, known }: Result): Promise<string[]> {
  const names = [CONFIG_FILE];
  writeReportFile(join(root, CONFIG_FILE), [config]);
  if (pack !== undefined) {
    writeReportFile(join(root, PACK_FILE), [pack]);
    names.push(PACK_FILE);
  }
  if (known.length > 0) {
    const candidates = known.map(({ held: { finding, open }, paths }) => ({
      detector: finding.detector,
      secret: open.secret,
      paths,
      isMachineMade: isMachineMade(open.detector),
    }));
    writeBaseline(join(root, BASELINE_FILE), await makeBaseline(candidates));
    names.push(BASELINE_FILE);
  }
  return names;
}

function asJson({ files, marks, known, unused, config, reports }: Result, written: readonly string[]): object {
  return {
    files: files.map((one) => ({
      file: one.file.name,
      format: one.file.format.id,
      exclude: one.setup.exclude,
      disable: one.disable,
      detectors: one.detectors.map(({ id }) => id),
      accepted: one.setup.accepted.length,
      acceptedNotFound: unused.get(one)?.map(({ what }) => what) ?? [],
      notUnderstood: one.lost,
    })),
    marks: Object.fromEntries(marks),
    knownFindings: known.map(({ held: { finding }, paths }) => ({ detector: finding.detector, masked: finding.masked, paths })),
    config,
    written,
    compared: reports,
  };
}

function* asText(result: Result, written: readonly string[]): Iterable<string> {
  const { files, marks, known, unused, config, pack, reports } = result;
  if (files.length === 0 && marks.size === 0 && reports.length === 0) {
    yield "No set-up of another scanner is here. A file with another name: stanch migrate --from FORMAT=FILE\n";
    return;
  }
  for (const one of files) yield* fileText(one, unused.get(one) ?? []);
  if (marks.size > 0) {
    yield "inline marks beside findings\n";
    for (const [mark, count] of marks) yield `  understood      ${mark}: ${findings(count)}, "honourForeignMarks"\n`;
    yield "\n";
  }
  if (known.length > 0)
    yield `${findings(known.length)} of stanch ${known.length === 1 ? "was" : "were"} accepted there: ${BASELINE_FILE}\n\n`;
  for (const { title, file, compared } of reports) yield* comparedText(title, file, compared);
  if (files.length === 0 && marks.size === 0) return;
  if (written.length > 0) {
    yield `Written: ${written.join(", ")}.`;
    if (written.includes(BASELINE_FILE)) yield ` Then: stanch scan --baseline ${BASELINE_FILE}`;
    yield "\n";
    return;
  }
  yield `${CONFIG_FILE}${pack === undefined ? "" : ` (with ${PACK_FILE})`} would be (--write):\n`;
  yield config
    .trimEnd()
    .split("\n")
    .map((line) => `  ${visible(line)}\n`)
    .join("");
}

function* fileText({ file, setup, disable, detectors, lost }: Understood, unused: readonly Accepted[]): Iterable<string> {
  yield `${file.format.title}: ${visible(file.name)}\n`;
  for (const { was, globs, note } of setup.exclude)
    yield `  understood      path ${visible(was)}: exclude ${globs.map((glob) => visible(JSON.stringify(glob))).join(", ")}${note === undefined ? "" : ` (${note})`}\n`;
  for (const id of disable) yield `  understood      disabled rule: detectors.disable "${id}"\n`;
  if (detectors.length > 0) yield `  understood      ${detectors.length} own ${detectors.length === 1 ? "rule" : "rules"}: ${PACK_FILE}\n`;
  const { length } = setup.accepted;
  if (length > 0)
    yield `  understood      ${length} accepted ${length === 1 ? "entry" : "entries"}, of which ${length - unused.length} fit a finding of stanch\n`;
  for (const { what, why } of lost) yield `  NOT understood  ${visible(what)}: ${visible(why)}\n`;
  if (setup.exclude.length + disable.length + detectors.length + length + lost.length === 0) yield "  nothing to take over\n";
  yield "\n";
}

function* comparedText(title: string, file: string, compared: readonly Compared[]): Iterable<string> {
  const count = (verdict: Compared["verdict"]): number => compared.filter((one) => one.verdict === verdict).length;
  yield `${visible(file)} (${title}) and stanch: ${count("same")} same, ${count("gone")} gone, ${count("new")} new\n`;
  const rows = compared.map(({ verdict, path, line, rule = "-", detector = "-", why = "" }) =>
    [verdict, `${path}${line === undefined ? "" : `:${line}`}`, rule, detector, why].map((cell) => visible(cell)),
  );
  const all = [["", "place", "theirs", "stanch", ""], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.min(60, Math.max(...all.map((row) => row[column]?.length ?? 0))));
  for (const row of all)
    yield `  ${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd()}\n`;
  yield "\n";
}

const findings = (count: number): string => `${count} ${count === 1 ? "finding" : "findings"}`;
