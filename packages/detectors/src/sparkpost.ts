import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const sparkpostApiKey: Detector = {
  id: "sparkpost-api-key",
  title: "SparkPost API key",
  provider: "sparkpost",
  category: "email",
  severity: "high",
  opens: "Sends mail from the owner's domains and, as its permissions allow, reads recipients and events.",
  keywords: ["sparkpost"],
  pattern: named("sparkpost", KEY, "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("SPARKPOST_API_KEY", make)],
  counterExamples: [
    ...unlike("SPARKPOST_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `sparkpost checksum ${make(21)}`,
  ],
  references: ["https://developers.sparkpost.com/api/#header-authentication"],
  revoke: "https://app.sparkpost.com/account/api-keys > Delete",
};
