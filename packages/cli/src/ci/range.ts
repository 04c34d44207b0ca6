import type { Base, CiRun, CiSystem } from "@stanch/ci";
import { AppError } from "@stanch/model";
import type { Clone } from "./clone.ts";

/** What is scanned: all that `tip` reaches and `known` does not. */
export interface CiRange {
  readonly tip: string;
  readonly known: readonly string[];
  /** Commits in between. */
  readonly commits: number;
  /** Everything that the tip reaches is scanned, as far as the clone has it. */
  readonly isWhole: boolean;
  /** The clone was cut off inside of what is scanned: older commits were not looked at. */
  readonly isCut: boolean;
  /** Sentences for the log, in order. */
  readonly told: readonly string[];
}

export interface RangeOptions {
  /** A revision that the user names; before all that the system tells. */
  readonly base?: string;
  /** Fails where no base is found, rather than scan everything. */
  readonly requireRange: boolean;
}

/** How far a shallow clone is deepened, step by step: what is not reached by then is older than any sensible pull request. */
const DEEPEN = [50, 500, 5000];

/**
 * The range of a job, from what its system tells and what the clone has or its remote gives. A base that is not to be had is
 * passed over; without any, everything is scanned. Throws `CI_INVALID`, `CI_RANGE`.
 */
export function ciRange(run: CiRun, system: Pick<CiSystem, "title" | "wholeHistory">, clone: Clone, options: RangeOptions): CiRange {
  const told: string[] = [];
  const tip = tipOf(run, clone, told);
  for (const base of candidates(run, clone, options)) {
    const oid = baseOid(base, clone);
    if (oid === undefined) {
      told.push(`${nameOf(base)} is not in the clone, and the remote does not give it`);
      continue;
    }
    if (base.kind === "branch" && run.event === "push" && base.name === run.branch) continue;
    const commits = connected(clone, tip, oid, run, told);
    if (commits === undefined) {
      told.push(`the shallow clone is cut off between ${nameOf(base)} and ${short(tip)}, and the remote gives no more`);
      continue;
    }
    // A branch that a push moved already holds what was pushed: compared with it there would be nothing, and all would pass.
    if (commits === 0 && base.kind === "branch" && run.event === "push" && run.branch === undefined) continue;
    if (commits === 0 && isSecondBest(run, clone, tip)) {
      told.push(`${short(tip)} has nothing that ${nameOf(base)} has not, and is not the pull request's own commit`);
      continue;
    }
    told.push(`${count(commits)} from ${nameOf(base)} to ${short(tip)}`);
    return { tip, known: [oid], commits, isWhole: false, isCut: false, told };
  }
  return whole(run, system, clone, options, tip, told);
}

/** Nothing to compare with: all that the tip reaches. */
function whole(
  run: CiRun,
  system: Pick<CiSystem, "title" | "wholeHistory">,
  clone: Clone,
  { requireRange }: RangeOptions,
  tip: string,
  told: string[],
): CiRange {
  const isMeant = run.event === "schedule" || run.event === "manual";
  if (requireRange && !isMeant)
    throw new AppError("CI_RANGE", {
      what: "No base is known to compare with",
      where: [`${system.title}, ${run.event}, ${short(tip)}`, ...told].join("; "),
      next: `Name it with --base, ${system.wholeHistory}, or leave --require-range out.`,
    });
  const reached = clone.between(tip, []);
  const cuts = clone.cuts();
  const isCut = reached.some((oid) => cuts.has(oid));
  const why = isMeant ? `a ${run.event === "schedule" ? "scheduled" : "manual"} run` : "no base to compare with";
  told.push(`${why}: all that ${short(tip)} reaches is scanned, ${count(reached.length)}`);
  if (isCut) told.push(`the clone is shallow: older commits are NOT scanned; ${system.wholeHistory}`);
  return { tip, known: [], commits: reached.length, isWhole: true, isCut, told };
}

function tipOf(run: CiRun, clone: Clone, told: string[]): string {
  for (const head of run.heads) {
    const oid = clone.commit(head.id) ?? fetched(head.id, run, clone);
    if (oid !== undefined) return oid;
  }
  const [first] = run.heads;
  if (first !== undefined)
    throw new AppError("CI_INVALID", {
      what: "The commit that this job is about is not in the clone, and the remote does not give it",
      where: `${first.from}: ${short(first.id)}`,
      next: "Run stanch in the job's own checkout; a variable that was set by hand may name another repository's commit.",
    });
  const head = clone.commit("HEAD");
  if (head === undefined)
    throw new AppError("CI_INVALID", {
      what: "The clone has no commit",
      where: clone.root,
      next: "Check the repository out before stanch runs.",
    });
  told.push("the system names no commit: HEAD is taken");
  return head;
}

/** Looked at in place of the commit that is told first: a trial merge as a rule, but a checkout may have put the base there. */
function isSecondBest({ event, heads }: CiRun, clone: Clone, tip: string): boolean {
  return event === "pull-request" && heads[0] !== undefined && clone.commit(heads[0].id) !== tip;
}

/** Asked for by its id, and where the remote gives none by that, by a ref: that may have moved since, but the commit lies below. */
function fetched(id: string, run: CiRun, clone: Clone): string | undefined {
  if (isWholeId(id) && clone.fetchCommits([id])) return clone.commit(id);
  for (const ref of run.headRefs ?? []) {
    clone.fetchRef(ref);
    const oid = clone.commit(id);
    if (oid !== undefined) return oid;
  }
  return undefined;
}

/** The user's, the system's, and last the remote's default branch where another one was pushed. */
function* candidates(run: CiRun, clone: Clone, { base }: RangeOptions): Generator<Base> {
  if (base !== undefined) {
    yield { kind: "commit", id: base, from: "--base" };
    return;
  }
  yield* run.bases;
  if (run.event === "schedule" || run.event === "manual" || (run.event === "push" && run.branch === undefined)) return;
  const name = clone.defaultBranch();
  const isTold = run.bases.some((told) => told.kind === "branch" && told.name === name);
  if (name !== undefined && !isTold && name !== run.branch) yield { kind: "branch", name, from: "the remote's default branch" };
}

function baseOid(base: Base, clone: Clone): string | undefined {
  if (base.kind === "branch") return clone.branch(base.name);
  const oid = clone.commit(base.id);
  if (oid !== undefined || base.from === "--base" || !isWholeId(base.id)) return oid;
  return clone.fetchCommits([base.id]) ? clone.commit(base.id) : undefined;
}

/** How many commits are in between; undefined where the clone is cut off there and stays so. */
function connected(clone: Clone, tip: string, base: string, run: CiRun, told: string[]): number | undefined {
  let fetched = 0;
  for (const by of [0, ...DEEPEN]) {
    if (by > 0) {
      if (!clone.deepen(by, [tip, base]) && !clone.deepen(by, refsOf(run))) return undefined;
      fetched += by;
    }
    const commits = clone.between(tip, [base]);
    const cuts = clone.cuts();
    // Of the other side too: what is cut off there would count as new here.
    if (cuts.size > 0 && [...commits, ...clone.between(base, [tip])].some((oid) => cuts.has(oid))) continue;
    if (fetched > 0) told.push(`the clone was shallow: up to ${fetched} more commits were fetched from ${clone.remote ?? ""}`);
    return commits.length;
  }
  return undefined;
}

/** Where the remote gives no commit by its id. */
function refsOf(run: CiRun): readonly string[] {
  const branches = run.bases.flatMap((base) => (base.kind === "branch" ? `refs/heads/${base.name}` : []));
  return [...(run.headRefs ?? []), ...branches];
}

const isWholeId = (id: string): boolean => id.length === 40 || id.length === 64;
const short = (oid: string): string => oid.slice(0, 12);
const count = (commits: number): string => (commits === 1 ? "1 commit" : `${commits} commits`);

function nameOf(base: Base): string {
  return base.kind === "branch" ? `${base.name} (${base.from})` : `${short(base.id)} (${base.from})`;
}
