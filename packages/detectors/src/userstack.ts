import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const userstackApiKey: Detector = {
  id: "userstack-api-key",
  title: "userstack API key",
  provider: "userstack",
  category: "data",
  severity: "low",
  opens: "Looks up browsers at the owner's quota; it reads nothing of the account's data.",
  keywords: ["userstack"],
  pattern: named("userstack", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("USERSTACK_API_KEY", make), `url = "http://api.userstack.com/detect?access_key=${make(13)}&ua=x"`],
  counterExamples: [
    ...unlike("USERSTACK_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `userstack checksum ${make(21)}`,
  ],
  references: ["https://docs.apilayer.com/userstack/docs/api-documentation"],
  revoke: "https://userstack.com/dashboard > Reset API key",
};
