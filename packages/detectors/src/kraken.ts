import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{85}[AQgw]==", seed);
export const krakenPrivateKey: Detector = {
  id: "kraken-private-key",
  title: "Kraken private API key",
  provider: "kraken",
  category: "crypto",
  severity: "critical",
  opens: "Signs calls of the account: trades and, as its permissions allow, withdraws funds.",
  keywords: ["kraken"],
  pattern: named("kraken", "(?:(?:api|private|spot|futures)[_.-]?){0,3}(?:secret|private)(?:[_.-]?key)?", "[A-Za-z0-9+/]{86}=="),
  entropy: 4.3,
  confidence: 0.85,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{56}(?![A-Za-z0-9+/=])/, withinBytes: 192 }],
  examples: [
    ...shown("KRAKEN_PRIVATE_KEY", make),
    `KRAKEN_API_KEY=${fake("[A-Za-z0-9+/]{56}", 13)}\nKRAKEN_API_SECRET=${make(14)}\n`,
    `kraken:\n  api_secret: ${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("KRAKEN_PRIVATE_KEY", make), `KRAKEN_API_KEY=${fake("[A-Za-z0-9+/]{56}", 20)}`],
  references: ["https://docs.kraken.com/api/docs/guides/spot-rest-auth"],
  revoke: "https://www.kraken.com/u/security/api > Delete",
};
