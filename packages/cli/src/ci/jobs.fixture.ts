import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a job of a made-up repository is about; each system tells it in its own variables, below. */
export interface Job {
  readonly event: "push" | "pull" | "tag" | "schedule";
  readonly head: string;
  /** Of a push: the branch's commit before it; zeros on a new branch. */
  readonly before: string;
  readonly branch: string;
  /** Of a pull request. */
  readonly target: string;
  readonly targetOid: string;
  readonly mergeBase: string;
  /** A trial merge, where the system makes one. */
  readonly merge: string;
  readonly isFork: boolean;
  readonly tag: string;
}

type Variables = Readonly<Record<string, string>>;
type Tell = (job: Job, folder: string) => Variables;

export const ZEROS = "0".repeat(40);
let files = 0;

/** A file that the system writes for the job. */
function file(folder: string, text: string): string {
  const path = join(folder, `event-${files++}`);
  writeFileSync(path, text);
  return path;
}

/** Variables that are set in one kind of job only. */
const only = (isSo: boolean, variables: Variables): Variables => (isSo ? variables : {});
const is = (job: Job) => ({
  push: job.event === "push",
  pull: job.event === "pull",
  tag: job.event === "tag",
  schedule: job.event === "schedule",
});

const github =
  (more: Variables): Tell =>
  (job, folder) => {
    const repository = { id: 1, full_name: "acme/shop", default_branch: "main" };
    const theirs = { id: 2, full_name: "mallory/shop" };
    const pull = {
      number: 7,
      head: { sha: job.head, ref: job.branch, repo: job.isFork ? theirs : repository },
      base: { sha: job.targetOid, ref: job.target, repo: repository },
    };
    const ref = { push: `refs/heads/${job.branch}`, pull: "refs/pull/7/merge", tag: `refs/tags/${job.tag}`, schedule: "refs/heads/main" }[
      job.event
    ];
    const payload = {
      push: { ref, before: job.before, after: job.head, created: job.before === ZEROS, deleted: false, forced: false, repository },
      pull: { action: "synchronize", number: 7, pull_request: pull, repository },
      tag: { ref, before: ZEROS, after: job.head, created: true, deleted: false, repository },
      schedule: { schedule: "17 3 * * 1", repository },
    }[job.event];
    return {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: { push: "push", pull: "pull_request", tag: "push", schedule: "schedule" }[job.event],
      GITHUB_EVENT_PATH: file(folder, JSON.stringify(payload)),
      GITHUB_SHA: job.event === "pull" ? job.merge : job.head,
      GITHUB_REF: ref,
      GITHUB_REPOSITORY: "acme/shop",
      ...only(job.event === "pull", { GITHUB_BASE_REF: job.target, GITHUB_HEAD_REF: job.branch }),
      ...more,
    };
  };

/** As each system sets them; values of other systems that it sets too are in as well. */
export const TELL: Readonly<Record<string, Tell>> = {
  "github-actions": github({}),
  "gitea-actions": github({ GITEA_ACTIONS: "true" }),
  "gitlab-ci": (job) => ({
    CI: "true",
    GITLAB_CI: "true",
    CI_COMMIT_SHA: job.head,
    CI_COMMIT_BEFORE_SHA: is(job).push ? job.before : ZEROS,
    CI_COMMIT_REF_NAME: is(job).tag ? job.tag : job.branch,
    CI_DEFAULT_BRANCH: "main",
    CI_PROJECT_ID: "1",
    CI_PIPELINE_SOURCE: { push: "push", pull: "merge_request_event", tag: "push", schedule: "schedule" }[job.event],
    ...only(is(job).push || is(job).schedule, { CI_COMMIT_BRANCH: job.branch }),
    ...only(is(job).tag, { CI_COMMIT_TAG: job.tag }),
    ...only(is(job).pull, {
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: job.mergeBase,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: job.target,
      CI_MERGE_REQUEST_TARGET_BRANCH_SHA: "",
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: job.branch,
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: "",
      CI_MERGE_REQUEST_EVENT_TYPE: "detached",
      CI_MERGE_REQUEST_PROJECT_ID: "1",
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: job.isFork ? "2" : "1",
    }),
  }),
  "bitbucket-pipelines": (job) => ({
    CI: "true",
    BITBUCKET_BUILD_NUMBER: "12",
    BITBUCKET_COMMIT: job.head,
    BITBUCKET_REPO_FULL_NAME: "acme/shop",
    ...only(!is(job).tag, { BITBUCKET_BRANCH: job.branch }),
    ...only(is(job).tag, { BITBUCKET_TAG: job.tag }),
    ...only(is(job).pull, {
      BITBUCKET_PR_ID: "7",
      BITBUCKET_PR_DESTINATION_BRANCH: job.target,
      BITBUCKET_PR_DESTINATION_COMMIT: job.targetOid.slice(0, 12),
    }),
  }),
  "azure-pipelines": (job) => ({
    TF_BUILD: "True",
    BUILD_BUILDURI: "vstfs:///Build/Build/12",
    BUILD_REASON: { push: "IndividualCI", pull: "PullRequest", tag: "IndividualCI", schedule: "Schedule" }[job.event],
    BUILD_SOURCEVERSION: is(job).pull ? job.merge : job.head,
    BUILD_SOURCEBRANCH: is(job).pull ? "refs/pull/7/merge" : is(job).tag ? `refs/tags/${job.tag}` : `refs/heads/${job.branch}`,
    ...only(is(job).pull, {
      SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
      SYSTEM_PULLREQUEST_SOURCEBRANCH: `refs/heads/${job.branch}`,
      SYSTEM_PULLREQUEST_SOURCECOMMITID: job.head,
      SYSTEM_PULLREQUEST_TARGETBRANCH: `refs/heads/${job.target}`,
      SYSTEM_PULLREQUEST_ISFORK: job.isFork ? "True" : "False",
    }),
  }),
  jenkins: (job) => ({
    JENKINS_URL: "https://jenkins.example.test/",
    BUILD_ID: "12",
    GIT_COMMIT: job.head,
    GIT_BRANCH: is(job).pull ? "PR-7" : `origin/${job.branch}`,
    // The last build may have failed because of a secret: it must not count as a base.
    GIT_PREVIOUS_COMMIT: job.head,
    ...only(is(job).push && job.before !== ZEROS, { GIT_PREVIOUS_SUCCESSFUL_COMMIT: job.before }),
    ...only(is(job).tag, { TAG_NAME: job.tag }),
    ...only(is(job).pull, { CHANGE_ID: "7", CHANGE_TARGET: job.target, CHANGE_BRANCH: job.branch, BRANCH_NAME: "PR-7" }),
  }),
  circleci: (job) => ({
    CI: "true",
    CIRCLECI: "true",
    CIRCLE_SHA1: job.head,
    STANCH_CI_BASE: "<nil>",
    ...only(!is(job).tag, { CIRCLE_BRANCH: job.isFork ? "pull/7" : job.branch }),
    ...only(is(job).tag, { CIRCLE_TAG: job.tag }),
    ...only(is(job).pull, { CIRCLE_PULL_REQUEST: "https://github.com/acme/shop/pull/7" }),
  }),
  "travis-ci": (job) => ({
    CI: "true",
    TRAVIS: "true",
    TRAVIS_EVENT_TYPE: { push: "push", pull: "pull_request", tag: "push", schedule: "cron" }[job.event],
    TRAVIS_COMMIT: is(job).pull ? job.merge : job.head,
    TRAVIS_BRANCH: is(job).pull ? job.target : is(job).tag ? job.tag : job.branch,
    TRAVIS_PULL_REQUEST: is(job).pull ? "7" : "false",
    TRAVIS_REPO_SLUG: "acme/shop",
    TRAVIS_COMMIT_RANGE: is(job).pull
      ? `${job.targetOid}...${job.head}`
      : job.before === ZEROS || !is(job).push
        ? ""
        : `${job.before.slice(0, 12)}...${job.head.slice(0, 12)}`,
    ...only(is(job).tag, { TRAVIS_TAG: job.tag }),
    ...only(is(job).pull, {
      TRAVIS_PULL_REQUEST_SHA: job.head,
      TRAVIS_PULL_REQUEST_BRANCH: job.branch,
      TRAVIS_PULL_REQUEST_SLUG: job.isFork ? "mallory/shop" : "acme/shop",
    }),
  }),
  buildkite: (job) => ({
    CI: "true",
    BUILDKITE: "true",
    BUILDKITE_COMMIT: job.head,
    BUILDKITE_BRANCH: is(job).tag ? job.tag : job.branch,
    BUILDKITE_REPO: "git@github.com:acme/shop.git",
    BUILDKITE_PULL_REQUEST: is(job).pull ? "7" : "false",
    BUILDKITE_SOURCE: is(job).schedule ? "schedule" : "webhook",
    BUILDKITE_TAG: is(job).tag ? job.tag : "",
    BUILDKITE_PIPELINE_DEFAULT_BRANCH: "main",
    ...only(is(job).pull, {
      BUILDKITE_PULL_REQUEST_BASE_BRANCH: job.target,
      BUILDKITE_PULL_REQUEST_REPO: job.isFork ? "git://github.com/mallory/shop.git" : "git://github.com/acme/shop.git",
    }),
  }),
  drone: (job) => ({
    CI: "true",
    DRONE: "true",
    DRONE_COMMIT_SHA: job.head,
    DRONE_COMMIT_BEFORE: is(job).push ? job.before : "",
    DRONE_BUILD_EVENT: { push: "push", pull: "pull_request", tag: "tag", schedule: "cron" }[job.event],
    DRONE_BRANCH: is(job).pull ? job.target : job.branch,
    DRONE_REPO_BRANCH: "main",
    ...only(is(job).tag, { DRONE_TAG: job.tag }),
    ...only(is(job).pull, { DRONE_SOURCE_BRANCH: job.branch, DRONE_TARGET_BRANCH: job.target }),
  }),
  woodpecker: (job) => ({
    CI: "woodpecker",
    CI_COMMIT_SHA: job.head,
    CI_COMMIT_BRANCH: is(job).pull ? job.target : job.branch,
    CI_REPO_DEFAULT_BRANCH: "main",
    CI_PIPELINE_EVENT: { push: "push", pull: "pull_request", tag: "tag", schedule: "cron" }[job.event],
    CI_PREV_PIPELINE_STATUS: job.before === ZEROS ? "failure" : "success",
    CI_PREV_COMMIT_SHA: job.before === ZEROS ? job.head : job.before,
    ...only(is(job).tag, { CI_COMMIT_TAG: job.tag }),
    ...only(is(job).pull, { CI_COMMIT_SOURCE_BRANCH: job.branch, CI_COMMIT_TARGET_BRANCH: job.target }),
  }),
  teamcity: (job, folder) => {
    const configuration = file(
      folder,
      [
        "#TeamCity",
        `build.vcs.number=${job.head}`,
        ...(is(job).pull
          ? [
              "teamcity.pullRequest.number=7",
              `teamcity.pullRequest.target.branch=${job.target}`,
              `teamcity.pullRequest.source.branch=${job.branch}`,
            ]
          : [`teamcity.build.vcs.branch.Shop=${is(job).tag ? `refs/tags/${job.tag}` : `refs/heads/${job.branch}`}`]),
        ...(is(job).schedule ? ["teamcity.build.triggeredBy=Schedule Trigger\\: nightly"] : []),
      ].join("\n"),
    );
    return {
      TEAMCITY_VERSION: "2025.07 (build 1)",
      BUILD_VCS_NUMBER: job.head,
      TEAMCITY_BUILD_PROPERTIES_FILE: file(folder, `teamcity.configuration.properties.file=${configuration.replaceAll("/", "\\/")}\n`),
    };
  },
  "aws-codebuild": (job) => ({
    CODEBUILD_BUILD_ID: "shop:1",
    CODEBUILD_RESOLVED_SOURCE_VERSION: job.head,
    CODEBUILD_INITIATOR: is(job).schedule ? "rule/nightly" : "GitHub-Hookshot/1",
    ...only(is(job).push, {
      CODEBUILD_WEBHOOK_EVENT: "PUSH",
      CODEBUILD_WEBHOOK_HEAD_REF: `refs/heads/${job.branch}`,
      CODEBUILD_WEBHOOK_PREV_COMMIT: job.before,
    }),
    ...only(is(job).tag, { CODEBUILD_WEBHOOK_EVENT: "PUSH", CODEBUILD_WEBHOOK_HEAD_REF: `refs/tags/${job.tag}` }),
    ...only(is(job).pull, {
      CODEBUILD_WEBHOOK_EVENT: "PULL_REQUEST_UPDATED",
      CODEBUILD_WEBHOOK_HEAD_REF: `refs/heads/${job.branch}`,
      CODEBUILD_WEBHOOK_BASE_REF: `refs/heads/${job.target}`,
    }),
  }),
  "google-cloud-build": (job) => ({
    BUILDER_OUTPUT: "/builder/outputs",
    COMMIT_SHA: job.head,
    BRANCH_NAME: is(job).tag ? "" : job.branch,
    TAG_NAME: is(job).tag ? job.tag : "",
    _PR_NUMBER: is(job).pull ? "7" : "",
    _BASE_BRANCH: is(job).pull ? job.target : "",
  }),
  appveyor: (job) => ({
    CI: "True",
    APPVEYOR: "True",
    APPVEYOR_REPO_COMMIT: job.head,
    APPVEYOR_REPO_NAME: "acme/shop",
    APPVEYOR_REPO_BRANCH: is(job).pull ? job.target : job.branch,
    APPVEYOR_REPO_TAG: is(job).tag ? "true" : "false",
    APPVEYOR_SCHEDULED_BUILD: is(job).schedule ? "True" : "False",
    ...only(is(job).tag, { APPVEYOR_REPO_TAG_NAME: job.tag }),
    ...only(is(job).pull, {
      APPVEYOR_PULL_REQUEST_NUMBER: "7",
      APPVEYOR_PULL_REQUEST_HEAD_COMMIT: job.head,
      APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME: job.isFork ? "mallory/shop" : "acme/shop",
      APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH: job.branch,
    }),
  }),
  semaphore: (job) => ({
    CI: "true",
    SEMAPHORE: "true",
    SEMAPHORE_GIT_SHA: job.head,
    SEMAPHORE_GIT_REPO_SLUG: "acme/shop",
    SEMAPHORE_GIT_REF_TYPE: { push: "branch", pull: "pull-request", tag: "tag", schedule: "branch" }[job.event],
    SEMAPHORE_GIT_BRANCH: is(job).pull ? job.target : job.branch,
    SEMAPHORE_WORKFLOW_TRIGGERED_BY_SCHEDULE: is(job).schedule ? "true" : "false",
    ...only(is(job).push && job.before !== ZEROS, { SEMAPHORE_GIT_COMMIT_RANGE: `${job.before}...${job.head}` }),
    ...only(is(job).tag, { SEMAPHORE_GIT_TAG_NAME: job.tag }),
    ...only(is(job).pull, {
      SEMAPHORE_GIT_PR_NUMBER: "7",
      SEMAPHORE_GIT_PR_SHA: job.head,
      SEMAPHORE_GIT_PR_BRANCH: job.branch,
      SEMAPHORE_GIT_PR_SLUG: job.isFork ? "mallory/shop" : "acme/shop",
    }),
  }),
  codeship: (job) => ({
    CI: "true",
    CI_NAME: "codeship",
    CI_COMMIT_ID: job.head,
    CI_BRANCH: is(job).tag ? job.tag : job.branch,
    CI_PR_NUMBER: is(job).pull ? "7" : "",
  }),
  bamboo: (job) => ({
    bamboo_planKey: "SEC-STANCH",
    bamboo_planRepository_revision: job.head,
    bamboo_planRepository_branchName: job.branch,
    ...only(is(job).pull, {
      bamboo_repository_pr_key: "7",
      bamboo_repository_pr_sourceBranch: job.branch,
      bamboo_repository_pr_targetBranch: job.target,
    }),
  }),
};

/** Those that tell what was there before a push; the others have all that the branch holds scanned. */
export const TELLS_BEFORE: readonly string[] = [
  "github-actions",
  "gitea-actions",
  "gitlab-ci",
  "jenkins",
  "travis-ci",
  "drone",
  "woodpecker",
  "aws-codebuild",
  "semaphore",
];

/** Those that tell a tag or a schedule from a push. */
export const TELLS_TAG: readonly string[] = Object.keys(TELL).filter((id) => !["codeship", "bamboo"].includes(id));
export const TELLS_SCHEDULE: readonly string[] = TELLS_TAG.filter(
  (id) => !["bitbucket-pipelines", "jenkins", "circleci", "google-cloud-build"].includes(id),
);
