import { readFileSync } from "node:fs";
import { type Detector, type Finding, type Receipt, type Severity, type ValidityAnswer, severityRank } from "@stanch/model";
import { type OpenFinding, Masker, type ScanOptions, type ScanOutcome, closeFinding } from "@stanch/scan";
import type { ScanCommandOptions } from "./commands/scan.ts";
import { fingerprintKey } from "./fingerprint-key.ts";
import type { Context } from "./io.ts";
import { usage } from "./program.ts";

/** A scan's options after command line and configuration were joined, and what is done with its findings. */
export interface Settled {
  readonly scan: Omit<ScanOptions, "workerEntry" | "signal" | "onProgress">;
  readonly minSeverity: Severity;
  readonly minConfidence: number;
  readonly failOn: Severity | "never";
  readonly verify: boolean;
}

/** Reads what is found below this confidence only with --audit. */
const BELIEVED = 0.5;
const MOST_THREADS = 64;

export async function settings(
  paths: readonly string[],
  options: ScanCommandOptions,
  _context: Context,
  parts: {
    detectorById: (id: string) => Detector;
    pathFilter: (include: readonly string[], exclude: readonly string[]) => ScanOptions["wants"];
    builtIn: readonly Detector[];
  },
): Promise<Settled> {
  const wantsInput = paths.includes("-");
  const folders = paths.filter((path) => path !== "-");
  const chosen = options.detector.length > 0 ? options.detector.map(parts.detectorById) : parts.builtIn;
  return {
    scan: {
      paths: folders.length === 0 && !wantsInput ? ["."] : folders,
      ...(wantsInput ? { stdin: { name: "(standard input)", bytes: readFileSync(0) } } : {}),
      history: historyOf(options),
      staged: options.staged,
      wants: parts.pathFilter(options.include, options.exclude),
      dependencyFolders: options.dependencyFolders ? "scan" : "skip",
      maxFileBytes: bytesOf(options.maxFileSize),
      skipBinary: options.skipBinary,
      ...(options.threads === undefined ? {} : { threads: threadsOf(options.threads) }),
      detectors: chosen,
      customDetectors: [],
    },
    minSeverity: options.minSeverity ?? "low",
    minConfidence: options.audit ? 0 : confidenceOf(options.minConfidence),
    failOn: options.failOn ?? "low",
    verify: options.verify,
  };
}

function historyOf(options: ScanCommandOptions): ScanOptions["history"] {
  if (options.history === "none") return "none";
  return {
    ...(options.history === "full" ? {} : { range: options.history }),
    ...(options.since === undefined ? {} : { since: options.since }),
    ...(options.branch === undefined ? {} : { branch: options.branch }),
    allObjects: options.allObjects,
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

function threadsOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0 || count > MOST_THREADS || text.trim() === "")
    throw usage(`--threads takes a number from 0 to ${MOST_THREADS}`, text, "0 scans in one thread only.");
  return count;
}

function confidenceOf(text: string | undefined): number {
  if (text === undefined) return BELIEVED;
  const value = Number(text);
  if (!(value >= 0 && value <= 1) || text.trim() === "")
    throw usage("--min-confidence takes a number from 0 to 1", text, "The default is 0.5; --audit shows all.");
  return value;
}

export interface SettledFindings {
  readonly findings: readonly Finding[];
  readonly receipt: Receipt;
  readonly fails: boolean;
  /** Sentences for stderr. */
  readonly notices: readonly string[];
}

/** From what the scan holds in memory to what reports may carry: thresholds, masks, counts. */
export async function settleFindings(
  outcome: ScanOutcome,
  settled: Settled,
  run: { startedAt: Date; version: string; digest: string; signal: AbortSignal },
): Promise<SettledFindings> {
  const masker = new Masker([...outcome.findings].map((open) => open.secret.reveal()));
  const key = fingerprintKey();
  const notices: string[] = [];
  let belowThreshold = 0;
  const kept: OpenFinding[] = [];
  for (const open of outcome.findings) {
    if (open.best.confidence < settled.minConfidence || severityRank(open.detector.severity) < severityRank(settled.minSeverity))
      belowThreshold++;
    else kept.push(open);
  }
  const answers = settled.verify ? await verify(kept, run) : [];
  const findings = kept.map((open, index) => {
    const answer = answers[index];
    return closeFinding(open, { key: key.bytes, masker, severity: open.detector.severity, ...(answer === undefined ? {} : { answer }) })
      .finding;
  });
  const failOn = settled.failOn;
  const counts = { total: findings.length, new: findings.length, baseline: 0, suppressed: 0, belowThreshold };
  const fails = failOn !== "never" && findings.some((finding) => severityRank(finding.severity) >= severityRank(failOn));
  return { findings, receipt: receiptOf(outcome, run, counts, settled), fails, notices };
}

/** Asks the providers. Only here does a secret leave the machine, and only because --verify was given. */
async function verify(findings: readonly OpenFinding[], run: { version: string; signal: AbortSignal }): Promise<readonly ValidityAnswer[]> {
  const { verifyAll } = await import("@stanch/providers");
  const requests = findings.map((open) => ({
    detector: open.detector.id,
    credential: { secret: open.secret, companions: open.companions },
  }));
  return verifyAll(requests, { signal: run.signal, env: process.env, version: run.version });
}

function receiptOf(
  outcome: ScanOutcome,
  run: { startedAt: Date; version: string; digest: string },
  counts: Receipt["findings"],
  settled: Settled,
): Receipt {
  const finishedAt = new Date();
  const { coverage } = outcome;
  return {
    tool: { name: "stanch", version: run.version, detectors: run.digest, detectorCount: settled.scan.detectors.length },
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
