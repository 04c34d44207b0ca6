import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, branchName, commitIn, isSet, isTrue, present, said } from "../told.ts";
import { REPORTS, indented, install } from "./_install.ts";

export const azurePipelines: CiSystem = {
  id: "azure-pipelines",
  title: "Azure Pipelines",
  detect: (env) => isTrue(env, "TF_BUILD") || isSet(env, "BUILD_BUILDURI"),
  read,
  reports: [
    { format: "sarif", file: "stanch.sarif" },
    { format: "junit", file: "stanch.xml" },
    { format: "markdown", file: "stanch.md" },
  ],
  log: "azure",
  summaryCommand: (file) => `##vso[task.uploadsummary]${file.replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")}`,
  workspace: (env) => said(env, "BUILD_SOURCESDIRECTORY"),
  wholeHistory: "give the checkout step `fetchDepth: 0`",
  snippet: (tool) => ({
    file: "azure-pipelines.yml",
    language: "yaml",
    text: `trigger:
  branches:
    include: ["*"]
  tags:
    include: ["*"]
pr:
  branches:
    include: ["*"]
pool:
  vmImage: ubuntu-latest
steps:
  - checkout: self
    fetchDepth: 0
  - bash: |
${indented([...install(tool), "/tmp/stanch/stanch ci"], "      ")}    displayName: stanch
  - task: PublishTestResults@2
    condition: succeededOrFailed()
    inputs:
      testResultsFormat: JUnit
      testResultsFiles: ${REPORTS}/stanch.xml
  - publish: ${REPORTS}
    condition: succeededOrFailed()
    artifact: CodeAnalysisLogs
`,
  }),
  references: ["https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables"],
};

function read(env: Env): CiRun {
  const heads = commitIn(env, "BUILD_SOURCEVERSION");
  const reason = said(env, "BUILD_REASON");
  const ref = said(env, "BUILD_SOURCEBRANCH") ?? "";
  if (reason === "PullRequest" || isSet(env, "SYSTEM_PULLREQUEST_PULLREQUESTID")) return pullRequest(env);
  if (reason === "Schedule") return { event: "schedule", heads, bases: [] };
  if (ref.startsWith("refs/tags/")) return { event: "tag", heads, headRefs: [ref], bases: [] };
  // No variable tells what was there before a push.
  return { event: reason === "Manual" ? "manual" : "push", heads, bases: [], ...present({ branch: branchName(ref) }) };
}

function pullRequest(env: Env): CiRun {
  const isFork = isTrue(env, "SYSTEM_PULLREQUEST_ISFORK");
  return {
    event: "pull-request",
    // BUILD_SOURCEVERSION is a trial merge.
    heads: [...commitIn(env, "SYSTEM_PULLREQUEST_SOURCECOMMITID"), ...commitIn(env, "BUILD_SOURCEVERSION")],
    bases: branchIn(env, "SYSTEM_PULLREQUEST_TARGETBRANCH"),
    isFork,
    ...present({ branch: isFork ? undefined : branchName(said(env, "SYSTEM_PULLREQUEST_SOURCEBRANCH")) }),
  };
}
