import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}.[A-Za-z0-9]{40}", seed);
const VALUE = String.raw`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.[A-Za-z0-9]{40}`;
export const dittoApiKey: Detector = {
  id: "ditto-api-key",
  title: "Ditto API key",
  provider: "ditto",
  category: "saas",
  severity: "medium",
  opens: "Reads and changes the texts of the workspace's products before they are shipped.",
  keywords: ["dittowords", "ditto_api", "ditto-api", "dittoapi"],
  pattern: named("ditto(?=[_.-]?(?:words|api|key|token))", KEY, VALUE),
  entropy: 3.5,
  confidence: 0.9,
  examples: [...shown("DITTO_API_KEY", make), `// api.dittowords.com\nconst dittowords = { apiKey: "${make(13)}" };`],
  counterExamples: [...nearMisses("DITTO_API_KEY", make)],
  references: ["https://developer.dittowords.com/api-reference/authentication"],
  revoke: "https://app.dittowords.com/developers/api-keys > Revoke",
};
