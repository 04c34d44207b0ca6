import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, defaultBranch, isTrue, present, said } from "../told.ts";
import { IMAGE, indented, install } from "./_install.ts";

export const drone: CiSystem = {
  id: "drone",
  title: "Drone",
  detect: (env) => isTrue(env, "DRONE"),
  read,
  reports: [],
  workspace: (env) => said(env, "DRONE_WORKSPACE"),
  wholeHistory: "leave `clone: depth` out of .drone.yml",
  snippet: (tool) => ({
    file: ".drone.yml",
    language: "yaml",
    text: `kind: pipeline
type: docker
name: stanch
steps:
  - name: stanch
    image: ${IMAGE}
    commands:
${indented(
  [...install(tool), "/tmp/stanch/stanch ci"].map((line) => `- ${line}`),
  "      ",
)}`,
  }),
  references: ["https://docs.drone.io/pipeline/environment/reference/"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "DRONE_COMMIT_SHA");
  const before = commitIn(env, "DRONE_COMMIT_BEFORE");
  const event = said(env, "DRONE_BUILD_EVENT");
  const trunk = (of?: string): CiRun["bases"] => defaultBranch(said(env, "DRONE_REPO_BRANCH"), "DRONE_REPO_BRANCH", of);
  // Whether a fork wrote it is told by no variable.
  if (event === "pull_request")
    return {
      event: "pull-request",
      heads,
      bases: branchIn(env, "DRONE_TARGET_BRANCH"),
      ...present({ branch: said(env, "DRONE_SOURCE_BRANCH") }),
    };
  if (event === "cron") return { event: "schedule", heads, bases: [] };
  if (event === "tag") return { event: "tag", heads, headRefs: [`refs/tags/${said(env, "DRONE_TAG") ?? ""}`], bases: trunk() };
  const branch = said(env, "DRONE_BRANCH");
  return { event: "push", heads, bases: [...before, ...trunk(branch)], ...present({ branch }) };
}
