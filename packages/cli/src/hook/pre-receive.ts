import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { BREAK_GLASS, type PushedRef, breakGlassOf, oneLine, parsePreReceive, stoppedMessage } from "@stanch/hooks";
import type { IncomingOptions } from "@stanch/scan";
import { type Context, reportError, usage } from "../io.ts";
import { type HookPlace, hookPlace } from "./place.ts";
import { type HookRunOptions, type Verdict, joined, readStandardInput, say, tell, verdictOf } from "./verdict.ts";

/** Hosts give all their hooks together some 5 to 30 s before they cut them off. */
const TIME_LIMIT_S = 10;
/** What is kept of the time limit for what comes after the scan. */
const RESERVE_MS = 700;

/** `stanch hook run pre-receive`: what it says goes to whoever pushes. */
export async function runPreReceive(options: HookRunOptions, context: Context): Promise<number> {
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
