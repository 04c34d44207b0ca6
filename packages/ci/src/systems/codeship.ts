import type { CiRun, CiSystem, Env } from "../system.ts";
import { commitIn, present, said } from "../told.ts";
import { IMAGE } from "./_install.ts";

export const codeship: CiSystem = {
  id: "codeship",
  title: "Codeship",
  detect: (env) => said(env, "CI_NAME") === "codeship",
  read,
  reports: [],
  wholeHistory: "run `git fetch --unshallow` before",
  snippet: ({ repository, revision }) => ({
    file: "codeship-services.yml",
    language: "yaml",
    text: `stanch:
  image: ${IMAGE}
  volumes:
    - .:/code
  working_dir: /code
  # In codeship-steps.yml: "- { name: stanch, service: stanch, command: sh /code/stanch-ci.sh }", and in stanch-ci.sh:
  #   git clone --quiet ${repository} /tmp/stanch && git -C /tmp/stanch checkout --quiet ${revision}
  #   /tmp/stanch/stanch ci
`,
  }),
  references: ["https://docs.cloudbees.com/docs/cloudbees-codeship/latest/pro-builds-and-configuration/environment-variables"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "CI_COMMIT_ID");
  const branch = said(env, "CI_BRANCH");
  // No variable tells the target: the remote's default branch is asked for.
  if (said(env, "CI_PR_NUMBER") !== undefined || said(env, "CI_PULL_REQUEST") !== undefined)
    return { event: "pull-request", heads, bases: [], ...present({ branch }) };
  return { event: "push", heads, bases: [], ...present({ branch }) };
}
