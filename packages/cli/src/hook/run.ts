import { type HookType, type PushedRef, parsePrePush, stoppedMessage } from "@stanch/hooks";
import { headOf } from "@stanch/sources";
import { type Context, reportError } from "../io.ts";
import type { HeldConfig } from "../settle.ts";
import { type HookPlace, committedConfig, hookPlace, stagedConfig, withStore } from "./place.ts";
import { type HookRunOptions, type Verdict, joined, readStandardInput, tell, verdictOf } from "./verdict.ts";

/** `stanch hook run TYPE`, as git starts it. Exit code: 0 goes on, 1 stopped because of secrets, 2 stopped because we failed. */
export async function runHook(type: HookType, args: readonly string[], options: HookRunOptions, context: Context): Promise<number> {
  if (type === "pre-receive") {
    const { runPreReceive } = await import("./pre-receive.ts");
    return runPreReceive(options, context);
  }
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
  return verdictOf(place, { staged: true, newOnly: true }, options, context, stagedConfig(place));
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
