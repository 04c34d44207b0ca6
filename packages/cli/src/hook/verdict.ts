import { readFileSync } from "node:fs";
import { oneLine } from "@stanch/hooks";
import type { Finding, Severity } from "@stanch/model";
import { type ScanOptions, type ScanOutcome, scan } from "@stanch/scan";
import { type Context, printable, usage } from "../io.ts";
import { type HeldConfig, settings, settleFindings } from "../settle.ts";
import type { HookPlace } from "./place.ts";

export interface HookRunOptions {
  readonly config?: string;
  readonly baseline?: string;
  readonly failOn?: Severity | "never";
  /** pre-receive: seconds. */
  readonly timeLimit?: string;
  /** pre-receive: what becomes of a push that could not be looked through. */
  readonly onTimeout?: "open" | "closed";
  /** pre-receive: false takes no reasons. */
  readonly breakGlass?: boolean;
}

/** What a hook has found. */
export interface Verdict {
  readonly failing: readonly Finding[];
  /** What could not be looked at, by reason. */
  readonly gaps: readonly string[];
  readonly notices: readonly string[];
}

const GAPS = ["time-out", "interrupted", "broken-object", "missing-object", "unreadable", "too-large"];

/** Scans what a hook is about. */
export async function verdictOf(
  place: HookPlace,
  part: Pick<ScanOptions, "staged" | "newOnly" | "incoming" | "jobLimitMs">,
  options: HookRunOptions,
  context: Context,
  config: HeldConfig,
): Promise<Verdict> {
  const { baseline, failOn } = options;
  const settled = await settings(
    [place.root],
    {
      history: "none",
      ...(options.config === undefined ? {} : { config: options.config }),
      ...(baseline === undefined ? {} : { baseline }),
      ...(failOn === undefined ? {} : { failOn }),
    },
    config,
  );
  const startedAt = new Date();
  const abort = new AbortController();
  const { deadline } = part.incoming ?? {};
  const timer =
    deadline === undefined
      ? undefined
      : setTimeout(
          () => {
            abort.abort();
          },
          Math.max(1, deadline - performance.now()),
        );
  let outcome: ScanOutcome;
  try {
    const { gitDir, objectFolders } = place;
    outcome = await scan({
      ...settled.scan,
      ...part,
      ...(gitDir === undefined ? {} : { gitDir }),
      objectFolders,
      workerEntry: context.workerEntry,
      signal: abort.signal,
    });
  } finally {
    clearTimeout(timer);
  }
  const result = await settleFindings(outcome, settled, { startedAt, version: context.version, signal: abort.signal });
  return {
    failing: result.failing,
    gaps: gapsOf(outcome),
    // What the configuration leaves out is said by a scan; here it would be said at every commit.
    notices: [...knownBefore(outcome), ...result.notices.filter((notice) => !notice.startsWith("the configuration "))],
  };
}

function knownBefore({ coverage }: ScanOutcome): string[] {
  const known = coverage.skipped.get("known-before");
  if (known === undefined) return [];
  const files = new Set(known.examples).size;
  return [
    `not stopped for secrets that were there before: ${files === 1 ? "a file still holds" : `${files} files still hold`} them, and they count as leaked (${oneLine(known.examples[0] ?? "")}). \`stanch scan\` shows them`,
  ];
}

function gapsOf({ coverage }: ScanOutcome): string[] {
  return GAPS.flatMap((reason) => {
    const skipped = coverage.skipped.get(reason);
    if (skipped === undefined) return [];
    const more = skipped.count > 1 ? ` and ${skipped.count - 1} more` : "";
    return [`${reason}: ${oneLine(skipped.examples[0] ?? "")}${more}`];
  });
}

/** Of several scans, each finding once. */
export function joined(verdicts: readonly Verdict[]): Verdict {
  const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
  const failing = new Map(verdicts.flatMap((verdict) => verdict.failing.map((finding) => [finding.id, finding] as const)));
  return {
    failing: [...failing.values()],
    gaps: unique(verdicts.flatMap(({ gaps }) => gaps)),
    notices: unique(verdicts.flatMap(({ notices }) => notices)),
  };
}

/** All of it, so that git can write all of it. */
export function readStandardInput(hook: string): string {
  if (process.stdin.isTTY)
    throw usage(`git gives ${hook} the refs of a push on standard input`, "standard input", "Let git start the hook.");
  return readFileSync(0, "utf8");
}

/** Sentences for whoever commits or pushes. */
export function tell(sentences: readonly string[]): void {
  for (const sentence of sentences) say(`stanch: ${printable(sentence)}\n`);
}

/** GitLab passes on to whoever pushes what begins so, and nothing else. */
export function say(text: string): void {
  const isGitLab = process.env["GL_REPOSITORY"] !== undefined && process.env["GL_REPOSITORY"] !== "";
  process.stderr.write(isGitLab ? text.replace(/^/gm, "GL-HOOK-ERR: ").replace(/GL-HOOK-ERR: $/, "") : text);
}
