import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const newsapiApiKey: Detector = {
  id: "newsapi-api-key",
  title: "News API key",
  provider: "newsapi",
  category: "data",
  severity: "low",
  opens: "Spends the owner's quota of public news; it reads nothing of the account.",
  keywords: ["newsapi", "news_api"],
  pattern: named("news_?api", "(?:org)?[_.-]?(?:api)?[_.-]?(?:token|key)", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("NEWSAPI_KEY", make), `NEWS_API_KEY=${make(13)}\n`, `newsapi = NewsApiClient(api_key='${make(14)}')`],
  counterExamples: [...unnamed("NEWSAPI_KEY", make), `NEWSAPI_ETAG=${make(20)}\n`],
  references: ["https://newsapi.org/docs/authentication"],
  revoke: "https://newsapi.org/account > Generate new key",
};
