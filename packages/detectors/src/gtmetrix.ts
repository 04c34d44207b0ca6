import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const gtmetrixApiKey: Detector = {
  id: "gtmetrix-api-key",
  title: "GTmetrix API key",
  provider: "gtmetrix",
  category: "monitoring",
  severity: "low",
  opens: "Uses up the account's tests and reads the reports on its sites' speed.",
  keywords: ["gtmetrix"],
  pattern: named("gtmetrix", KEY, SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("GTMETRIX_API_KEY", make)],
  counterExamples: [...nearMisses("GTMETRIX_API_KEY", make)],
  references: ["https://gtmetrix.com/api/docs/2.0/"],
  revoke: "https://gtmetrix.com/dashboard/account > Regenerate API key",
};
