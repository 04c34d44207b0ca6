import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);

export const serpapiApiKey: Detector = {
  id: "serpapi-api-key",
  title: "SerpApi key",
  provider: "serpapi",
  category: "data",
  severity: "low",
  opens: "Searches at the owner's cost; it reads nothing of the account's own but its past searches.",
  keywords: ["serpapi", "serp_api"],
  pattern: named("serp[_-]?api", KEY, "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("SERPAPI_API_KEY", make),
    `serp_api_key: ${make(30)}\n`,
    `url = "https://serpapi.com/search.json?q=x&api_key=${make(13)}"`,
  ],
  counterExamples: [
    ...unlike("SERPAPI_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `serpapi checksum ${make(21)}`,
  ],
  references: ["https://serpapi.com/search-api#api-parameters-serpapi-parameters-api-key"],
  revoke: "https://serpapi.com/manage-api-key > Regenerate",
};
