/**
 * Lines for a CI log in which nothing is a command any more: a path or an excerpt could hold one. GitHub, Gitea and Forgejo
 * obey `::` at a line's start and `##[` anywhere, Azure `##vso[` and `##[`, TeamCity `##teamcity[`; Buildkite folds at `---`,
 * `+++` and `~~~`. The text stays readable.
 */
export function breakCommands(text: string): string {
  return text
    .replace(/##(?=\[|vso\[|teamcity\[)/gi, "# #")
    .replace(/^([^\S\n]*):(?=:)/gm, "$1: ")
    .replace(/^([-+~])(?=\1\1 )/gm, " $1")
    .replace(/^(\^\^\^) (?=\+\+\+)/gm, " $1 ");
}
