import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, defaultBranch, isTrue, present, said } from "../told.ts";
import { IMAGE, REPORTS, indented, install } from "./_install.ts";

export const gitlabCi: CiSystem = {
  id: "gitlab-ci",
  title: "GitLab CI",
  detect: (env) => isTrue(env, "GITLAB_CI"),
  read: (env) => (said(env, "CI_MERGE_REQUEST_IID") === undefined ? pushed(env) : mergeRequest(env)),
  reports: [
    { format: "gitlab", file: "gl-secret-detection-report.json" },
    { format: "codequality", file: "gl-code-quality-report.json" },
    { format: "junit", file: "stanch.xml" },
  ],
  workspace: (env) => said(env, "CI_PROJECT_DIR"),
  wholeHistory: 'set the variable GIT_DEPTH to "0"',
  snippet: (tool) => ({
    file: ".gitlab-ci.yml",
    language: "yaml",
    text: `stanch:
  image: ${IMAGE}
  variables:
    GIT_DEPTH: "0"
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_TAG
    # A branch with an open merge request is looked at in that one.
    - if: $CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS
      when: never
    - if: $CI_COMMIT_BRANCH
  script:
${indented(
  [...install(tool), "/tmp/stanch/stanch ci"].map((line) => `- ${line}`),
  "    ",
)}  artifacts:
    when: always
    reports:
      secret_detection: ${REPORTS}/gl-secret-detection-report.json
      codequality: ${REPORTS}/gl-code-quality-report.json
      junit: ${REPORTS}/stanch.xml
`,
  }),
  references: ["https://docs.gitlab.com/ci/variables/predefined_variables/"],
};

function mergeRequest(env: Env): CiRun {
  const theirs = said(env, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID");
  const isFork = theirs !== undefined && theirs !== (said(env, "CI_MERGE_REQUEST_PROJECT_ID") ?? said(env, "CI_PROJECT_ID"));
  const number = said(env, "CI_MERGE_REQUEST_IID") ?? "";
  return {
    event: said(env, "CI_MERGE_REQUEST_EVENT_TYPE") === "merge_train" ? "merge-queue" : "pull-request",
    // Of a merged result, CI_COMMIT_SHA is a trial merge, and holds what the target got since.
    heads: [...commitIn(env, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"), ...commitIn(env, "CI_COMMIT_SHA")],
    headRefs: /^\d+$/.test(number) ? [`refs/merge-requests/${number}/head`] : [],
    bases: [
      ...commitIn(env, "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
      ...commitIn(env, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA"),
      ...branchIn(env, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
    ],
    isFork,
    ...present({ branch: isFork ? undefined : said(env, "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") }),
  };
}

function pushed(env: Env): CiRun {
  const heads = commitIn(env, "CI_COMMIT_SHA");
  const tag = said(env, "CI_COMMIT_TAG");
  if (said(env, "CI_PIPELINE_SOURCE") === "schedule") return { event: "schedule", heads, bases: [] };
  const trunk = (of?: string): CiRun["bases"] => defaultBranch(said(env, "CI_DEFAULT_BRANCH"), "CI_DEFAULT_BRANCH", of);
  if (tag !== undefined) return { event: "tag", heads, headRefs: [`refs/tags/${tag}`], bases: trunk() };
  const branch = said(env, "CI_COMMIT_BRANCH") ?? said(env, "CI_COMMIT_REF_NAME");
  return {
    event: "push",
    heads,
    // Zeros in the first pipeline of a branch, and in one that was started by hand.
    bases: [...commitIn(env, "CI_COMMIT_BEFORE_SHA"), ...trunk(branch)],
    ...present({ branch }),
  };
}
