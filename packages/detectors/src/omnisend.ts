import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{24}-[A-Za-z0-9]{50}", seed);
export const omnisendApiKey: Detector = {
  id: "omnisend-api-key",
  title: "Omnisend API key",
  provider: "omnisend",
  category: "email",
  severity: "high",
  opens: "Reads and changes the shop's contacts, orders and campaigns.",
  keywords: ["omnisend"],
  pattern: named("omnisend", KEY, "[0-9a-f]{24}-[A-Za-z0-9]{50}"),
  entropy: 3.9,
  confidence: 0.85,
  examples: [...shown("OMNISEND_API_KEY", make), `omnisend:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("OMNISEND_API_KEY", make), `OMNISEND_BRAND_ID=${fake("[0-9a-f]{24}", 20)}`],
  references: ["https://api-docs.omnisend.com/reference/authentication"],
  revoke: "https://app.omnisend.com > Store settings > API keys > Delete",
};
