import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("NF-[A-Za-z0-9]{32}", seed);
export const nightfallApiKey: Detector = {
  id: "nightfall-api-key",
  title: "Nightfall API key",
  provider: "nightfall",
  category: "security",
  severity: "high",
  opens: "Scans at the owner's cost and reads the violations found, which quote sensitive data.",
  keywords: ["nightfall"],
  pattern: alone("NF-[A-Za-z0-9]{32}"),
  window: { before: 128, after: 192 },
  entropy: 3.8,
  confidence: 0.92,
  examples: [...shown("NIGHTFALL_API_KEY", make)],
  counterExamples: [...unlike("NIGHTFALL_API_KEY", "NF-", make), `NIGHTFALL_ID=${fake("NX-[A-Za-z0-9]{32}", 20)}`],
  references: ["https://help.nightfall.ai/developer-api/api_key"],
  revoke: "https://app.nightfall.ai > Developer platform > Overview > API keys > Revoke",
};
