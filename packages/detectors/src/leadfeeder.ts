import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
const VALUE = URL_MIXED + "[A-Za-z0-9_-]{43}";
export const leadfeederApiToken: Detector = {
  id: "leadfeeder-api-token",
  title: "Leadfeeder API token",
  provider: "leadfeeder",
  category: "marketing",
  severity: "high",
  opens: "Reads which companies visited the customer's sites, and the leads made of it.",
  keywords: ["leadfeeder"],
  pattern: named("leadfeeder", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", VALUE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [
    ...shown("LEADFEEDER_API_TOKEN", make),
    `curl -H "Authorization: Token token=$T" https://api.leadfeeder.com/accounts\nLEADFEEDER_KEY=${make(13)}\n`,
  ],
  counterExamples: [...nearMisses("LEADFEEDER_API_TOKEN", make)],
  references: ["https://docs.leadfeeder.com/api/"],
  revoke: "https://app.leadfeeder.com > Settings > Personal > API tokens > Delete",
};
