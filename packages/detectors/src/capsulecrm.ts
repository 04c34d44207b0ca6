import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{63}[0-9]", seed);
export const capsuleCrmApiToken: Detector = {
  id: "capsule-crm-api-token",
  title: "Capsule CRM API token",
  provider: "capsulecrm",
  category: "crm",
  severity: "high",
  opens: "Acts as its owner: reads and changes contacts, opportunities and notes.",
  keywords: ["capsulecrm", "capsule_crm", "capsule_api", "capsule_token", "capsule_access"],
  pattern: named("capsule(?:_?crm)?", SET_KEY, "(?=[A-Za-z+/]{0,63}[0-9])[A-Za-z0-9+/]{64}"),
  entropy: 4.2,
  confidence: 0.75,
  examples: [
    ...shown("CAPSULE_CRM_API_TOKEN", make),
    `# api.capsulecrm.com\ntoken = '${make(13)}'\n`,
    `CAPSULE_API_KEY=${make(15)}\n`,
    `CAPSULE_TOKEN=${make(17)}\n`,
    `CAPSULE_ACCESS_TOKEN=${make(19)}\n`,
  ],
  counterExamples: [...nearMisses("CAPSULE_CRM_API_TOKEN", make), `CAPSULE_SITE=${make(31)}`],
  references: ["https://developer.capsulecrm.com/v2/overview/authentication"],
  revoke: "Capsule > My preferences > API authentication tokens > delete the token",
};
