import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{47}[A-Za-z0-9]", seed);
export const greptileApiKey: Detector = {
  id: "greptile-api-key",
  title: "Greptile API key",
  provider: "greptile",
  category: "ai",
  severity: "high",
  opens: "Asks about the repositories that its owner indexed, and so reads private code; paid by the account.",
  keywords: ["greptile"],
  pattern: named("greptile", KEY, "[A-Za-z0-9+/]{48}"),
  entropy: 4,
  confidence: 0.75,
  examples: [...shown("GREPTILE_API_KEY", make)],
  counterExamples: [...nearMisses("GREPTILE_API_KEY", make)],
  references: ["https://www.greptile.com/docs/api-reference/query"],
  revoke: "https://app.greptile.com > Settings > API keys > Delete",
};
