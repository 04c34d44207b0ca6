import { describe, expect, it } from "vitest";
import { type CiRun, type Env, detectSystem, systems } from "./index.ts";

const oid = (sign: string): string => sign.repeat(40);
const [A, B, C, ZEROS] = [oid("a"), oid("b"), oid("c"), oid("0")];

/** What a system reads; `event`: the text of its event's file, whatever that is called. */
function read(id: string, env: Env, event = "{}"): CiRun {
  const system = systems.find((one) => one.id === id);
  if (system === undefined) throw new Error(id);
  return system.read({ GITHUB_EVENT_PATH: "event.json", ...env }, () => event);
}

const ids = (list: CiRun["bases"]): string[] => list.map((base) => (base.kind === "commit" ? base.id : base.name));

describe.each<
  [string, string, Env, unknown, Partial<{ event: string; heads: string[]; bases: string[]; isFork: boolean; branch: string }>]
>([
  [
    "gitlab-ci",
    "a merged result: the source branch's own commit before the trial merge",
    {
      CI_MERGE_REQUEST_IID: "7",
      CI_COMMIT_SHA: C,
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: A,
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: B,
      CI_MERGE_REQUEST_DIFF_BASE_SHA: B,
      CI_COMMIT_BEFORE_SHA: ZEROS,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    },
    {},
    { event: "pull-request", heads: [A, C], bases: [B, B, "main"] },
  ],
  [
    "gitlab-ci",
    "a merge train",
    { CI_MERGE_REQUEST_IID: "7", CI_COMMIT_SHA: C, CI_MERGE_REQUEST_EVENT_TYPE: "merge_train", CI_MERGE_REQUEST_DIFF_BASE_SHA: B },
    {},
    { event: "merge-queue", heads: [C], bases: [B] },
  ],
  [
    "gitlab-ci",
    "a fork's merge request",
    {
      CI_MERGE_REQUEST_IID: "7",
      CI_COMMIT_SHA: A,
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "2",
      CI_MERGE_REQUEST_PROJECT_ID: "1",
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "main",
    },
    {},
    { event: "pull-request", isFork: true },
  ],
  [
    "gitlab-ci",
    "a branch pipeline that was started by hand",
    { CI_COMMIT_SHA: A, CI_COMMIT_BEFORE_SHA: ZEROS, CI_COMMIT_BRANCH: "x", CI_DEFAULT_BRANCH: "main", CI_PIPELINE_SOURCE: "web" },
    {},
    { event: "push", bases: ["main"], branch: "x" },
  ],
  [
    "travis-ci",
    "a fork's pull request: its own commit before the trial merge, the target for a branch",
    {
      TRAVIS_PULL_REQUEST: "7",
      TRAVIS_COMMIT: C,
      TRAVIS_PULL_REQUEST_SHA: A,
      TRAVIS_BRANCH: "main",
      TRAVIS_COMMIT_RANGE: `${B}...${A}`,
      TRAVIS_PULL_REQUEST_SLUG: "x/y",
      TRAVIS_REPO_SLUG: "a/y",
    },
    {},
    { event: "pull-request", heads: [A, A, C], bases: [B, "main"], isFork: true },
  ],
  [
    "buildkite",
    "a build that was started by hand: the word HEAD is no commit",
    { BUILDKITE_COMMIT: "HEAD", BUILDKITE_PULL_REQUEST: "false", BUILDKITE_BRANCH: "main" },
    {},
    { event: "push", heads: [], bases: [] },
  ],
  [
    "buildkite",
    "a merge queue",
    { BUILDKITE_COMMIT: A, BUILDKITE_PULL_REQUEST: "7", BUILDKITE_MERGE_QUEUE_BASE_COMMIT: B, BUILDKITE_MERGE_QUEUE_BASE_BRANCH: "main" },
    {},
    { event: "merge-queue", heads: [A], bases: [B, "main"] },
  ],
  [
    "azure-pipelines",
    "a pull request: its own commit before the trial merge",
    {
      BUILD_REASON: "PullRequest",
      BUILD_SOURCEVERSION: C,
      SYSTEM_PULLREQUEST_SOURCECOMMITID: A,
      SYSTEM_PULLREQUEST_TARGETBRANCH: "refs/heads/main",
      SYSTEM_PULLREQUEST_ISFORK: "True",
    },
    {},
    { event: "pull-request", heads: [A, C], bases: ["main"], isFork: true },
  ],
  [
    "jenkins",
    "a first build: no base, though Jenkins names a last commit",
    { GIT_COMMIT: A, GIT_PREVIOUS_COMMIT: B, GIT_BRANCH: "origin/main" },
    {},
    { event: "push", heads: [A], bases: [], branch: "main" },
  ],
  [
    "jenkins",
    "the pull request builder of a plugin",
    { ghprbPullId: "7", ghprbActualCommit: A, ghprbTargetBranch: "main", GIT_COMMIT: C },
    {},
    { event: "pull-request", heads: [A, C], bases: ["main"] },
  ],
  [
    "circleci",
    "a fork's pull request",
    { CIRCLE_SHA1: A, CIRCLE_BRANCH: "pull/7", CIRCLE_PR_NUMBER: "7" },
    {},
    { event: "pull-request", heads: [A], bases: [], isFork: true },
  ],
  [
    "woodpecker",
    "a push after a pipeline that failed: that one is no base",
    {
      CI_PIPELINE_EVENT: "push",
      CI_COMMIT_SHA: A,
      CI_PREV_COMMIT_SHA: B,
      CI_PREV_PIPELINE_STATUS: "failure",
      CI_COMMIT_BRANCH: "main",
      CI_REPO_DEFAULT_BRANCH: "main",
    },
    {},
    { event: "push", bases: [] },
  ],
  [
    "drone",
    "a push to a new branch",
    { DRONE_BUILD_EVENT: "push", DRONE_COMMIT_SHA: A, DRONE_COMMIT_BEFORE: ZEROS, DRONE_BRANCH: "x", DRONE_REPO_BRANCH: "main" },
    {},
    { bases: ["main"] },
  ],
  [
    "github-actions",
    "a manual run",
    { GITHUB_EVENT_NAME: "workflow_dispatch", GITHUB_SHA: A, GITHUB_REF: "refs/heads/x" },
    {},
    { event: "manual", heads: [A], bases: [], branch: "x" },
  ],
  [
    "github-actions",
    "a release",
    { GITHUB_EVENT_NAME: "release", GITHUB_SHA: A },
    { repository: { default_branch: "main" } },
    { event: "tag", heads: [A], bases: ["main"] },
  ],
  [
    "github-actions",
    "a fork that is gone",
    { GITHUB_EVENT_NAME: "pull_request", GITHUB_SHA: C },
    { pull_request: { number: 7, head: { sha: A, ref: "x", repo: null }, base: { sha: B, ref: "main", repo: { id: 1 } } } },
    { heads: [A, C], bases: [B, "main"], isFork: true },
  ],
  [
    "github-actions",
    "pull_request_target: never the base that is checked out",
    { GITHUB_EVENT_NAME: "pull_request_target", GITHUB_SHA: B },
    { pull_request: { number: 7, head: { sha: A, repo: { id: 2 } }, base: { sha: B, repo: { id: 1 } } } },
    { heads: [A], isFork: true },
  ],
  [
    "github-actions",
    "a workflow that a fork's pull request started",
    { GITHUB_EVENT_NAME: "workflow_run", GITHUB_SHA: B },
    {
      repository: { id: 1, default_branch: "main" },
      workflow_run: { event: "pull_request", head_sha: A, head_branch: "main", head_repository: { id: 2 } },
    },
    { event: "pull-request", heads: [A], bases: ["main"], isFork: true },
  ],
])("%s", (id, what, env, event, expected) => {
  it(`reads ${what}`, () => {
    const run = read(id, env, JSON.stringify(event));
    const told = { ...run, heads: run.heads.map((head) => head.id), bases: ids(run.bases) };
    expect(told).toMatchObject(expected);
    if (!("branch" in expected) && expected.isFork === true) expect(run.branch ?? "pull/7").toBe("pull/7");
  });
});

it("tells a runner that CodeBuild hosts by the system that the runner is of", () => {
  const hosted = { CODEBUILD_BUILD_ID: "x:1", CODEBUILD_BUILD_ARN: "arn:x" };
  expect(detectSystem({ ...hosted, GITHUB_ACTIONS: "true" }).id).toBe("github-actions");
  expect(detectSystem({ ...hosted, GITLAB_CI: "true" }).id).toBe("gitlab-ci");
  expect(detectSystem(hosted).id).toBe("aws-codebuild");
});

it.each([
  ["no text of JSON", "{", /is no JSON/],
  ["a list", "[]", /holds no object/],
  ["nothing of a push", "{}", /names no commit/],
])("refuses an event's file that holds %s", (_, event, expected) => {
  expect(() => read("github-actions", { GITHUB_EVENT_NAME: "push" }, event)).toThrow(expected);
});

it("reads an event whose parts are of any kind without a failure of its own", () => {
  for (const part of [null, 1, "x", [], { sha: 1 }, { sha: "-x" }]) {
    const event = JSON.stringify({
      after: A,
      before: part,
      ref: part,
      repository: part,
      pull_request: { head: { sha: A, repo: part }, base: part },
    });
    for (const name of ["push", "pull_request", "workflow_run", "schedule"])
      expect(ids(read("github-actions", { GITHUB_EVENT_NAME: name, GITHUB_SHA: A }, event).bases)).toEqual([]);
  }
});
