import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const tiingoApiToken: Detector = {
  id: "tiingo-api-token",
  title: "Tiingo API token",
  provider: "tiingo",
  category: "finance",
  severity: "low",
  opens: "Asks for market data at the owner's quota; it reads nothing of the account's money.",
  keywords: ["tiingo"],
  pattern: named("tiingo", KEY, "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("TIINGO_API_KEY", make)],
  counterExamples: [
    ...unlike("TIINGO_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tiingo checksum ${make(21)}`,
  ],
  references: ["https://www.tiingo.com/documentation/general/connecting"],
  revoke: "https://www.tiingo.com/account/api/token > Regenerate",
};
