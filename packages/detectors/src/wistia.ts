import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);

export const wistiaApiToken: Detector = {
  id: "wistia-api-token",
  title: "Wistia API token",
  provider: "wistia",
  category: "media",
  severity: "high",
  opens: "Reads, changes and deletes the account's videos and their statistics, as its permissions allow.",
  keywords: ["wistia"],
  pattern: named("wistia", KEY, "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("WISTIA_API_TOKEN", make)],
  counterExamples: [
    ...unlike("WISTIA_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `wistia checksum ${make(21)}`,
  ],
  references: ["https://docs.wistia.com/reference/authentication-with-the-wistia-api"],
  revoke: "https://ACCOUNT.wistia.com/account/api > Delete",
};
