import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const ccipat = (seed: number): string => fake("CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}", seed);
export const circleciPersonalToken: Detector = {
  id: "circleci-personal-token",
  title: "CircleCI personal API token",
  provider: "circleci",
  category: "ci",
  severity: "critical",
  opens: "Acts as its owner: starts pipelines with the projects' secrets and changes the projects' settings.",
  prefixes: ["CCIPAT_"],
  pattern: alone("CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}"),
  confidence: 0.98,
  examples: [...shown("CIRCLECI_TOKEN", ccipat), `curl -H "Circle-Token: ${ccipat(13)}" https://circleci.com/api/v2/me`],
  counterExamples: [
    ...unlike("CIRCLECI_TOKEN", "CCIPAT_", ccipat),
    `CIRCLECI_TOKEN=${fake("CCIPAT_[A-Za-z0-9]{62}", 20)}`,
    `CIRCLE_SHA1=${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://circleci.com/docs/managing-api-tokens/"],
  revoke: "https://app.circleci.com/settings/user/tokens > Remove",
};

const cciprj = (seed: number): string => fake("CCIPRJ_[A-Za-z0-9]{22}_[0-9a-f]{40}", seed);
export const circleciProjectToken: Detector = {
  id: "circleci-project-token",
  title: "CircleCI project API token",
  provider: "circleci",
  category: "ci",
  severity: "high",
  opens: "Reads the project's builds and, with full scope, starts pipelines with its secrets.",
  prefixes: ["CCIPRJ_"],
  pattern: alone("CCIPRJ_[A-Za-z0-9]{22}_[0-9a-f]{40}"),
  confidence: 0.98,
  examples: [...shown("CIRCLECI_PROJECT_TOKEN", cciprj), `curl -H "Circle-Token: ${cciprj(13)}" $URL`],
  counterExamples: [
    ...unlike("CIRCLECI_PROJECT_TOKEN", "CCIPRJ_", cciprj),
    `TOKEN=${ccipat(20)}`,
    `TOKEN=${fake("CCIPRJ_[A-Za-z0-9]{22}", 21)}`,
  ],
  references: ["https://circleci.com/docs/managing-api-tokens/"],
  revoke: "Project settings > API permissions > Delete",
};
