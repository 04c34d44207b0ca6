import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{42}x7", seed);
export const paymoApiKey: Detector = {
  id: "paymo-api-key",
  title: "Paymo API key",
  provider: "paymo",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes the company's projects, times and invoices.",
  keywords: ["paymoapp", "paymo_api", "paymo-api", "paymoapi"],
  pattern: named("paymo(?:_?app)?", KEY, "(?=[A-Za-z]{0,43}[0-9])[A-Za-z0-9]{44}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [
    ...shown("PAYMO_API_KEY", make),
    `curl https://app.paymoapp.com/api/me # PAYMOAPP_KEY: ${make(13)}\n`,
    `paymo-api-key: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("PAYMO_API_KEY", make), `PAYMO_CLIENT=${make(20)}\n`],
  references: ["https://github.com/paymoapp/api/blob/master/sections/authentication.md"],
  revoke: "https://app.paymoapp.com > My account > API keys > Delete",
};
