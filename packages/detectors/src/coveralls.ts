import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const repoTokenValue = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{30}", seed);
export const coverallsRepoToken: Detector = {
  id: "coveralls-repo-token",
  title: "Coveralls repo token",
  provider: "coveralls",
  category: "ci",
  severity: "low",
  opens: "Sends coverage of one repository: wrong figures are what can come of it.",
  keywords: ["coveralls"],
  pattern: named("coveralls", "(?:repo|repository|service|build)[_.-]?token", `${MIXED}[A-Za-z0-9]{32,33}`),
  entropy: 3.6,
  confidence: 0.85,
  examples: [...shown("COVERALLS_REPO_TOKEN", repoTokenValue), `# .coveralls.yml for coveralls\nrepo_token: ${repoTokenValue(13)}\n`],
  counterExamples: [
    ...nearMisses("COVERALLS_REPO_TOKEN", repoTokenValue, 2),
    `REPO_TOKEN=${repoTokenValue(31)}`, // no provider's word
    `COVERALLS_SERVICE_JOB_ID=${repoTokenValue(33)}`,
  ],
  references: ["https://docs.coveralls.io/coveralls-yml"],
  revoke: "https://coveralls.io > the repository > Settings > Repo token > Regenerate",
};

const personalTokenValue = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{34}", seed);
export const coverallsPersonalToken: Detector = {
  id: "coveralls-personal-token",
  title: "Coveralls personal API token",
  provider: "coveralls",
  category: "ci",
  severity: "medium",
  opens: "Acts as its owner: reads and changes the settings of the owner's repositories in Coveralls.",
  keywords: ["coveralls"],
  pattern: named("coveralls", "(?:personal|api|access|user|auth)[_.-]?(?:api[_.-]?|access[_.-]?)?token", `${WIDE_MIXED}[A-Za-z0-9-]{37}`),
  entropy: 3.6,
  confidence: 0.75,
  examples: [...shown("COVERALLS_API_TOKEN", personalTokenValue), `COVERALLS_PERSONAL_TOKEN=${personalTokenValue(13)}\n`],
  counterExamples: [...nearMisses("COVERALLS_API_TOKEN", personalTokenValue), `COVERALLS_BADGE=${personalTokenValue(31)}`],
  references: ["https://docs.coveralls.io/api-introduction"],
  revoke: "https://coveralls.io/account > API access > Regenerate",
};
