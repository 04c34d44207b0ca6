import { existsSync, readSync } from "node:fs";
import {
  type Detector,
  type Finding,
  type Receipt,
  SEVERITIES,
  type Severity,
  type ValidityAnswer,
  rulesOf,
  severityRank,
} from "@stanch/model";
import {
  type Baseline,
  type BaselineCandidate,
  type Config,
  Masker,
  type MarkedFinding,
  NO_CONFIG,
  type OpenFinding,
  type ScanOptions,
  type ScanOutcome,
  applyBaseline,
  applyIgnores,
  chooseDetectors,
  closeFinding,
  isSuppressed,
  loadConfig,
  makeBaseline,
  pathFilter,
  readBaseline,
  writeBaseline,
} from "@stanch/scan";
import { detectors as builtIn } from "@stanch/detectors";
import { detectorById } from "./commands/detectors.ts";
import { detectorsDigest } from "./commands/version.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { ScanCommandOptions } from "./commands/scan.ts";
import { fingerprintKey } from "./fingerprint-key.ts";
import { usage } from "./io.ts";

/** A scan's options after command line and configuration were joined, and what is done with its findings. */
export interface Settled {
  readonly scan: Omit<ScanOptions, "workerEntry" | "signal" | "onProgress">;
  readonly config: Config;
  readonly minSeverity: Severity;
  readonly minConfidence: number;
  readonly failOn: Severity | "never";
  readonly verify: boolean;
  /** Checks that act or cost are run too. */
  readonly verifyCostly: boolean;
  readonly baseline?: Baseline;
  readonly writeBaseline?: string;
  /** Everything the paths hold is scanned, by every detector: only then an ignore that nothing needed is worth a word. */
  readonly isWhole: boolean;
}

/** What is found below this confidence is shown only with --audit. */
const BELIEVED = 0.5;
const MOST_THREADS = 64;

/** A configuration as a commit or the index holds it, undefined where that holds none: what lies in the work tree is not asked. */
export type HeldConfig = { readonly held: { readonly file: string; readonly text: string } | undefined };

/** Joins the command line with the configuration. Everything that can be wrong is wrong here, before anything is read. */
export async function settings(paths: readonly string[], options: ScanCommandOptions, held?: HeldConfig): Promise<Settled> {
  const wantsInput = paths.includes("-");
  const folders = paths.filter((path) => path !== "-");
  const roots = folders.length === 0 && !wantsInput ? ["."] : folders;
  const config = await configOf(
    options,
    roots.map((root) => root.replace(/^packed:/, "")),
    held,
  );
  const chosen = options.detector !== undefined ? options.detector.map((id) => detectorOf(id, config)) : chooseDetectors(config, builtIn);
  const custom = new Set(config.customDetectors.map(({ id }) => id));
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const history = historyOf(options, config);
  return {
    scan: {
      paths: roots,
      ...(wantsInput ? { stdin: { name: "(standard input)", read: readInput } } : {}),
      history,
      staged: options.staged === true,
      wants: pathFilter([...config.include, ...(options.include ?? [])], [...config.exclude, ...(options.exclude ?? [])]),
      dependencyFolders: options.dependencyFolders === true ? "scan" : (config.dependencyFolders ?? "skip"),
      skipGitIgnored: options.skipGitIgnored === true || config.skipGitIgnored === true,
      maxFileBytes: options.maxFileSize === undefined ? (config.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES) : bytesOf(options.maxFileSize),
      skipBinary: options.skipBinary === true || config.skipBinary === true,
      image: imageOptions(options),
      hosts: async () => (await import("./hosts/index.ts")).hostsOptions(options, chosen, config),
      places: placesOptions(options),
      ...(options.threads === undefined ? {} : { threads: threadsOf(options.threads) }),
      detectors: chosen,
      customDetectors: chosen.filter(({ id }) => custom.has(id)),
    },
    config,
    minSeverity: options.minSeverity ?? config.minSeverity ?? "low",
    minConfidence: options.audit === true ? 0 : confidenceOf(options.minConfidence, config),
    failOn: options.failOn ?? config.failOn ?? "low",
    verify: options.verify === true || options.verifyCostly === true,
    verifyCostly: options.verifyCostly === true,
    ...(baseline === undefined ? {} : { baseline }),
    ...(options.writeBaseline === undefined ? {} : { writeBaseline: options.writeBaseline }),
    isWhole:
      options.staged !== true &&
      !wantsInput &&
      options.detector === undefined &&
      options.include === undefined &&
      typeof history === "object" &&
      history.range === undefined,
  };
}

const DEFAULT_MAX_FILE_BYTES = 67_108_864;

async function configOf(options: ScanCommandOptions, roots: readonly string[], held?: HeldConfig): Promise<Config> {
  if (options.config === false) return NO_CONFIG;
  if (held !== undefined && options.config === undefined)
    return held.held === undefined ? NO_CONFIG : loadConfig({ ...held.held, detectors: builtIn, cacheFolder: cacheFolder() });
  return loadConfig({
    ...(typeof options.config === "string" ? { file: options.config } : {}),
    ...(roots[0] === undefined ? {} : { root: roots[0] }),
    scanned: roots,
    detectors: builtIn,
    cacheFolder: cacheFolder(),
  });
}

function detectorOf(id: string, config: Config): Detector {
  return config.customDetectors.find((detector) => detector.id === id) ?? detectorById(id);
}

/** Reads standard input as it comes: a log of gigabytes is scanned in windows. */
function readInput(into: Uint8Array): number {
  for (;;) {
    try {
      return readSync(0, into, 0, into.length, null);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      // A writer that is slower than we are, on a pipe that does not block.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function historyOf(options: ScanCommandOptions, config: Config): ScanOptions["history"] {
  const asked = options.history ?? config.history ?? "full";
  if (asked === "none") return "none";
  return {
    ...(asked === "full" ? {} : { range: asked }),
    ...(options.since === undefined ? {} : { since: options.since }),
    ...(options.branch === undefined ? {} : { branch: options.branch }),
    allObjects: options.allObjects === true,
  };
}

function bytesOf(text: string): number {
  const found = /^(\d{1,12})\s*(?:([kmg])i?b?|b)?$/i.exec(text.trim());
  const scale = { k: 1024, m: 1_048_576, g: 1_073_741_824 }[found?.[2]?.toLowerCase() ?? ""] ?? 1;
  const bytes = Number(found?.[1]) * scale;
  if (!Number.isSafeInteger(bytes) || bytes <= 0)
    throw usage("--max-file-size takes a size", text, 'Write, for example, "64MiB" or "500k".');
  return bytes;
}

function imageOptions(options: ScanCommandOptions): NonNullable<ScanOptions["image"]> {
  return {
    ...(options.platform === undefined || options.platform === "all" ? {} : { platform: platformOf(options.platform) }),
    startsHelpers: options.credentialHelpers === true,
    allowsPrivate: options.allowPrivateRegistry === true,
    isPlain: options.plainHttp === true,
  };
}

function placesOptions({ endpoint, allVersions, allowPrivateRegistry, sample }: ScanCommandOptions): NonNullable<ScanOptions["places"]> {
  if (endpoint !== undefined && !/^https?:\/\//.test(endpoint))
    throw usage("--endpoint takes a URL", endpoint, "Write, for example, --endpoint http://127.0.0.1:9000.");
  if (sample !== undefined && !/^[1-9]\d{0,9}$/.test(sample))
    throw usage("--sample takes a number of rows", sample, "Write, for example, --sample 1000.");
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(sample === undefined ? {} : { sampleRows: Number(sample) }),
    allowsPrivate: allowPrivateRegistry === true,
    allVersions: allVersions === true,
  };
}

function platformOf(text: string): string {
  if (!/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9]+)?$/.test(text))
    throw usage("--platform takes a system and an architecture", text, "Write, for example, --platform linux/amd64, or all.");
  return text;
}

function threadsOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0 || count > MOST_THREADS || text.trim() === "")
    throw usage(`--threads takes a number from 0 to ${MOST_THREADS}`, text, "0 scans in one thread only.");
  return count;
}

function confidenceOf(text: string | undefined, config: Config): number {
  if (text === undefined) return config.minConfidence ?? BELIEVED;
  const value = Number(text);
  if (!(value >= 0 && value <= 1) || text.trim() === "")
    throw usage("--min-confidence takes a number from 0 to 1", text, "The default is 0.5; --audit shows all.");
  return value;
}

export interface SettledFindings {
  readonly findings: readonly Finding[];
  /** In step with `findings`: what the scan holds of each in memory, its secret too. For `fix`; never for a report. */
  readonly opens: readonly OpenFinding[];
  readonly receipt: Receipt;
  readonly fails: boolean;
  /** Those that make it fail. */
  readonly failing: readonly Finding[];
  /** Sentences for stderr. */
  readonly notices: readonly string[];
}

export interface Run {
  readonly startedAt: Date;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** From what the scan holds in memory to what reports may carry: thresholds, validity, ignores, baseline, masks, counts. */
export async function settleFindings(outcome: ScanOutcome, settled: Settled, run: Run): Promise<SettledFindings> {
  const masker = new Masker(outcome.findings.flatMap(textsToMask));
  const key = fingerprintKey();
  const kept = outcome.findings.filter((open) => isWanted(open, settled));
  const answers = settled.verify ? await verify(kept, settled, run) : [];
  const marked: MarkedFinding[] = kept.map((open, index) => {
    const answer = answers[index];
    return closeFinding(open, {
      key: key.bytes,
      masker,
      severity: open.detector.severity,
      now: run.startedAt,
      ...(answer === undefined ? {} : { answer }),
    });
  });
  const ignores = applyIgnores(marked, {
    ignores: settled.config.ignores,
    honourForeignMarks: settled.config.honourForeignMarks,
    today: run.startedAt.toISOString().slice(0, 10),
    mask: (text) => masker.apply(text),
    detectorIds: [...builtIn, ...settled.config.customDetectors].map(({ id }) => id),
  });
  const known = await baselined(ignores.findings, kept, settled);
  const findings = known.findings;
  const counts = {
    total: findings.length,
    new: findings.filter((finding) => finding.baseline !== true && !isSuppressed(finding)).length,
    baseline: findings.filter((finding) => finding.baseline === true).length,
    suppressed: findings.filter((finding) => finding.baseline !== true && isSuppressed(finding)).length,
    belowThreshold: outcome.findings.length - kept.length,
  };
  const { failOn } = settled;
  const failing =
    failOn === "never"
      ? []
      : findings.filter(
          (finding) => finding.baseline !== true && !isSuppressed(finding) && severityRank(finding.severity) >= severityRank(failOn),
        );
  const unused = ignores.unused.filter(({ from }) => from === "inline" || settled.isWhole);
  const notices = [
    ...settled.config.notices,
    ...settled.config.effects.map((effect) => `the configuration ${settled.config.file ?? ""} has an effect: ${effect}`),
    ...[...ignores.expired, ...unused, ...ignores.malformed].map(({ where, what }) => `${where}: ${what}`),
    ...(ignores.foreignMarks > 0 && !settled.config.honourForeignMarks
      ? [
          `${ignores.foreignMarks} occurrences carry another scanner's mark, which has no reason and no end: not honoured (configuration: "honourForeignMarks")`,
        ]
      : []),
    ...known.notices,
    ...(key.from === "run"
      ? ["fingerprints of this run meet no others: the configuration folder cannot be written (STANCH_FINGERPRINT_KEY gives a key)"]
      : []),
  ];
  return { findings, opens: kept, receipt: receiptOf(outcome, run, counts, settled), fails: failing.length > 0, failing, notices };
}

/** The secret, and the lines of what it is written as where it stands encoded: their ends may be a character or two of others. */
function textsToMask(open: OpenFinding): string[] {
  const lines = [...open.written].flatMap((written) => written.split(/(?:\\[rn]|[\s"'#>*])+/));
  return [open.secret.reveal(), ...lines.filter((line) => line.length >= LEAST_WRITTEN)];
}

/** A shorter piece of encoded text is part of ordinary words. */
const LEAST_WRITTEN = 8;

function isWanted(open: OpenFinding, settled: Settled): boolean {
  return (
    open.best.confidence >= settled.minConfidence && SEVERITIES.indexOf(open.detector.severity) >= SEVERITIES.indexOf(settled.minSeverity)
  );
}

/** Marks what the baseline knows, and writes the new one when it was asked for: then all that was found is known. */
async function baselined(
  findings: readonly Finding[],
  opens: readonly OpenFinding[],
  settled: Settled,
): Promise<{ findings: readonly Finding[]; notices: string[] }> {
  if (settled.baseline === undefined && settled.writeBaseline === undefined) return { findings, notices: [] };
  const candidates = findings.map((finding, index): BaselineCandidate => {
    const open = opens[index];
    if (open === undefined) throw new RangeError("findings and their secrets are not in step");
    return {
      detector: finding.detector,
      secret: open.secret,
      paths: [...new Set(finding.occurrences.map(({ path }) => path))],
      isMachineMade: isMachineMade(open.detector),
    };
  });
  const notices: string[] = [];
  let baseline = settled.baseline;
  if (settled.writeBaseline !== undefined) {
    // An existing file keeps its salt: each new one would tell a little more about the same guessable secrets.
    baseline ??= existsSync(settled.writeBaseline) ? readBaseline(settled.writeBaseline) : undefined;
    baseline = await makeBaseline(candidates, { ...(baseline === undefined ? {} : { previous: baseline }), keepUnseen: !settled.isWhole });
    writeBaseline(settled.writeBaseline, baseline);
    notices.push(`${settled.writeBaseline} now knows ${baseline.entries.length} entries`);
  }
  if (baseline === undefined) return { findings, notices };
  const { known, unused } = await applyBaseline(baseline, candidates);
  if (unused.length > 0 && settled.isWhole)
    notices.push(`${unused.length} entries of the baseline are no longer found; --write-baseline takes them out`);
  const marked = findings.map((finding, index): Finding => {
    const paths = candidates[index]?.paths ?? [];
    const isKnown = new Map(paths.map((path, at) => [path, known[index]?.[at] === true]));
    if (paths.every((path) => isKnown.get(path) === true)) return { ...finding, baseline: true };
    const occurrences = finding.occurrences.map((occurrence) =>
      isKnown.get(occurrence.path) === true && occurrence.suppressed === undefined
        ? { ...occurrence, suppressed: { kind: "baseline" as const } }
        : occurrence,
    );
    return { ...finding, occurrences };
  });
  return { findings: marked, notices };
}

/** A provider's token is long and random; what people choose can be guessed, and the baseline says less of it. */
export function isMachineMade(detector: Detector): boolean {
  return (
    detector.category !== "generic" &&
    detector.provider !== "generic" &&
    rulesOf(detector).every((rule) => rule.humanChosen !== true && rule.matcher === undefined)
  );
}

/** Asks the providers. Only here does a secret leave the machine, and only because --verify was given. */
async function verify(findings: readonly OpenFinding[], { config, verifyCostly }: Settled, run: Run): Promise<readonly ValidityAnswer[]> {
  const { overrideName, providers, verifyAll } = await import("@stanch/providers");
  const only = config.verify.providers;
  const env: Record<string, string | undefined> = { ...process.env };
  // The environment is the user's own; the configuration's addresses count only where it says nothing.
  for (const [provider, url] of config.verify.baseUrls) env[overrideName(provider)] ??= url;
  const requests = findings.map((open) => ({
    detector: open.detector.id,
    credential: { secret: open.secret, companions: open.companions },
  }));
  return verifyAll(requests, {
    signal: run.signal,
    env,
    version: run.version,
    costly: verifyCostly,
    ...(only === undefined ? {} : { providers: providers.filter(({ id }) => only.includes(id)) }),
  });
}

function receiptOf(outcome: ScanOutcome, run: Run, counts: Receipt["findings"], settled: Settled): Receipt {
  const finishedAt = new Date();
  const { coverage } = outcome;
  return {
    tool: {
      name: "stanch",
      version: run.version,
      detectors: detectorsDigest(settled.scan.detectors),
      detectorCount: settled.scan.detectors.length,
      ...(settled.config.packs.length === 0 ? {} : { packs: [...settled.config.packs] }),
    },
    startedAt: run.startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    durationMs: finishedAt.getTime() - run.startedAt.getTime(),
    complete: outcome.complete,
    roots: coverage.roots,
    read: {
      files: coverage.files,
      blobs: coverage.blobs,
      bytes: coverage.bytes,
      commits: coverage.commits,
      refs: coverage.refs,
      duplicates: coverage.duplicates,
    },
    skipped: Object.fromEntries(
      [...coverage.skipped]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([reason, entry]) => [reason, { count: entry.count, examples: entry.examples.toSorted() }]),
    ),
    findings: counts,
  };
}
