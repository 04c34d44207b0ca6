import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{68}", seed);
export const appopticsApiToken: Detector = {
  id: "appoptics-api-token",
  title: "SolarWinds AppOptics API token",
  provider: "appoptics",
  category: "monitoring",
  severity: "medium",
  opens: "Sends metrics and, with full access, reads and changes dashboards and alerts.",
  keywords: ["appoptics"],
  pattern: named("appoptics", "(?:api|access|auth|service)?[_.-]?(?:token|key)", `(?:[0-9a-f]{64}|${WIDE_MIXED}[A-Za-z0-9_-]{71})`),
  entropy: 3.3,
  confidence: 0.72,
  examples: [
    ...shown("APPOPTICS_API_TOKEN", make),
    `appoptics:\n  api_token: ${make(13)}\n`,
    `APPOPTICS_SERVICE_KEY=${fake("[0-9a-f]{64}", 15)}\n`,
  ],
  counterExamples: [...nearMisses("APPOPTICS_API_TOKEN", make), `APPOPTICS_TAG=${make(31)}`],
  references: ["https://docs.appoptics.com/api/#authentication"],
  revoke: "https://my.appoptics.com/organization/tokens > Revoke",
};
