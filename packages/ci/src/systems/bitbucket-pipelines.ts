import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, isSet, present, said } from "../told.ts";
import { IMAGE, REPORTS, indented, install } from "./_install.ts";

export const bitbucketPipelines: CiSystem = {
  id: "bitbucket-pipelines",
  title: "Bitbucket Pipelines",
  detect: (env) => isSet(env, "BITBUCKET_BUILD_NUMBER"),
  read,
  reports: [
    { format: "bitbucket", file: "bitbucket-code-insights.json" },
    { format: "junit", file: "test-results/stanch.xml" },
  ],
  workspace: (env) => said(env, "BITBUCKET_CLONE_DIR"),
  wholeHistory: "write `clone: depth: full` into bitbucket-pipelines.yml",
  snippet: (tool) => ({
    file: "bitbucket-pipelines.yml",
    language: "yaml",
    text: `image: ${IMAGE}
clone:
  depth: full
definitions:
  steps:
    - step: &stanch
        name: stanch
        script:
${indented(
  [...install(tool), "/tmp/stanch/stanch ci"].map((line) => `- ${line}`),
  "          ",
)}        artifacts:
          - ${REPORTS}/**
pipelines:
  default:
    - step: *stanch
  tags:
    "*":
      - step: *stanch
  pull-requests:
    "**":
      - step: *stanch
`,
  }),
  references: ["https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "BITBUCKET_COMMIT");
  const branch = said(env, "BITBUCKET_BRANCH");
  const tag = said(env, "BITBUCKET_TAG");
  if (isSet(env, "BITBUCKET_PR_ID"))
    return {
      event: "pull-request",
      heads,
      // The commit is the tip of the destination, often as its first 12 digits.
      bases: [...commitIn(env, "BITBUCKET_PR_DESTINATION_COMMIT"), ...branchIn(env, "BITBUCKET_PR_DESTINATION_BRANCH")],
      ...present({ branch }),
    };
  if (tag !== undefined) return { event: "tag", heads, headRefs: [`refs/tags/${tag}`], bases: [] };
  // No variable tells what was there before a push.
  return { event: "push", heads, bases: [], ...present({ branch }) };
}
