import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{25}[A-Z][a-z]7", seed);

export const tradierAccessToken: Detector = {
  id: "tradier-access-token",
  title: "Tradier API access token",
  provider: "tradier",
  category: "finance",
  severity: "critical",
  opens: "Reads the balances and positions of the brokerage account and places orders.",
  keywords: ["tradier"],
  pattern: named("tradier", KEY, `${MIXED}[A-Za-z0-9]{28}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("TRADIER_ACCESS_TOKEN", make)],
  counterExamples: [
    ...unlike("TRADIER_ACCESS_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tradier checksum ${make(21)}`,
  ],
  references: ["https://docs.tradier.com/docs/authentication"],
  revoke: "https://dash.tradier.com > API access > Regenerate",
};
