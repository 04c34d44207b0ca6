import { githubEvent } from "../github-event.ts";
import type { CiSystem } from "../system.ts";
import { isSet, said } from "../told.ts";
import { indented, install } from "./_install.ts";

export const giteaActions: CiSystem = {
  id: "gitea-actions",
  title: "Gitea or Forgejo Actions",
  detect: (env) => isSet(env, "GITEA_ACTIONS") || isSet(env, "FORGEJO_ACTIONS"),
  read: githubEvent,
  reports: [{ format: "sarif", file: "stanch.sarif" }],
  // Their logs show the commands of GitHub's form as plain lines.
  log: "github",
  summaryFile: (env) => said(env, "GITHUB_STEP_SUMMARY"),
  outputFile: (env) => said(env, "GITHUB_OUTPUT"),
  workspace: (env) => said(env, "GITHUB_WORKSPACE"),
  wholeHistory: "give actions/checkout `fetch-depth: 0`",
  snippet: (tool) => ({
    file: ".gitea/workflows/stanch.yml",
    language: "yaml",
    text: `name: stanch
on:
  push:
  pull_request:
  schedule:
    - cron: "17 3 * * 1"
jobs:
  stanch:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - run: |
${indented([...install(tool), "/tmp/stanch/stanch ci"], "          ")}`,
  }),
  references: ["https://docs.gitea.com/usage/actions/comparison", "https://forgejo.org/docs/latest/user/actions/"],
};
