import type { CiRun, CiSystem, Env } from "../system.ts";
import { branchIn, branchName, commitIn, isSet, present, said } from "../told.ts";
import { REPORTS } from "./_install.ts";

export const jenkins: CiSystem = {
  id: "jenkins",
  title: "Jenkins",
  detect: (env) => isSet(env, "JENKINS_URL") || isSet(env, "JENKINS_HOME"),
  read,
  reports: [
    { format: "junit", file: "stanch.xml" },
    { format: "sarif", file: "stanch.sarif" },
  ],
  workspace: (env) => said(env, "WORKSPACE"),
  wholeHistory: "leave `shallow` out of the job's clone options",
  snippet: ({ repository, revision }) => ({
    file: "Jenkinsfile",
    language: "groovy",
    text: `pipeline {
  agent { docker { image 'node:24' } }
  environment {
    HOME = "\${env.WORKSPACE_TMP}"
  }
  stages {
    stage('stanch') {
      steps {
        sh 'rm -rf "$WORKSPACE_TMP/stanch" && git clone --quiet ${repository} "$WORKSPACE_TMP/stanch" && git -C "$WORKSPACE_TMP/stanch" checkout --quiet ${revision}'
        sh '"$WORKSPACE_TMP/stanch/stanch" ci'
      }
    }
  }
  post {
    always {
      junit '${REPORTS}/stanch.xml'
      archiveArtifacts artifacts: '${REPORTS}/**'
    }
  }
}
`,
  }),
  references: ["https://plugins.jenkins.io/git/", "https://www.jenkins.io/doc/book/pipeline/multibranch/"],
};

function read(env: Env): CiRun {
  const built = commitIn(env, "GIT_COMMIT");
  // Multibranch jobs, and two plugins for the others.
  const number = said(env, "CHANGE_ID") ?? said(env, "ghprbPullId") ?? said(env, "gitlabMergeRequestIid");
  if (number !== undefined)
    return {
      event: "pull-request",
      heads: [...commitIn(env, "ghprbActualCommit"), ...commitIn(env, "gitlabMergeRequestLastCommit"), ...built],
      bases: ["CHANGE_TARGET", "ghprbTargetBranch", "gitlabTargetBranch"].flatMap((name) => branchIn(env, name)),
      isFork: isSet(env, "CHANGE_FORK"),
      ...present({ branch: said(env, "CHANGE_BRANCH") }),
    };
  if (isSet(env, "TAG_NAME")) return { event: "tag", heads: built, headRefs: [`refs/tags/${said(env, "TAG_NAME") ?? ""}`], bases: [] };
  // In a multibranch job the first is the branch, in a plain one the second is `origin/main`.
  const branch = branchName(
    said(env, "BRANCH_NAME") ?? said(env, "GIT_LOCAL_BRANCH") ?? said(env, "GIT_BRANCH")?.replace(/^(?:refs\/remotes\/)?origin\//, ""),
  );
  return {
    event: "push",
    heads: built,
    // Not GIT_PREVIOUS_COMMIT: a build that failed because of a secret would be the base of the next one, which would then pass.
    bases: commitIn(env, "GIT_PREVIOUS_SUCCESSFUL_COMMIT"),
    ...present({ branch }),
  };
}
