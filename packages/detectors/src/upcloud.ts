import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ucat_01[A-Z0-9]{22}K7", seed);

export const upcloudApiToken: Detector = {
  id: "upcloud-api-token",
  title: "UpCloud API token",
  provider: "upcloud",
  category: "cloud",
  severity: "critical",
  opens: "Makes, reaches and deletes the account's servers, storage and databases, at its cost.",
  prefixes: ["ucat_"],
  pattern: alone("ucat_[A-Za-z0-9]{24,32}"),
  entropy: 3.2,
  confidence: 0.95,
  examples: [...shown("UPCLOUD_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("UPCLOUD_TOKEN", "ucat_", make, 4),
    `UPCLOUD_TOKEN=${fake("ucat_[A-Z0-9]{16}", 20)}`,
    `ucat_token_${fake("[a-z]{24}", 21)}`,
  ],
  references: ["https://developers.upcloud.com/1.3/2-authentication/"],
  revoke: "https://hub.upcloud.com/account/api-tokens > Delete, or DELETE https://api.upcloud.com/1.3/account/tokens/{id}",
};
