import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, isSet, present, said } from "../told.ts";
import { IMAGE, indented, install } from "./_install.ts";

export const googleCloudBuild: CiSystem = {
  id: "google-cloud-build",
  title: "Google Cloud Build",
  detect: (env) => isSet(env, "BUILDER_OUTPUT"),
  read,
  reports: [],
  wholeHistory: "run `git fetch --unshallow` in a step before, where the source is a connected repository",
  snippet: (tool) => ({
    file: "cloudbuild.yaml",
    language: "yaml",
    text: `steps:
  - name: ${IMAGE}
    entrypoint: bash
    # Cloud Build hands its substitutions to no program by itself.
    env:
      - COMMIT_SHA=$COMMIT_SHA
      - BRANCH_NAME=$BRANCH_NAME
      - TAG_NAME=$TAG_NAME
      - _PR_NUMBER=$_PR_NUMBER
      - _BASE_BRANCH=$_BASE_BRANCH
    args:
      - -ec
      - |
${indented([...install(tool), "/tmp/stanch/stanch ci"], "        ")}substitutions:
  _PR_NUMBER: ""
  _BASE_BRANCH: ""
options:
  substitutionOption: ALLOW_LOOSE
`,
  }),
  references: ["https://cloud.google.com/build/docs/configuring-builds/substitute-variable-values"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "COMMIT_SHA");
  const branch = said(env, "BRANCH_NAME");
  const tag = said(env, "TAG_NAME");
  if (isSet(env, "_PR_NUMBER")) return { event: "pull-request", heads, bases: branchIn(env, "_BASE_BRANCH"), ...present({ branch }) };
  if (tag !== undefined) return { event: "tag", heads, headRefs: [`refs/tags/${tag}`], bases: [] };
  return { event: branch === undefined ? "manual" : "push", heads, bases: [], ...present({ branch }) };
}
