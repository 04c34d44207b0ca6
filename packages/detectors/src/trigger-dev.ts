import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const secretKey = (seed: number): string => fake("tr_dev_[A-Za-z0-9]{17}Zq7", seed);

export const triggerDevSecretKey: Detector = {
  id: "trigger-dev-secret-key",
  title: "Trigger.dev secret key",
  provider: "trigger-dev",
  category: "cloud",
  severity: "high",
  opens: "Starts and reads the tasks and runs of that environment, with what they were given and gave back.",
  prefixes: ["tr_dev_", "tr_prod_", "tr_stg_", "tr_preview_"],
  pattern: alone("tr_(?:dev|prod|stg|preview)_[A-Za-z0-9]{20,24}"),
  entropy: 3.3,
  confidence: 0.93,
  examples: [
    ...shown("TRIGGER_SECRET_KEY", secretKey),
    ...sent(secretKey),
    `TRIGGER_SECRET_KEY=${fake("tr_prod_[A-Za-z0-9]{17}Zq7", 13)}\n`,
    `TRIGGER_SECRET_KEY=${fake("tr_stg_[A-Za-z0-9]{17}Zq7", 14)}\n`,
    `TRIGGER_SECRET_KEY=${fake("tr_preview_[A-Za-z0-9]{17}Zq7", 15)}\n`,
  ],
  counterExamples: [
    ...unlike("TRIGGER_SECRET_KEY", "tr_dev_", secretKey),
    `TRIGGER_SECRET_KEY=${fake("tr_dev_[A-Za-z0-9]{12}", 20)}`,
    `tr_dev_count_${fake("[a-z]{20}", 21)}`,
  ],
  references: ["https://trigger.dev/docs/apikeys"],
  revoke: "https://cloud.trigger.dev > the project > API keys > Regenerate",
};

const personalAccessToken = (seed: number): string => fake("tr_pat_[a-z0-9]{38}k7", seed);

export const triggerDevPersonalAccessToken: Detector = {
  id: "trigger-dev-personal-access-token",
  title: "Trigger.dev personal access token",
  provider: "trigger-dev",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner: deploys tasks, so code, to the owner's projects and reads their secret keys.",
  prefixes: ["tr_pat_", "tr_oat_"],
  pattern: alone("tr_[po]at_(?=[a-z]{0,40}[0-9])[a-z0-9]{40}"),
  entropy: 3.6,
  confidence: 0.96,
  examples: [
    ...shown("TRIGGER_ACCESS_TOKEN", personalAccessToken),
    ...sent(personalAccessToken),
    `TRIGGER_ACCESS_TOKEN=${fake("tr_oat_[a-z0-9]{38}k7", 13)}\n`,
  ],
  counterExamples: [
    ...unlike("TRIGGER_ACCESS_TOKEN", "tr_pat_", personalAccessToken),
    `"tr_pat_id_${fake("[a-z]{40}", 20)}"`,
    `TRIGGER_ACCESS_TOKEN=${fake("tr_pat_[a-z]{40}", 21)}`,
  ],
  references: ["https://trigger.dev/docs/github-actions"],
  revoke: "https://cloud.trigger.dev/account/tokens > Revoke",
};
