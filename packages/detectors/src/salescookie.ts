import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{30}x7", seed);
export const salescookieApiKey: Detector = {
  id: "salescookie-api-key",
  title: "SalesCookie API key",
  provider: "salescookie",
  category: "finance",
  severity: "high",
  opens: "Reads and changes the transactions that salespeople's commissions are reckoned from.",
  keywords: ["salescookie", "sales_cookie"],
  pattern: named("sales_?cookie", KEY, "(?=[A-Za-z]{0,31}[0-9])[A-Za-z0-9]{32}"),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("SALESCOOKIE_API_KEY", make), `salescookie:\n  api_key: ${make(31)}\n`, `SALES_COOKIE_KEY=${make(13)}\n`],
  counterExamples: [...unnamed("SALESCOOKIE_API_KEY", make), `SALESCOOKIE_PLAN=${make(20)}\n`],
  references: ["https://support.salescookie.com/"],
  revoke: "https://salescookie.com > Settings > API > Regenerate",
};
