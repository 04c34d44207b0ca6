import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const knapsackProTestSuiteToken: Detector = {
  id: "knapsack-pro-test-suite-token",
  title: "Knapsack Pro test suite token",
  provider: "knapsack-pro",
  category: "ci",
  severity: "low",
  opens: "Reads and writes how long the tests of one suite take; it sees file names and no code.",
  keywords: ["knapsack_pro", "knapsackpro", "knapsack-pro"],
  pattern: named("knapsack[_-]?pro", "(?:test[_.-]?suite[_.-]?|api[_.-]?|access[_.-]?)?token(?:_[A-Za-z]{2,12})?", LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("KNAPSACK_PRO_TEST_SUITE_TOKEN", make),
    `KNAPSACK_PRO_TEST_SUITE_TOKEN_RSPEC=${make(13)}`,
    `knapsack-pro:\n  api_token: ${make(14)}\n`,
  ],
  counterExamples: [...nearMisses("KNAPSACK_PRO_TEST_SUITE_TOKEN", make)],
  references: ["https://docs.knapsackpro.com/ruby/guide/"],
  revoke: "https://knapsackpro.com/dashboard > the project > API token > Regenerate",
};
