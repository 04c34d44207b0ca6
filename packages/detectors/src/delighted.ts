import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const delightedApiKey: Detector = {
  id: "delighted-api-key",
  title: "Delighted API key",
  provider: "delighted",
  category: "marketing",
  severity: "medium",
  opens: "Sends surveys and reads people's answers and addresses.",
  keywords: ["delighted_api", "delightedapi", "delighted.com", "delighted_key", "delighted_token"],
  pattern: named("delighted", SET_KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.75,
  examples: [
    ...shown("DELIGHTED_API_KEY", make),
    `# https://api.delighted.com/v1\napi_key = '${make(13)}'\n`,
    `DELIGHTED_KEY=${make(15)}\n`,
    `DELIGHTED_TOKEN=${make(17)}\n`,
  ],
  counterExamples: [...nearMisses("DELIGHTED_API_KEY", make), `DELIGHTED_SURVEY=${make(31)}`],
  references: ["https://app.delighted.com/docs/api#authentication"],
  revoke: "https://app.delighted.com/account/api > Regenerate",
};
