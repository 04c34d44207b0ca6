import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const apiTokenValue = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const codeclimateApiToken: Detector = {
  id: "codeclimate-api-token",
  title: "Code Climate API token",
  provider: "codeclimate",
  category: "ci",
  severity: "medium",
  opens: "Acts as its owner: reads the issues of private repositories and changes their settings.",
  keywords: ["codeclimate", "code_climate"],
  pattern: named("code_?climate", "(?:api|access|personal|auth)[_.-]?(?:access[_.-]?)?(?:token|key)", "[0-9a-f]{40}"),
  entropy: 3.3,
  confidence: 0.75,
  examples: [...shown("CODECLIMATE_API_TOKEN", apiTokenValue), `CODE_CLIMATE_ACCESS_TOKEN: ${apiTokenValue(13)}\n`],
  counterExamples: [...nearMisses("CODECLIMATE_API_TOKEN", apiTokenValue), `CODECLIMATE_COMMIT=${apiTokenValue(31)}`],
  references: ["https://developer.codeclimate.com/#authentication"],
  revoke: "https://codeclimate.com/profile/tokens > Revoke",
};

const testReporterIdValue = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const codeclimateTestReporterId: Detector = {
  id: "codeclimate-test-reporter-id",
  title: "Code Climate test reporter ID",
  provider: "codeclimate",
  category: "ci",
  severity: "low",
  nature: "public",
  opens: "Sends coverage of one repository: wrong figures are what can come of it, and the documents let it stand in the open.",
  keywords: ["codeclimate", "code_climate", "cc_test_reporter"],
  pattern: named(
    "code_?climate|cc(?=[_.-]test[_.-]?reporter)",
    "(?:test[_.-]?)?(?:reporter[_.-]?(?:id|token)|repo[_.-]?token)",
    "[0-9a-f]{64}",
  ),
  entropy: 3.3,
  confidence: 0.85,
  examples: [
    ...shown("CODECLIMATE_REPO_TOKEN", testReporterIdValue),
    `env:\n  global:\n    - CC_TEST_REPORTER_ID=${testReporterIdValue(13)}\n`,
    `code_climate:\n  repo_token: ${testReporterIdValue(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CODECLIMATE_REPO_TOKEN", testReporterIdValue),
    `CODECLIMATE_DIGEST=${testReporterIdValue(31)}`, // no token
  ],
  references: ["https://docs.codeclimate.com/docs/finding-your-test-coverage-token"],
  revoke: "Code Climate > Repo settings > Test coverage > Regenerate",
};
