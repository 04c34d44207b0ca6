import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{38}k7", seed);

export const teamgateApiKey: Detector = {
  id: "teamgate-api-key",
  title: "Teamgate API key",
  provider: "teamgate",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the account's deals, people and companies.",
  keywords: ["teamgate"],
  pattern: named("teamgate", "(?:api|app|auth|access)?[_.-]?(?:token|key)", `(?:${LOWER_MIXED}[a-z0-9]{40}|${MIXED}[A-Za-z0-9]{80})`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("TEAMGATE_API_KEY", make), `TEAMGATE_AUTH_TOKEN=${fake("[A-Za-z0-9]{77}Zq7", 13)}\n`],
  counterExamples: [
    ...unlike("TEAMGATE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `teamgate checksum ${make(21)}`,
  ],
  references: ["https://developers.teamgate.com/"],
  revoke: "https://app.teamgate.com > Settings > External apps > Delete",
};
