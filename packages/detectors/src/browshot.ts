import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{25}", seed);
export const browshotApiKey: Detector = {
  id: "browshot-api-key",
  title: "Browshot API key",
  provider: "browshot",
  category: "media",
  severity: "low",
  opens: "Takes pictures of web pages on the account's quota; it opens nothing of the owner's.",
  keywords: ["browshot"],
  pattern: named("browshot", SET_KEY, `${MIXED}[A-Za-z0-9]{28}`),
  entropy: 3.2,
  confidence: 0.72,
  examples: [...shown("BROWSHOT_API_KEY", make), `https://api.browshot.com/api/v1/simple?url=https://acme.io&key=${make(13)}`],
  counterExamples: [...nearMisses("BROWSHOT_API_KEY", make), `BROWSHOT_SHOT=${make(31)}`],
  references: ["https://browshot.com/api/documentation"],
  revoke: "https://browshot.com/dashboard > API key > Regenerate",
};
