import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, commitIn, isTrue, present, rangeEnds, said } from "../told.ts";
import { indented, install } from "./_install.ts";

export const travisCi: CiSystem = {
  id: "travis-ci",
  title: "Travis CI",
  detect: (env) => isTrue(env, "TRAVIS"),
  read,
  reports: [],
  workspace: (env) => said(env, "TRAVIS_BUILD_DIR"),
  wholeHistory: "write `git: depth: false` into .travis.yml",
  snippet: (tool) => ({
    file: ".travis.yml",
    language: "yaml",
    text: `language: node_js
node_js: "24"
git:
  depth: false
# Not what the project's own build would install.
install: skip
script:
${indented(
  [...install(tool), "/tmp/stanch/stanch ci"].map((line) => `- ${line}`),
  "  ",
)}`,
  }),
  references: ["https://docs.travis-ci.com/user/environment-variables/"],
};

function read(env: Env): CiRun {
  // Three dots, absent on a new branch, and of a force push its start may be gone.
  const { before, after } = rangeEnds(said(env, "TRAVIS_COMMIT_RANGE"), "TRAVIS_COMMIT_RANGE");
  const event = said(env, "TRAVIS_EVENT_TYPE");
  const built = commitIn(env, "TRAVIS_COMMIT");
  const tag = said(env, "TRAVIS_TAG");
  const slug = said(env, "TRAVIS_PULL_REQUEST_SLUG");
  if (said(env, "TRAVIS_PULL_REQUEST") !== undefined)
    return {
      event: "pull-request",
      // TRAVIS_COMMIT is a trial merge.
      heads: [...commitIn(env, "TRAVIS_PULL_REQUEST_SHA"), ...after, ...built],
      // Of a pull request this is the target.
      bases: [...before, ...branchIn(env, "TRAVIS_BRANCH")],
      isFork: slug === undefined || slug !== said(env, "TRAVIS_REPO_SLUG"),
      ...present({ branch: slug === said(env, "TRAVIS_REPO_SLUG") ? said(env, "TRAVIS_PULL_REQUEST_BRANCH") : undefined }),
    };
  if (event === "cron") return { event: "schedule", heads: built, bases: [] };
  if (tag !== undefined) return { event: "tag", heads: built, headRefs: [`refs/tags/${tag}`], bases: [] };
  return { event: "push", heads: built, bases: before, ...present({ branch: said(env, "TRAVIS_BRANCH") }) };
}
