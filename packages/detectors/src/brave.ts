import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("BSA[A-Za-z0-9_-]{27}[A-Za-z0-9]", seed);
export const braveSearchApiKey: Detector = {
  id: "brave-search-api-key",
  title: "Brave Search API key",
  provider: "brave",
  category: "data",
  severity: "medium",
  opens: "Searches at the account's cost.",
  keywords: ["brave_api", "brave_search", "bravesearch", "braveapi", "search.brave.com", "brave_key", "brave-search"],
  pattern: named(
    "brave(?:_?search)?",
    "(?:x-)?(?:subscription|search|api|access|auth)?[_.-]?(?:api[_.-]?)?(?:token|key)",
    "BSA[A-Za-z0-9_-]{24,40}",
  ),
  entropy: 3.6,
  confidence: 0.93,
  examples: [
    ...shown("BRAVE_API_KEY", make),
    ...shown("BRAVE_SEARCH_API_KEY", make),
    `curl "https://api.search.brave.com/res/v1/web/search?q=x" -H "X-Subscription-Token: ${make(13)}"`,
    `"brave-search": {\n  "env": {\n    "BRAVE_API_KEY": "${make(15)}"\n  }\n}\n`,
    `brave_key = '${make(17)}'\n`,
  ],
  counterExamples: [
    ...nearMisses("BRAVE_API_KEY", make, 8),
    `TOKEN=${make(31)}`, // no provider's word
  ],
  references: ["https://api-dashboard.search.brave.com/app/documentation/web-search/get-started"],
  revoke: "https://api-dashboard.search.brave.com/app/keys > delete the key",
};
