import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const firecrawl = (seed: number): string => fake("fc-[0-9a-f]{32}", seed);
export const firecrawlApiKey: Detector = {
  id: "firecrawl-api-key",
  title: "Firecrawl API key",
  provider: "firecrawl",
  category: "ai",
  severity: "medium",
  opens: "Crawls the web at the owner's cost.",
  // The prefix is two letters: the word must be near.
  keywords: ["firecrawl"],
  pattern: alone("fc-[0-9a-f]{32}"),
  window: { before: 128, after: 256 },
  entropy: 3.2,
  confidence: 0.85,
  examples: [...shown("FIRECRAWL_API_KEY", firecrawl), `app = FirecrawlApp(api_key="${firecrawl(13)}")`],
  counterExamples: [...unlike("FIRECRAWL_API_KEY", "fc-", firecrawl), `KEY=${firecrawl(20)}`, `firecrawl ${fake("[0-9a-f]{40}", 21)}`],
  references: ["https://docs.firecrawl.dev/"],
  revoke: "https://www.firecrawl.dev/app/api-keys > Delete",
};
