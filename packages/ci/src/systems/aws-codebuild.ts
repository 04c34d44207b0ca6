import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, branchName, commitIn, isSet, present, said } from "../told.ts";
import { REPORTS, indented, install } from "./_install.ts";

export const awsCodebuild: CiSystem = {
  id: "aws-codebuild",
  title: "AWS CodeBuild",
  // It also hosts the runners of others, whose jobs then have its variables too.
  detect: (env) =>
    (isSet(env, "CODEBUILD_BUILD_ID") || isSet(env, "CODEBUILD_BUILD_ARN")) &&
    !["GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE"].some((name) => isSet(env, name)),
  read,
  reports: [{ format: "junit", file: "stanch.xml" }],
  workspace: (env) => said(env, "CODEBUILD_SRC_DIR"),
  wholeHistory: "set the project's git clone depth to Full",
  snippet: (tool) => ({
    file: "buildspec.yml",
    language: "yaml",
    text: `version: 0.2
env:
  git-credential-helper: yes
phases:
  install:
    runtime-versions:
      nodejs: 22
    commands:
${indented(
  install(tool).map((line) => `- ${line}`),
  "      ",
)}  build:
    commands:
      - /tmp/stanch/stanch ci
reports:
  stanch:
    files: ["stanch.xml"]
    base-directory: ${REPORTS}
    file-format: JUNITXML
`,
  }),
  references: ["https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "CODEBUILD_RESOLVED_SOURCE_VERSION");
  const event = said(env, "CODEBUILD_WEBHOOK_EVENT") ?? "";
  const ref = said(env, "CODEBUILD_WEBHOOK_HEAD_REF") ?? "";
  if (event.startsWith("PULL_REQUEST_"))
    return { event: "pull-request", heads, bases: branchIn(env, "CODEBUILD_WEBHOOK_BASE_REF"), ...present({ branch: branchName(ref) }) };
  if (ref.startsWith("refs/tags/")) return { event: "tag", heads, headRefs: [ref], bases: [] };
  if (event === "PUSH")
    return { event: "push", heads, bases: commitIn(env, "CODEBUILD_WEBHOOK_PREV_COMMIT"), ...present({ branch: branchName(ref) }) };
  return { event: said(env, "CODEBUILD_INITIATOR")?.startsWith("rule/") === true ? "schedule" : "manual", heads, bases: [] };
}
