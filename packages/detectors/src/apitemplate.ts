import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{36}", seed);
export const apitemplateApiKey: Detector = {
  id: "apitemplate-api-key",
  title: "APITemplate.io API key",
  provider: "apitemplate",
  category: "media",
  severity: "medium",
  opens: "Makes documents at the account's cost and reads those made, which may hold customers' data.",
  keywords: ["apitemplate", "api_template"],
  pattern: named("api_?template(?:[._]?io)?", SET_KEY, `${MIXED}[A-Za-z0-9]{39}`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [
    ...shown("APITEMPLATE_API_KEY", make),
    `curl https://rest.apitemplate.io/v2/list-templates -H "X-API-KEY: ${make(13)}"`,
    `API_TEMPLATE_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("APITEMPLATE_API_KEY", make), `APITEMPLATE_ID=${make(31)}`],
  references: ["https://apitemplate.io/apiv2/"],
  revoke: "https://app.apitemplate.io > API integration > API key > Regenerate",
};
