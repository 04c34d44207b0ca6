import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const rebrandlyApiKey: Detector = {
  id: "rebrandly-api-key",
  title: "Rebrandly API key",
  provider: "rebrandly",
  category: "marketing",
  severity: "high",
  opens: "Changes where the account's short links lead, so visitors can be sent elsewhere, and reads their statistics.",
  keywords: ["rebrandly"],
  pattern: named("rebrandly", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("REBRANDLY_API_KEY", make), `rebrandly:\n  apikey: ${make(31)}\n`],
  counterExamples: [...unnamed("REBRANDLY_API_KEY", make), `REBRANDLY_WORKSPACE=${make(20)}\n`],
  references: ["https://developers.rebrandly.com/docs/get-started"],
  revoke: "https://app.rebrandly.com/account/api > Delete",
};
