import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const apimetricsApiKey: Detector = {
  id: "apimetrics-api-key",
  title: "APImetrics API key",
  provider: "apimetrics",
  category: "monitoring",
  severity: "medium",
  opens: "Reads and changes the account's API tests, whose settings may hold credentials of what they test.",
  keywords: ["apimetrics", "api_metrics"],
  pattern: named("api_?metrics", SET_KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [
    ...shown("APIMETRICS_API_KEY", make),
    `# https://client.apimetrics.io/api/2/calls/\nAPI_KEY=${make(13)}\n`,
    `API_METRICS_TOKEN=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("APIMETRICS_API_KEY", make), `APIMETRICS_CALL=${make(31)}`],
  references: ["https://apimetrics.io/docs/"],
  revoke: "https://client.apimetrics.io > Settings > API keys > Revoke",
};
