import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, isSet, isTrue, present, said } from "../told.ts";
import { REPORTS, indented, install } from "./_install.ts";

export const appveyor: CiSystem = {
  id: "appveyor",
  title: "AppVeyor",
  detect: (env) => isTrue(env, "APPVEYOR"),
  read,
  reports: [{ format: "junit", file: "stanch.xml" }],
  workspace: (env) => said(env, "APPVEYOR_BUILD_FOLDER"),
  wholeHistory: "leave `clone_depth` out of appveyor.yml",
  snippet: (tool) => ({
    file: "appveyor.yml",
    language: "yaml",
    text: `image: Ubuntu2204
stack: node 22
build: off
test_script:
${indented(
  [...install(tool), "/tmp/stanch/stanch ci"].map((line) => `- sh: ${line}`),
  "  ",
)}artifacts:
  - path: ${REPORTS}/stanch.xml
`,
  }),
  references: ["https://www.appveyor.com/docs/environment-variables/"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "APPVEYOR_REPO_COMMIT");
  const branch = said(env, "APPVEYOR_REPO_BRANCH");
  if (isSet(env, "APPVEYOR_PULL_REQUEST_NUMBER")) {
    const isFork = said(env, "APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME") !== said(env, "APPVEYOR_REPO_NAME");
    return {
      event: "pull-request",
      heads: [...commitIn(env, "APPVEYOR_PULL_REQUEST_HEAD_COMMIT"), ...heads],
      // Of a pull request this is the target.
      bases: branchIn(env, "APPVEYOR_REPO_BRANCH"),
      isFork,
      ...present({ branch: isFork ? undefined : said(env, "APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH") }),
    };
  }
  if (isTrue(env, "APPVEYOR_SCHEDULED_BUILD")) return { event: "schedule", heads, bases: [] };
  if (isTrue(env, "APPVEYOR_REPO_TAG"))
    return { event: "tag", heads, headRefs: [`refs/tags/${said(env, "APPVEYOR_REPO_TAG_NAME") ?? ""}`], bases: [] };
  return { event: "push", heads, bases: [], ...present({ branch }) };
}
