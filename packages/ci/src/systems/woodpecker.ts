import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, defaultBranch, isTrue, present, said } from "../told.ts";
import { IMAGE, indented, install } from "./_install.ts";

export const woodpecker: CiSystem = {
  id: "woodpecker",
  title: "Woodpecker CI",
  detect: (env) => said(env, "CI") === "woodpecker",
  read,
  reports: [],
  workspace: (env) => said(env, "CI_WORKSPACE"),
  wholeHistory: "give the clone step `settings: partial: false` and `depth: 0`",
  snippet: (tool) => ({
    file: ".woodpecker.yaml",
    language: "yaml",
    text: `when:
  - event: [push, pull_request, tag, cron, manual]
clone:
  - name: git
    image: woodpeckerci/plugin-git
    settings:
      partial: false
      depth: 0
steps:
  - name: stanch
    image: ${IMAGE}
    commands:
${indented(
  [...install(tool), "/tmp/stanch/stanch ci"].map((line) => `- ${line}`),
  "      ",
)}`,
  }),
  references: ["https://woodpecker-ci.org/docs/usage/environment"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "CI_COMMIT_SHA");
  const event = said(env, "CI_PIPELINE_EVENT");
  const trunk = (of?: string): CiRun["bases"] => defaultBranch(said(env, "CI_REPO_DEFAULT_BRANCH"), "CI_REPO_DEFAULT_BRANCH", of);
  if (event?.startsWith("pull_request") === true)
    return {
      event: "pull-request",
      heads,
      bases: branchIn(env, "CI_COMMIT_TARGET_BRANCH"),
      isFork: isTrue(env, "CI_COMMIT_PULL_REQUEST_FROM_FORK"),
      ...present({ branch: said(env, "CI_COMMIT_SOURCE_BRANCH") }),
    };
  if (event === "cron") return { event: "schedule", heads, bases: [] };
  if (event === "tag") return { event: "tag", heads, headRefs: [`refs/tags/${said(env, "CI_COMMIT_TAG") ?? ""}`], bases: trunk() };
  const branch = said(env, "CI_COMMIT_BRANCH");
  // What the last pipeline had. One that failed because of a secret must not be the base of the next, which would then pass.
  const before = said(env, "CI_PREV_PIPELINE_STATUS") === "success" ? commitIn(env, "CI_PREV_COMMIT_SHA") : [];
  return { event: "push", heads, bases: [...before, ...trunk(branch)], ...present({ branch }) };
}
