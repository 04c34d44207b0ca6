import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{30}x7", seed);
export const moonclerkApiKey: Detector = {
  id: "moonclerk-api-key",
  title: "MoonClerk API key",
  provider: "moonclerk",
  category: "payment",
  severity: "high",
  opens: "Reads the account's payments, plans and customers; it takes no money.",
  keywords: ["moonclerk"],
  pattern: named("moonclerk", KEY, `${DIGIT}[a-z0-9]{32}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("MOONCLERK_API_KEY", make), `moonclerk:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("MOONCLERK_API_KEY", make), `MOONCLERK_FORM=${make(20)}\n`],
  references: ["https://github.com/moonclerk/developer/blob/main/api/README.md"],
  revoke: "https://app.moonclerk.com/settings > API key > Regenerate",
};
