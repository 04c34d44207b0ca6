import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{17}[A-Z][a-z]7", seed);

export const statuscakeApiKey: Detector = {
  id: "statuscake-api-key",
  title: "StatusCake API key",
  provider: "statuscake",
  category: "monitoring",
  severity: "medium",
  opens: "Reads and changes the account's checks and contacts, so alerts can be silenced.",
  keywords: ["statuscake"],
  pattern: named("statuscake", KEY, `${MIXED}[A-Za-z0-9]{20}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("STATUSCAKE_API_TOKEN", make)],
  counterExamples: [
    ...unlike("STATUSCAKE_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `statuscake checksum ${make(21)}`,
  ],
  references: ["https://developers.statuscake.com/guides/api/authentication/"],
  revoke: "https://app.statuscake.com/User.php > API keys > Delete",
};
