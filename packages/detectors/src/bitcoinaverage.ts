import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{40}", seed);
export const bitcoinaverageSecretKey: Detector = {
  id: "bitcoinaverage-secret-key",
  title: "BitcoinAverage secret key",
  provider: "bitcoinaverage",
  category: "crypto",
  severity: "low",
  opens: "Asks for prices on the account's quota; it opens nothing of the owner's.",
  keywords: ["bitcoinaverage", "bitcoin_average"],
  pattern: named("bitcoin_?average", "(?:x-)?(?:secret|public|api|ba)?[_.-]?(?:api)?[_.-]?(?:key|secret)", `${WIDE_MIXED}[A-Za-z0-9]{43}`),
  entropy: 3.9,
  confidence: 0.72,
  examples: [...shown("BITCOINAVERAGE_SECRET_KEY", make), `BITCOIN_AVERAGE_KEY=${make(13)}\n`],
  counterExamples: [...nearMisses("BITCOINAVERAGE_SECRET_KEY", make), `BITCOINAVERAGE_TICKET=${make(31)}`],
  references: ["https://apiv2.bitcoinaverage.com/"],
  revoke: "https://pro.bitcoinaverage.com/pages/dashboard > delete the key",
};
