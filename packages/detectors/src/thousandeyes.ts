import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}Zq7", seed);

export const thousandeyesApiToken: Detector = {
  id: "thousandeyes-api-token",
  title: "ThousandEyes API token",
  provider: "thousandeyes",
  category: "monitoring",
  severity: "high",
  opens: "Reads and changes the tests, agents and alerts that its user may, so it shows the network from within.",
  keywords: ["thousandeyes", "thousand_eyes"],
  pattern: named("thousand[_-]?eyes", KEY, `(?:${MIXED}[A-Za-z0-9]{32}|${UUID})`),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("THOUSANDEYES_TOKEN", make),
    `thousand_eyes_key: ${make(30)}\n`,
    `TE_TOKEN: x\nthousandeyes_bearer_token = "${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 14)}"\n`,
  ],
  counterExamples: [
    ...unlike("THOUSANDEYES_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `thousandeyes checksum ${make(21)}`,
  ],
  references: ["https://developer.cisco.com/docs/thousandeyes/authentication/"],
  revoke: "ThousandEyes > Users and roles > Profile > User API tokens > Revoke",
};
