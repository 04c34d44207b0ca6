import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const tavily = (seed: number): string => fake("tvly-dev-[A-Za-z0-9]{32}", seed);
export const tavilyApiKey: Detector = {
  id: "tavily-api-key",
  title: "Tavily API key",
  provider: "tavily",
  category: "ai",
  severity: "medium",
  opens: "Searches the web at the owner's cost.",
  prefixes: ["tvly-"],
  pattern: alone("tvly-(?:(?:dev|prod)-)?[A-Za-z0-9]{32}"),
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("TAVILY_API_KEY", tavily), ...shown("TAVILY_KEY", (seed) => fake("tvly-[A-Za-z0-9]{32}", seed))],
  counterExamples: [
    ...unlike("TAVILY_API_KEY", "tvly-dev-", tavily),
    `TAVILY_API_KEY=tvly-YOUR_API_KEY`,
    `TAVILY_API_KEY=${fake("tvly-[A-Za-z0-9]{20}", 20)}`,
  ],
  references: ["https://docs.tavily.com/"],
  revoke: "https://app.tavily.com > API keys > Delete",
};
