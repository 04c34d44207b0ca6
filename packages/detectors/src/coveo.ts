import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const make = (seed: number): string => fake("xx[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const coveoApiKey: Detector = {
  id: "coveo-api-key",
  title: "Coveo API key",
  provider: "coveo",
  category: "database",
  severity: "medium",
  opens: "Searches, and with more privileges changes, the organisation's index: keys of search pages are public, others are not.",
  keywords: ["coveo"],
  pattern: /(?<![A-Za-z0-9_-])xx[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![A-Za-z0-9_-])/,
  window: { before: 200, after: 256 },
  entropy: 3,
  confidence: 0.9,
  notSecret: [/^xx564559b1-0045-48e1-953c-3addd1ee4457$/],
  examples: [
    ...shown("COVEO_API_KEY", make),
    `Coveo.SearchEndpoint.configureCloudV2Endpoint('acme', '${make(13)}');`,
    `curl https://platform.cloud.coveo.com/rest/search/v2 -H "Authorization: Bearer ${make(15)}"`,
  ],
  counterExamples: [
    `COVEO_API_KEY=\${COVEO_API_KEY}`,
    `COVEO_API_KEY=xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`,
    `API_KEY=${make(35)}`, // no provider's word
    `COVEO_API_KEY=xx564559b1-0045-48e1-953c-3addd1ee4457`, // the documents' own
    `coveo id ${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 39)}`,
  ],
  references: ["https://docs.coveo.com/en/105/leverage-the-coveo-platform-api/api-key-authentication"],
  revoke: "https://platform.cloud.coveo.com > API keys > Disable, then Delete",
};
