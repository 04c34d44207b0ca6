import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{40}[A-Z][a-z]7", seed);

export const storecoveApiKey: Detector = {
  id: "storecove-api-key",
  title: "Storecove API key",
  provider: "storecove",
  category: "ecommerce",
  severity: "high",
  opens: "Sends invoices in the owner's name and reads those that came in.",
  keywords: ["storecove"],
  pattern: named("storecove", KEY, `${URL_MIXED}[A-Za-z0-9_-]{43}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("STORECOVE_API_KEY", make)],
  counterExamples: [
    ...unlike("STORECOVE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `storecove checksum ${make(21)}`,
  ],
  references: ["https://www.storecove.com/docs/"],
  revoke: "https://app.storecove.com > API keys > Delete",
};
