import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("AUT[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const apifonicaAuthToken: Detector = {
  id: "apifonica-auth-token",
  title: "Apifonica auth token",
  provider: "apifonica",
  category: "messaging",
  severity: "high",
  opens: "With the account's ID it sends messages and places calls at the account's cost.",
  keywords: ["apifonica"],
  pattern: named("apifonica", SET_KEY, "(?!ACC)[A-Za-z0-9]{11}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{12}"),
  entropy: 3,
  confidence: 0.85,
  companions: [
    {
      name: "accountId",
      pattern: /(?<![A-Za-z0-9])ACC[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9-])/,
      withinBytes: 192,
    },
  ],
  examples: [
    ...shown("APIFONICA_AUTH_TOKEN", make),
    `APIFONICA_ACCOUNT=${fake("ACC[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 13)}\nAPIFONICA_PASSWORD=${make(14)}\n`,
  ],
  counterExamples: [...nearMisses("APIFONICA_AUTH_TOKEN", make), `APIFONICA_MESSAGE=${make(31)}`],
  references: ["https://www.apifonica.com/en/docs/"],
  revoke: "https://www.apifonica.com > Account > API credentials > Reset",
};
