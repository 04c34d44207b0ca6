import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  BREAK_GLASS,
  type HookType,
  type PushedRef,
  breakGlassOf,
  oneLine,
  parsePrePush,
  parsePreReceive,
  stoppedMessage,
} from "@stanch/hooks";
import type { Finding, Severity } from "@stanch/model";
import { type IncomingOptions, type ScanOptions, type ScanOutcome, scan } from "@stanch/scan";
import { headOf } from "@stanch/sources";
import { detectorsDigest } from "../commands/version.ts";
import { type Context, printable, reportError, usage } from "../io.ts";
import { type HeldConfig, settings, settleFindings } from "../settle.ts";
import { type HookPlace, committedConfig, hookPlace, stagedConfig, withStore } from "./place.ts";

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
interface Verdict {
  readonly failing: readonly Finding[];
  /** What could not be looked at, by reason. */
  readonly gaps: readonly string[];
  readonly notices: readonly string[];
}

/** Hosts give all their hooks together some 5 to 30 s before they cut them off. */
const TIME_LIMIT_S = 10;
/** What is kept of the time limit for what comes after the scan. */
const RESERVE_MS = 700;
const GAPS = ["time-out", "interrupted", "broken-object", "missing-object", "unreadable", "too-large"];

/** `stanch hook run TYPE`, as git starts it. Exit code: 0 goes on, 1 stopped because of secrets, 2 stopped because we failed. */
export async function runHook(type: HookType, args: readonly string[], options: HookRunOptions, context: Context): Promise<number> {
  if (type === "pre-receive") return runPreReceive(options, context);
  try {
    const place = hookPlace(process.env, process.cwd());
    const verdict = type === "pre-commit" ? await preCommit(place, options, context) : await prePush(place, args, options, context);
    const remote = type === "pre-push" ? args[0] : undefined;
    const head = headOf(place.repository).oid;
    tell(verdict.notices);
    if (verdict.gaps.length > 0) tell([`not looked at: ${verdict.gaps.join("; ")}`]);
    if (verdict.failing.length === 0) return 0;
    process.stderr.write(
      stoppedMessage(verdict.failing, {
        hook: type,
        today: new Date(),
        ...(remote === undefined ? {} : { remote }),
        ...(head === undefined ? {} : { head }),
      }),
    );
    return 1;
  } catch (error) {
    const code = reportError(error);
    const verb = type === "pre-push" ? "git push" : "git commit";
    tell([`so nothing was looked at, and it was stopped; to go on without: ${verb} --no-verify`]);
    return code;
  }
}

async function preCommit(place: HookPlace, options: HookRunOptions, context: Context): Promise<Verdict> {
  if (place.indexFile !== undefined) process.env["GIT_INDEX_FILE"] = place.indexFile;
  return verdictOf(place, { staged: true }, options, context, stagedConfig(place));
}

/** Every ref that is pushed, against all that this remote is known to have. */
async function prePush(place: HookPlace, args: readonly string[], options: HookRunOptions, context: Context): Promise<Verdict> {
  const refs = pushedRefs(place);
  const remote = args[0] ?? process.env["PRE_COMMIT_REMOTE_NAME"] ?? "";
  const known = refs.flatMap(({ before }) => before ?? []);
  const knownRefs = isRemoteName(remote) ? { knownRefs: `refs/remotes/${remote}/` } : {};
  const verdicts: Verdict[] = [];
  for (const { tips, config } of groups(place, refs))
    verdicts.push(await verdictOf(place, { incoming: { tips, known, ...knownRefs } }, options, context, config));
  return joined(verdicts);
}

/** Refs whose commits hold the same configuration are looked at together: most often that is all of them. */
function groups(place: HookPlace, refs: readonly PushedRef[]): { tips: string[]; config: HeldConfig }[] {
  const found = new Map<string, { tips: string[]; config: HeldConfig }>();
  // A deletion brings nothing.
  const tips = refs.flatMap(({ oid }) => oid ?? []);
  if (tips.length === 0) return [];
  withStore(place, (store) => {
    for (const tip of new Set(tips)) {
      const { oid = "", held } = committedConfig(place, store, tip);
      const group = found.get(oid) ?? { tips: [], config: { held } };
      group.tips.push(tip);
      found.set(oid, group);
    }
  });
  return [...found.values()];
}

/** A push to an address has the address for its remote's name: what is there is not known but for the refs pushed. */
function isRemoteName(remote: string): boolean {
  return remote !== "" && !/[:\\]|^[./~]/.test(remote);
}

function pushedRefs({ repository }: HookPlace): readonly PushedRef[] {
  const refs = parsePrePush(readStandardInput("pre-push"));
  // The pre-commit framework has read the lines itself, and tells one ref in the environment.
  if (refs.length > 0 || process.env["PRE_COMMIT"] === undefined) return refs;
  const oid = process.env["PRE_COMMIT_TO_REF"] ?? headOf(repository).oid;
  const before = process.env["PRE_COMMIT_FROM_REF"];
  return [{ name: process.env["PRE_COMMIT_REMOTE_BRANCH"] ?? "HEAD", oid, before }];
}

/** `stanch hook run pre-receive`: what it says goes to whoever pushes. */
async function runPreReceive(options: HookRunOptions, context: Context): Promise<number> {
  const limitMs = limitOf(options.timeLimit);
  const onTimeout = options.onTimeout ?? "closed";
  const asked = options.breakGlass === false ? { kind: "none" as const } : breakGlassOf(process.env);
  const refs: PushedRef[] = [];
  let verdict: Verdict;
  try {
    refs.push(...parsePreReceive(readStandardInput("pre-receive")));
    verdict = await preReceive(hookPlace(process.env, process.cwd()), refs, options, limitMs, context);
  } catch (error) {
    reportError(error);
    verdict = { failing: [], gaps: ["stanch failed on this server"], notices: [] };
  }
  if (verdict.failing.length === 0 && verdict.gaps.length === 0) return 0;
  if (asked.kind === "reason") return letThrough(refs, verdict, asked.reason);
  if (asked.kind === "no-reason") tell([`${BREAK_GLASS} lets a push through for a reason in a few words; this one had none`]);
  return refuse(verdict, { limitMs, onTimeout, takesOptions: options.breakGlass !== false && takesOptions() });
}

async function preReceive(
  place: HookPlace,
  refs: readonly PushedRef[],
  options: HookRunOptions,
  limitMs: number,
  context: Context,
): Promise<Verdict> {
  const tips = refs.flatMap(({ oid }) => oid ?? []);
  if (tips.length === 0) return joined([]);
  const { quarantine } = place;
  // Counted from the start of the process: what its start took is gone from the budget.
  const deadline = limitMs - RESERVE_MS;
  const incoming: IncomingOptions = { tips, known: [], knownRefs: "refs/", deadline, ...(quarantine === undefined ? {} : { quarantine }) };
  // What is pushed may hold a configuration, written by whoever pushes: the server's own is named with --config.
  return verdictOf(place, { incoming, jobLimitMs: limitMs }, options, context, { held: undefined });
}

function refuse(
  verdict: Verdict,
  { limitMs, onTimeout, takesOptions: takes }: { limitMs: number; onTimeout: string; takesOptions: boolean },
): number {
  if (verdict.failing.length > 0) {
    say(stoppedMessage(verdict.failing, { hook: "pre-receive", today: new Date(), takesOptions: takes }));
    return 1;
  }
  const what = `not all of this push could be looked at within ${limitMs / 1000} s: ${verdict.gaps.join("; ")}`;
  if (onTimeout === "open") {
    tell([`${what}. It is let through, as this server has chosen (--on-timeout open)`]);
    return 0;
  }
  const ways = [
    "push it in smaller parts",
    ...(takes ? [`or push with -o ${BREAK_GLASS}="<reason in a few words>", which is logged`] : []),
  ];
  tell([`${what}. It is refused, as this server has chosen (--on-timeout closed): ${ways.join(", ")}`]);
  return 1;
}

/** Writes down who was let through, why and with what; a push that cannot be logged is refused. */
function letThrough(refs: readonly PushedRef[], { failing, gaps }: Verdict, reason: string): number {
  const who = WHO.map((name) => process.env[name]).find((value) => value !== undefined && value !== "");
  const entry = {
    time: new Date().toISOString(),
    who: who ?? "unknown",
    reason,
    refs,
    findings: failing.map(({ id, detector, masked, occurrences }) => ({
      id,
      detector,
      masked,
      path: occurrences[0]?.path,
      commit: occurrences[0]?.commit,
    })),
    gaps,
  };
  try {
    const { repository } = hookPlace(process.env, process.cwd());
    const folder = join(repository.commonDir, "stanch");
    mkdirSync(folder, { recursive: true });
    appendFileSync(join(folder, "break-glass.jsonl"), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  } catch (error) {
    tell([
      `the push is refused: that it was let through could not be logged (${error instanceof Error ? error.message : "unknown error"})`,
    ]);
    return 2;
  }
  tell([
    `let through for a reason, and logged: ${failing.length === 1 ? "1 secret" : `${failing.length} secrets`}, "${oneLine(reason)}". A secret that was pushed is to be revoked`,
  ]);
  return 0;
}

/** Who pushes, as GitHub Enterprise, GitLab, gitolite, web servers and ssh log-ins say it. */
const WHO = ["GITHUB_USER_LOGIN", "GL_USERNAME", "GL_ID", "GL_USER", "REMOTE_USER", "LOGNAME", "USER"];

/** Whether this server tells clients that it takes push options: asked only when a push is refused. */
function takesOptions(): boolean {
  if (Number(process.env["GIT_PUSH_OPTION_COUNT"] ?? 0) > 0) return true;
  const args = ["config", "--type=bool", "--get", "receive.advertisePushOptions"];
  return spawnSync("git", args, { encoding: "utf8", timeout: 2000 }).stdout?.trim() === "true";
}

function limitOf(text: string | undefined): number {
  const seconds = text === undefined ? TIME_LIMIT_S : Number(text);
  if (!(seconds > 0 && seconds <= 3600)) throw usage("--time-limit takes seconds", text ?? "", "Give a number from 1 to 3600.");
  return seconds * 1000;
}

async function verdictOf(
  place: HookPlace,
  part: Pick<ScanOptions, "staged" | "incoming" | "jobLimitMs">,
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
  const digest = detectorsDigest(settled.scan.detectors);
  const result = await settleFindings(outcome, settled, { startedAt, version: context.version, digest, signal: abort.signal });
  return {
    failing: result.failing,
    gaps: gapsOf(outcome),
    // What the configuration leaves out is said by a scan; here it would be said at every commit.
    notices: result.notices.filter((notice) => !notice.startsWith("the configuration ")),
  };
}

function gapsOf({ coverage }: ScanOutcome): string[] {
  return GAPS.flatMap((reason) => {
    const skipped = coverage.skipped.get(reason);
    if (skipped === undefined) return [];
    const more = skipped.count > 1 ? ` and ${skipped.count - 1} more` : "";
    return [`${reason}: ${oneLine(skipped.examples[0] ?? "")}${more}`];
  });
}

function joined(verdicts: readonly Verdict[]): Verdict {
  const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
  const failing = new Map(verdicts.flatMap((verdict) => verdict.failing.map((finding) => [finding.id, finding] as const)));
  return {
    failing: [...failing.values()],
    gaps: unique(verdicts.flatMap(({ gaps }) => gaps)),
    notices: unique(verdicts.flatMap(({ notices }) => notices)),
  };
}

/** All of it, so that git can write all of it. */
function readStandardInput(hook: string): string {
  if (process.stdin.isTTY)
    throw usage(`git gives ${hook} the refs of a push on standard input`, "standard input", "Let git start the hook.");
  return readFileSync(0, "utf8");
}

function tell(sentences: readonly string[]): void {
  for (const sentence of sentences) say(`stanch: ${printable(sentence)}\n`);
}

/** GitLab passes on to whoever pushes what begins so, and nothing else. */
function say(text: string): void {
  const isGitLab = process.env["GL_REPOSITORY"] !== undefined && process.env["GL_REPOSITORY"] !== "";
  process.stderr.write(isGitLab ? text.replace(/^/gm, "GL-HOOK-ERR: ").replace(/GL-HOOK-ERR: $/, "") : text);
}
