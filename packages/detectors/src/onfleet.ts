import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const onfleetApiKey: Detector = {
  id: "onfleet-api-key",
  title: "Onfleet API key",
  provider: "onfleet",
  category: "ecommerce",
  severity: "high",
  opens: "Reads the organisation's deliveries, recipients' addresses and drivers' positions and changes them.",
  keywords: ["onfleet"],
  pattern: named("onfleet", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("ONFLEET_API_KEY", make), `onfleet:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("ONFLEET_API_KEY", make), `ONFLEET_TEAM=${make(20)}\n`],
  references: ["https://docs.onfleet.com/reference/authentication"],
  revoke: "https://onfleet.com/dashboard > Settings > API & webhooks > Delete",
};
