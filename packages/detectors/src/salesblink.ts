import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("key-[A-Za-z0-9]{64}", seed);
export const salesblinkApiKey: Detector = {
  id: "salesblink-api-key",
  title: "SalesBlink API key",
  provider: "salesblink",
  category: "marketing",
  severity: "high",
  opens: "Reads and adds the owner's prospects and sends mail to them through sequences.",
  keywords: ["salesblink"],
  pattern: named("salesblink", KEY, "key-[A-Za-z0-9]{64}"),
  entropy: 4,
  confidence: 0.85,
  examples: [...shown("SALESBLINK_API_KEY", make), `salesblink:\n  api_key: ${make(31)}\n`],
  counterExamples: [
    ...unnamed("SALESBLINK_API_KEY", make),
    `SALESBLINK_API_KEY=${fake("key-[0-9a-f]{32}", 20)}`, // Mailgun's length
  ],
  references: ["https://help.salesblink.io/"],
  revoke: "https://run.salesblink.io/account/apikey > Regenerate",
};
