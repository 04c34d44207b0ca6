import { type Detector, fake } from "@stanch/model";
import { sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("tkn.v1_[A-Za-z0-9]{71}=", seed);

export const teamworkAccessToken: Detector = {
  id: "teamwork-access-token",
  title: "Teamwork CRM access token",
  provider: "teamwork",
  category: "crm",
  severity: "high",
  opens: "Acts as its owner: reads and changes the site's deals, contacts and companies.",
  prefixes: ["tkn.v1_"],
  pattern: /(?<![A-Za-z0-9_.-])tkn\.v1_[A-Za-z0-9]{71}=(?![A-Za-z0-9=])/,
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("TEAMWORK_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("TEAMWORK_TOKEN", "tkn.v1_", make, 2),
    `TEAMWORK_TOKEN=${fake("tkn.v1_[A-Za-z0-9]{40}", 20)}`,
    `tkn.v2_${fake("[A-Za-z0-9]{71}=", 21)}`,
  ],
  references: ["https://apidocs.teamwork.com/docs/teamwork-crm"],
  revoke: "Teamwork > Profile > API and mobile > Revoke",
};
