import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, defaultBranch, isTrue, present, said } from "../told.ts";
import { REPORTS, indented, install } from "./_install.ts";

export const buildkite: CiSystem = {
  id: "buildkite",
  title: "Buildkite",
  detect: (env) => isTrue(env, "BUILDKITE"),
  read,
  reports: [
    { format: "markdown", file: "stanch.md" },
    { format: "junit", file: "stanch.xml" },
  ],
  workspace: (env) => said(env, "BUILDKITE_BUILD_CHECKOUT_PATH"),
  wholeHistory: "leave --depth out of BUILDKITE_GIT_CLONE_FLAGS and BUILDKITE_GIT_FETCH_FLAGS",
  snippet: (tool) => ({
    file: ".buildkite/pipeline.yml",
    language: "yaml",
    text: `steps:
  - label: stanch
    command: |
${indented(
  [
    // Agents stay from build to build.
    "tool=$$(mktemp -d)",
    ...install(tool, '"$$tool"'),
    "status=0",
    '"$$tool/stanch" ci || status=$$?',
    `[ ! -f ${REPORTS}/stanch.md ] || buildkite-agent annotate --context stanch --style "$$([ $$status = 0 ] && echo success || echo error)" < ${REPORTS}/stanch.md`,
    "exit $$status",
  ],
  "      ",
)}    artifact_paths: "${REPORTS}/**/*"
`,
  }),
  references: ["https://buildkite.com/docs/pipelines/configure/environment-variables"],
};

function read(env: Env): CiRun {
  // Of a build that was started by hand the commit may be the word HEAD: then the clone tells it.
  const heads = commitIn(env, "BUILDKITE_COMMIT");
  const branch = said(env, "BUILDKITE_BRANCH");
  const tag = said(env, "BUILDKITE_TAG");
  const trunk = (of?: string): CiRun["bases"] =>
    defaultBranch(said(env, "BUILDKITE_PIPELINE_DEFAULT_BRANCH"), "BUILDKITE_PIPELINE_DEFAULT_BRANCH", of);
  const queued = [...commitIn(env, "BUILDKITE_MERGE_QUEUE_BASE_COMMIT"), ...branchIn(env, "BUILDKITE_MERGE_QUEUE_BASE_BRANCH")];
  if (queued.length > 0) return { event: "merge-queue", heads, bases: queued };
  if (said(env, "BUILDKITE_PULL_REQUEST") !== undefined) {
    const theirs = said(env, "BUILDKITE_PULL_REQUEST_REPO");
    const isFork = theirs !== undefined && nameOf(theirs) !== nameOf(said(env, "BUILDKITE_REPO") ?? "");
    return {
      event: "pull-request",
      heads,
      bases: branchIn(env, "BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
      isFork,
      ...present({ branch: isFork ? undefined : branch }),
    };
  }
  if (said(env, "BUILDKITE_SOURCE") === "schedule") return { event: "schedule", heads, bases: [] };
  if (tag !== undefined) return { event: "tag", heads, headRefs: [`refs/tags/${tag}`], bases: trunk() };
  return { event: "push", heads, bases: trunk(branch), ...present({ branch }) };
}

/** `owner/name` of an address: one is told as `git://…`, the other as the pipeline's settings have it. */
function nameOf(address: string): string {
  return /([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(address)?.[1]?.toLowerCase() ?? address;
}
