import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const algolia = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const algoliaAdminKey: Detector = {
  id: "algolia-admin-key",
  title: "Algolia admin API key",
  provider: "algolia",
  category: "database",
  severity: "high",
  opens: "Reads, changes and deletes all indexes of the application and makes further keys.",
  // Search keys have the same shape and are public: only a name that says admin or write counts.
  keywords: ["algolia"],
  pattern: named("algolia", "(?:admin|write|master)[_.-]?(?:api[_.-]?)?key", "[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.7,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])[A-Z0-9]{10}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("ALGOLIA_ADMIN_KEY", algolia),
    `ALGOLIA_APP_ID=${fake("[A-Z0-9]{10}", 13)}\nALGOLIA_ADMIN_API_KEY=${algolia(14)}\n`,
    `algolia:\n  app_id: x\n  admin_api_key: ${algolia(15)}\n`,
  ],
  counterExamples: [
    `ALGOLIA_ADMIN_KEY=\${ALGOLIA_ADMIN_KEY}`,
    `ALGOLIA_SEARCH_KEY=${algolia(20)}`, // public by design
    `ALGOLIA_ADMIN_KEY=${algolia(21).slice(1)}`,
    `algolia md5 ${algolia(22)}`,
  ],
  references: ["https://www.algolia.com/doc/guides/security/api-keys/"],
  revoke: "https://dashboard.algolia.com/account/api-keys > Regenerate",
};
