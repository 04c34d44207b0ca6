import type { CiEvent, CiRun, Env, ReadText } from "./system.ts";
import { at, branch, branchName, commit, commitIn, defaultBranch, invalid, jsonIn, present, said, textAt } from "./told.ts";

type Payload = Readonly<Record<string, unknown>>;

/** What a job of GitHub Actions is about, and of those that are made after it (Gitea, Forgejo): its event's file says it best. */
export function githubEvent(env: Env, readText: ReadText): CiRun {
  const name = said(env, "GITHUB_EVENT_NAME");
  if (name === undefined)
    throw invalid(
      "The variable that names the event is not set",
      "GITHUB_EVENT_NAME",
      "Start stanch in a job of this system, or name another with --system.",
    );
  const payload = jsonIn(env, "GITHUB_EVENT_PATH", readText);
  if (name === "push") return pushed(env, payload);
  if (name.startsWith("pull_request")) return pullRequest(name, env, payload);
  if (name === "merge_group") return mergeGroup(payload);
  if (name === "workflow_run") return workflowRun(payload);
  if (name === "release") return { ...told(env, "tag"), bases: byDefault(payload, undefined) };
  return told(env, name === "schedule" ? "schedule" : "manual");
}

/** What the variables alone say: everything that the commit reaches. */
function told(env: Env, event: CiEvent): CiRun {
  const isBranch = said(env, "GITHUB_REF")?.startsWith("refs/heads/") === true;
  return {
    event,
    heads: commitIn(env, "GITHUB_SHA"),
    bases: [],
    ...present({ branch: isBranch ? branchName(said(env, "GITHUB_REF")) : undefined }),
  };
}

function byDefault(payload: Payload, of: string | undefined): CiRun["bases"] {
  return defaultBranch(textAt(payload, "repository", "default_branch"), "repository.default_branch of the event", of);
}

function pushed(env: Env, payload: Payload): CiRun {
  const ref = textAt(payload, "ref") ?? said(env, "GITHUB_REF") ?? "";
  const after = commit(at(payload, "after"), "after of the event");
  const isTag = ref.startsWith("refs/tags/");
  if (at(payload, "deleted") === true) return { event: isTag ? "tag" : "push", heads: [], bases: [], isDeletion: true };
  // A tag's `after` may be the tag itself: what it leads to is found in the clone.
  const heads = [...after, ...commitIn(env, "GITHUB_SHA")];
  if (heads.length === 0)
    throw invalid("The event names no commit", "GITHUB_EVENT_PATH, GITHUB_SHA", "The system sets both: let nothing else change them.");
  if (isTag) return { event: "tag", heads, headRefs: [ref], bases: byDefault(payload, undefined) };
  const name = branchName(ref);
  return {
    event: "push",
    heads,
    headRefs: name === undefined ? [] : [`refs/heads/${name}`],
    bases: [...commit(at(payload, "before"), "before of the event"), ...byDefault(payload, name)],
    ...present({ branch: name }),
  };
}

function pullRequest(name: string, env: Env, payload: Payload): CiRun {
  const from = "of the event's pull request";
  const number = textAt(payload, "pull_request", "number") ?? textAt(payload, "number");
  const heads = commit(at(payload, "pull_request", "head", "sha"), `head.sha ${from}`);
  if (heads.length === 0)
    throw invalid(
      "The event names no commit of the pull request",
      "GITHUB_EVENT_PATH",
      "The system writes that file: let nothing else change it.",
    );
  const theirs = at(payload, "pull_request", "head", "repo", "id") ?? at(payload, "pull_request", "head", "repo", "full_name");
  const ours = at(payload, "pull_request", "base", "repo", "id") ?? at(payload, "pull_request", "base", "repo", "full_name");
  const own = branchName(at(payload, "pull_request", "head", "ref"));
  return {
    event: "pull-request",
    // GITHUB_SHA is a trial merge that holds the head. But for pull_request_target it is the base, and to look there would find nothing.
    heads: name === "pull_request" ? [...heads, ...commitIn(env, "GITHUB_SHA")] : heads,
    headRefs: number !== undefined && /^\d+$/.test(number) ? [`refs/pull/${number}/head`] : [],
    bases: [
      ...commit(at(payload, "pull_request", "base", "sha"), `base.sha ${from}`),
      ...branch(at(payload, "pull_request", "base", "ref"), `base.ref ${from}`),
    ],
    // A fork that was deleted since has no repository any more.
    isFork: theirs === undefined || theirs !== ours,
    ...present({ branch: theirs === ours ? own : undefined }),
  };
}

function mergeGroup(payload: Payload): CiRun {
  return {
    event: "merge-queue",
    heads: commit(at(payload, "merge_group", "head_sha"), "merge_group.head_sha of the event"),
    bases: [
      ...commit(at(payload, "merge_group", "base_sha"), "merge_group.base_sha of the event"),
      ...branch(at(payload, "merge_group", "base_ref"), "merge_group.base_ref of the event"),
    ],
  };
}

/** A workflow that another one started: what that one ran on, which may come from a fork. */
function workflowRun(payload: Payload): CiRun {
  const name = branchName(at(payload, "workflow_run", "head_branch"));
  const theirs = at(payload, "workflow_run", "head_repository", "id");
  const isFork = theirs !== at(payload, "repository", "id");
  return {
    event: at(payload, "workflow_run", "event") === "pull_request" ? "pull-request" : "push",
    heads: commit(at(payload, "workflow_run", "head_sha"), "workflow_run.head_sha of the event"),
    bases: byDefault(payload, isFork ? undefined : name),
    isFork,
    ...present({ branch: isFork ? undefined : name }),
  };
}
