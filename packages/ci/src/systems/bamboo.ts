import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, branchName, commitIn, isSet, present, said } from "../told.ts";
import { IMAGE, REPORTS, indented, install } from "./_install.ts";

export const bamboo: CiSystem = {
  id: "bamboo",
  title: "Bamboo",
  detect: (env) => isSet(env, "bamboo_planKey"),
  read,
  reports: [{ format: "junit", file: "stanch.xml" }],
  workspace: (env) => said(env, "bamboo_build_working_directory"),
  wholeHistory: "switch shallow clones off in the plan's repository",
  snippet: (tool) => ({
    file: "bamboo-specs/bamboo.yml",
    language: "yaml",
    text: `version: 2
plan:
  project-key: SEC
  key: STANCH
  name: stanch
stages:
  - Scan:
      jobs:
        - stanch
stanch:
  docker:
    image: ${IMAGE}
  tasks:
    - checkout:
        force-clean-build: true
    - script:
        interpreter: SHELL
        scripts:
${indented(
  ["set -e", ...install(tool), "/tmp/stanch/stanch ci"].map((line) => `- ${line}`),
  "          ",
)}  final-tasks:
    - test-parser:
        type: junit
        test-results: ${REPORTS}/stanch.xml
`,
  }),
  references: ["https://confluence.atlassian.com/bamboo/bamboo-variables-289277087.html"],
};

function read(env: Env): CiRun {
  const heads = [...commitIn(env, "bamboo_planRepository_revision"), ...commitIn(env, "bamboo_repository_revision_number")];
  const branch = branchName(said(env, "bamboo_planRepository_branchName") ?? said(env, "bamboo_repository_branch_name"));
  if (isSet(env, "bamboo_repository_pr_key"))
    return {
      event: "pull-request",
      heads,
      bases: branchIn(env, "bamboo_repository_pr_targetBranch"),
      ...present({ branch: said(env, "bamboo_repository_pr_sourceBranch") ?? branch }),
    };
  // Not planRepository_previousRevision: a build that failed because of a secret would be the base of the next one, which would then pass.
  return { event: "push", heads, bases: [], ...present({ branch }) };
}
