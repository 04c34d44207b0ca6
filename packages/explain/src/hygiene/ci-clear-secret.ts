import type { HygieneCheck } from "../hygiene-check.ts";
import { assignments, isHarmless, isPipeline, isSecretName } from "./_files.ts";

/** Words of pipeline languages that look like names of secrets. */
const KEYWORDS = /^(?:id-token|secret|token|secrets|needs|key|restore-keys?|secrets\.inherit|pull-?secrets?)$/i;

export const ciClearSecret: HygieneCheck = {
  id: "ci-clear-secret",
  title: "Secret in clear in a pipeline definition",
  severity: "high",
  practice: "not-embedded",
  why: "Pipeline files are in git for everybody with read access, and their values are not masked in logs.",
  references: [
    "https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions",
    "https://docs.gitlab.com/ci/variables/",
  ],
  *look({ files, read }) {
    for (const { path } of files) {
      if (!isPipeline(path)) continue;
      for (const { name, value, line } of assignments(read(path) ?? ""))
        if (isSecretName(name) && !KEYWORDS.test(name) && !isHarmless(value))
          yield {
            path,
            line,
            what: `${name} has its value in the file`,
            fix: `Keep it as a secret of the CI system and refer to it, as in \${{ secrets.${name} }}; rotate it`,
          };
    }
  },
};
