import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const serpstackApiKey: Detector = {
  id: "serpstack-api-key",
  title: "serpstack API key",
  provider: "serpstack",
  category: "data",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["serpstack"],
  pattern: named("serpstack", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("SERPSTACK_API_KEY", make), `url = "http://api.serpstack.com/search?access_key=${make(13)}&query=x"`],
  counterExamples: [
    ...unlike("SERPSTACK_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `serpstack checksum ${make(21)}`,
  ],
  references: ["https://docs.apilayer.com/serpstack/docs/serpstack-api-v-1-0-0"],
  revoke: "https://serpstack.com/dashboard > Reset API key",
};
