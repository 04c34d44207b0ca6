import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{49}x7", seed);
export const pandascoreAccessToken: Detector = {
  id: "pandascore-access-token",
  title: "PandaScore access token",
  provider: "pandascore",
  category: "data",
  severity: "low",
  opens: "Spends the owner's quota of esports results; it reads nothing of the account.",
  keywords: ["pandascore"],
  pattern: named("pandascore", KEY, "(?=[A-Za-z_-]{0,50}[0-9])[A-Za-z0-9_-]{51}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("PANDASCORE_TOKEN", make), `pandascore:\n  token: ${make(31)}\n`],
  counterExamples: [...unnamed("PANDASCORE_TOKEN", make), `PANDASCORE_URL=${make(20)}\n`],
  references: ["https://developers.pandascore.co/docs/authentication"],
  revoke: "https://app.pandascore.co/dashboard/main > Access token > Regenerate",
};
