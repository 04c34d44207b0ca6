import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("rootly_[0-9a-f]{64}", seed);
export const rootlyApiKey: Detector = {
  id: "rootly-api-key",
  title: "Rootly API key",
  provider: "rootly",
  category: "monitoring",
  severity: "high",
  opens: "Reads and changes incidents, postmortems and on-call schedules, as its scope (user, team or organisation) allows.",
  prefixes: ["rootly_"],
  pattern: alone("rootly_[0-9a-f]{64}"),
  entropy: 3.4,
  confidence: 0.97,
  examples: [...shown("ROOTLY_API_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("ROOTLY_API_TOKEN", "rootly_", make),
    `ROOTLY_API_TOKEN=${fake("rootly_[0-9a-f]{32}", 20)}`,
    `resource "rootly_incident_permission_set" "all" {}`,
  ],
  references: ["https://docs.rootly.com/api-reference/overview"],
  revoke: "https://rootly.com > Configuration > API keys > Revoke",
};
