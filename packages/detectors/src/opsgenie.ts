import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const opsgenieApiKey: Detector = {
  id: "opsgenie-api-key",
  title: "Opsgenie API key",
  provider: "opsgenie",
  category: "monitoring",
  severity: "high",
  opens: "Makes, closes and reads alerts, so an outage can be hidden; with the rights it changes schedules and users.",
  keywords: ["opsgenie", "geniekey"],
  pattern: named("opsgenie|(?=geniekey)", "(?:api|genie|integration|access)?[_.-]?(?:api)?[_.-]?(?:token|key)", UUID),
  entropy: 2.9,
  confidence: 0.65,
  examples: [
    ...shown("OPSGENIE_API_KEY", make),
    `opsgenie:\n  api_key: ${make(31)}\n`,
    `curl -H "Authorization: GenieKey ${make(13)}" https://api.opsgenie.com/v2/alerts`,
  ],
  counterExamples: [...unnamed("OPSGENIE_API_KEY", make), `OPSGENIE_TEAM_ID=${make(20)}\n`],
  references: ["https://docs.opsgenie.com/docs/api-key-management"],
  revoke: "Opsgenie > Settings > API key management > Delete",
};
