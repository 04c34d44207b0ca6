import type { CiRun, CiSystem, Env } from "../system.ts";
import { commitIn, isSet, isTrue, present, said } from "../told.ts";
import { IMAGE, REPORTS, indented, install } from "./_install.ts";

export const circleci: CiSystem = {
  id: "circleci",
  title: "CircleCI",
  detect: (env) => isTrue(env, "CIRCLECI"),
  read,
  reports: [
    { format: "junit", file: "stanch/results.xml" },
    { format: "sarif", file: "stanch.sarif" },
  ],
  workspace: (env) => said(env, "CIRCLE_WORKING_DIRECTORY"),
  wholeHistory: "give the checkout step `method: full`",
  snippet: (tool) => ({
    file: ".circleci/config.yml",
    language: "yaml",
    text: `version: 2.1
jobs:
  stanch:
    docker:
      - image: ${IMAGE}
    environment:
      # What was there before the push: no variable of CircleCI's own tells it.
      STANCH_CI_BASE: << pipeline.git.base_revision >>
    steps:
      - checkout:
          method: full
      - run:
          name: stanch
          command: |
${indented([...install(tool), "/tmp/stanch/stanch ci"], "            ")}      - store_test_results:
          path: ${REPORTS}
      - store_artifacts:
          path: ${REPORTS}
workflows:
  stanch:
    jobs:
      - stanch
`,
  }),
  references: ["https://circleci.com/docs/reference/variables/"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "CIRCLE_SHA1");
  const tag = said(env, "CIRCLE_TAG");
  if (tag !== undefined) return { event: "tag", heads, headRefs: [`refs/tags/${tag}`], bases: [] };
  // Both are set for forks only.
  const isFork = isSet(env, "CIRCLE_PR_NUMBER") || isSet(env, "CIRCLE_PR_USERNAME");
  // Of a fork it is `pull/7`, and no branch of ours.
  const branch = said(env, "CIRCLE_BRANCH");
  const isPull = isFork || isSet(env, "CIRCLE_PULL_REQUEST");
  // A pull request's target is told by no variable: the remote's default branch is asked for.
  return { event: isPull ? "pull-request" : "push", heads, bases: [], isFork, ...present({ branch }) };
}
