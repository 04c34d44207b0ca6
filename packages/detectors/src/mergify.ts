import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("mergify_application_key_[A-Za-z0-9_-]{63}[A-Za-z0-9]", seed);
export const mergifyApplicationKey: Detector = {
  id: "mergify-application-key",
  title: "Mergify application key",
  provider: "mergify",
  category: "ci",
  severity: "high",
  opens: "Acts for the organisation in Mergify's API: reads merge queues, puts pull requests into them and freezes merges.",
  prefixes: ["mergify_application_key_"],
  pattern: alone("mergify_application_key_[A-Za-z0-9_-]{40,200}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("MERGIFY_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("MERGIFY_TOKEN", "mergify_application_key_", make, 40),
    `MERGIFY_TOKEN=${fake("mergify_application_key_[a-z]{12}", 20)}`,
  ],
  references: ["https://docs.mergify.com/api/"],
  revoke: "https://dashboard.mergify.com > Applications > Delete",
};
