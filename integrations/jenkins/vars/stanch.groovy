/**
 * A step of a shared library (this folder's parent is the library's root): needs git, Node and npm on the agent, and a checkout.
 *
 *   stanch repository: 'https://…/stanch.git', revision: '…', failOn: 'low'
 */
def call(Map given = [:]) {
  for (name in ['repository', 'revision']) {
    if (!given[name]) {
      error "stanch: say ${name}"
    }
  }
  def options = [failOn: 'low', reports: 'stanch-reports'] + given
  // By the environment, so that no value is read by the shell.
  withEnv([
    "STANCH_REPOSITORY=${options.repository}",
    "STANCH_REVISION=${options.revision}",
    "STANCH_FAIL_ON=${options.failOn}",
    "STANCH_REPORTS=${options.reports}",
  ]) {
    int status = sh(
      label: 'stanch',
      returnStatus: true,
      script: '''
        set -eu
        tool=${WORKSPACE_TMP:-${TMPDIR:-/tmp}}/stanch
        # Anew each time: what an earlier build left there, another may have changed.
        rm -rf "$tool"
        git clone --quiet "$STANCH_REPOSITORY" "$tool"
        git -C "$tool" checkout --quiet "$STANCH_REVISION"
        "$tool/stanch" ci --fail-on "$STANCH_FAIL_ON" --reports "$STANCH_REPORTS"
      '''
    )
    junit testResults: "${options.reports}/stanch.xml", allowEmptyResults: true
    archiveArtifacts artifacts: "${options.reports}/**", allowEmptyArchive: true
    if (status == 1) {
      error 'stanch: secrets were found'
    }
    if (status != 0) {
      error "stanch itself failed (${status}): nothing was proven"
    }
  }
}
