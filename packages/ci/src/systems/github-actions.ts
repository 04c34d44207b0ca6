import { githubEvent } from "../github-event.ts";
import type { CiSystem } from "../system.ts";
import { isSet, isTrue, said } from "../told.ts";
import { REPORTS } from "./_install.ts";

export const githubActions: CiSystem = {
  id: "github-actions",
  title: "GitHub Actions",
  // Gitea's and Forgejo's runners set all of GitHub's variables too.
  detect: (env) => isTrue(env, "GITHUB_ACTIONS") && !isSet(env, "GITEA_ACTIONS") && !isSet(env, "FORGEJO_ACTIONS"),
  read: githubEvent,
  reports: [
    { format: "sarif", file: "stanch.sarif" },
    { format: "junit", file: "stanch.xml" },
  ],
  log: "github",
  summaryFile: (env) => said(env, "GITHUB_STEP_SUMMARY"),
  outputFile: (env) => said(env, "GITHUB_OUTPUT"),
  workspace: (env) => said(env, "GITHUB_WORKSPACE"),
  wholeHistory: "give actions/checkout `fetch-depth: 0`",
  snippet: ({ repository, revision }) => ({
    file: ".github/workflows/stanch.yml",
    language: "yaml",
    text: `name: stanch
on:
  push:
  pull_request:
  merge_group:
  schedule:
    - cron: "17 3 * * 1"
permissions:
  contents: read
  security-events: write # for the upload; without code scanning leave this and the last step out
jobs:
  stanch:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: ${actionName(repository)}@${revision}
      - uses: github/codeql-action/upload-sarif@v3
        # A token for a fork's pull request may not upload.
        if: always() && hashFiles('${REPORTS}/stanch.sarif') != '' && github.event.pull_request.head.repo.fork != true
        with:
          sarif_file: ${REPORTS}/stanch.sarif
`,
  }),
  references: ["https://docs.github.com/en/actions/reference/workflows-and-actions/variables"],
};

/** `owner/name` of an address at GitHub; anything else as it is. */
function actionName(repository: string): string {
  return /^(?:https:\/\/github\.com\/|git@github\.com:)([^/]+\/[^/]+?)(?:\.git)?$/.exec(repository)?.[1] ?? repository;
}
