import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const sinchApiToken: Detector = {
  id: "sinch-api-token",
  title: "Sinch service plan API token",
  provider: "sinch",
  category: "messaging",
  severity: "high",
  opens: "Sends text messages at the owner's cost and reads those of its service plan.",
  keywords: ["sinch"],
  pattern: named("sinch", "(?:api|auth|service[_.-]?plan|bearer|access)?[_.-]?(?:api[_.-]?)?token", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  companions: [{ name: "servicePlanId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("SINCH_API_TOKEN", make), `SINCH_SERVICE_PLAN_ID=${fake("[0-9a-f]{32}", 13)}\nSINCH_API_TOKEN=${make(14)}\n`],
  counterExamples: [
    ...unlike("SINCH_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `sinch checksum ${make(21)}`,
    `SINCH_SERVICE_PLAN_ID=${make(22)}`, // the id
  ],
  references: ["https://developers.sinch.com/docs/sms/api-reference/"],
  revoke: "https://dashboard.sinch.com/sms/api/rest > Regenerate token",
};
