import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{45}", seed);
export const bitmexApiSecret: Detector = {
  id: "bitmex-api-secret",
  title: "BitMEX API secret",
  provider: "bitmex",
  category: "crypto",
  severity: "critical",
  opens: "With the API key it trades and, where allowed, withdraws the account's funds.",
  keywords: ["bitmex"],
  pattern: named("bitmex", "(?:api)?[_.-]?secret(?:[_.-]?key)?", `${WIDE_MIXED}[A-Za-z0-9_-]{48}`),
  entropy: 4,
  confidence: 0.85,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{24}(?![A-Za-z0-9_-])/, withinBytes: 192 }],
  examples: [...shown("BITMEX_API_SECRET", make), `BITMEX_API_KEY=${fake("[A-Za-z0-9]{24}", 13)}\nBITMEX_API_SECRET=${make(14)}\n`],
  counterExamples: [
    ...nearMisses("BITMEX_API_SECRET", make),
    `BITMEX_API_KEY=${make(31)}`, // the other half
  ],
  references: ["https://www.bitmex.com/app/apiKeysUsage"],
  revoke: "DELETE https://www.bitmex.com/api/v1/apiKey, or https://www.bitmex.com/app/apiKeys > Remove",
};
