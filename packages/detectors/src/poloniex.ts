import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{128}", seed);
export const poloniexApiSecret: Detector = {
  id: "poloniex-api-secret",
  title: "Poloniex API secret",
  provider: "poloniex",
  category: "crypto",
  severity: "critical",
  opens: "With the API key it trades and, with the permission, withdraws the account's coins.",
  keywords: ["poloniex"],
  pattern: named("poloniex", "(?:api)?[_.-]?secret(?:[_.-]?key)?", "[0-9a-f]{128}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9-])[A-Z0-9]{8}(?:-[A-Z0-9]{8}){3}(?![A-Za-z0-9-])/, withinBytes: 256 }],
  examples: [
    ...shown("POLONIEX_API_SECRET", make),
    `poloniex:\n  secret: ${make(31)}\n`,
    `POLONIEX_KEY=${fake("[A-Z0-9]{8}-[A-Z0-9]{8}-[A-Z0-9]{8}-[A-Z0-9]{8}", 13)}\nPOLONIEX_SECRET=${make(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("POLONIEX_API_SECRET", make),
    `POLONIEX_API_KEY=${fake("[A-Z0-9]{8}-[A-Z0-9]{8}-[A-Z0-9]{8}-[A-Z0-9]{8}", 20)}`, // the public half
  ],
  references: ["https://api-docs.poloniex.com/spot/"],
  revoke: "https://poloniex.com/apiKeys > Delete",
};
