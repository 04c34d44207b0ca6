import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, isTrue, present, rangeEnds, said } from "../told.ts";
import { REPORTS, indented, install } from "./_install.ts";

export const semaphore: CiSystem = {
  id: "semaphore",
  title: "Semaphore",
  detect: (env) => isTrue(env, "SEMAPHORE"),
  read,
  reports: [{ format: "junit", file: "stanch.xml" }],
  workspace: () => undefined,
  wholeHistory: "call `checkout --use-cache`, or `git fetch --unshallow` after `checkout`",
  snippet: (tool) => ({
    file: ".semaphore/semaphore.yml",
    language: "yaml",
    text: `version: v1.0
name: stanch
agent:
  machine:
    type: e1-standard-2
    os_image: ubuntu2204
blocks:
  - name: stanch
    task:
      jobs:
        - name: stanch
          commands:
            - checkout
${indented(
  ["git fetch --quiet --unshallow || true", ...install(tool), "/tmp/stanch/stanch ci"].map((line) => `- ${line}`),
  "            ",
)}      epilogue:
        always:
          commands:
            - test-results publish ${REPORTS}/stanch.xml
`,
  }),
  references: ["https://docs.semaphore.io/reference/env-vars"],
};

function read(env: Env): CiRun {
  const { before, after } = rangeEnds(said(env, "SEMAPHORE_GIT_COMMIT_RANGE"), "SEMAPHORE_GIT_COMMIT_RANGE");
  const built = commitIn(env, "SEMAPHORE_GIT_SHA");
  const kind = said(env, "SEMAPHORE_GIT_REF_TYPE");
  if (kind === "pull-request" || said(env, "SEMAPHORE_GIT_PR_NUMBER") !== undefined) {
    const isFork = said(env, "SEMAPHORE_GIT_PR_SLUG") !== said(env, "SEMAPHORE_GIT_REPO_SLUG");
    return {
      event: "pull-request",
      heads: [...commitIn(env, "SEMAPHORE_GIT_PR_SHA"), ...after, ...built],
      // Of a pull request this is the target.
      bases: [...before, ...branchIn(env, "SEMAPHORE_GIT_BRANCH")],
      isFork,
      ...present({ branch: isFork ? undefined : said(env, "SEMAPHORE_GIT_PR_BRANCH") }),
    };
  }
  if (isTrue(env, "SEMAPHORE_WORKFLOW_TRIGGERED_BY_SCHEDULE")) return { event: "schedule", heads: built, bases: [] };
  if (kind === "tag")
    return { event: "tag", heads: built, headRefs: [`refs/tags/${said(env, "SEMAPHORE_GIT_TAG_NAME") ?? ""}`], bases: [] };
  return { event: "push", heads: built, bases: before, ...present({ branch: said(env, "SEMAPHORE_GIT_BRANCH") }) };
}
