import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
const VALUE = URL_MIXED + "[A-Za-z0-9_-]{43}";
export const hereApiKey: Detector = {
  id: "here-api-key",
  title: "HERE API key",
  provider: "here",
  category: "geo",
  severity: "low",
  opens: "Asks for maps, routes and addresses at the account's cost; it often stands in web pages.",
  // The word alone stands in every text.
  keywords: ["here_api", "hereapi", "here_maps", "heremaps", "here_rest", "here-api"],
  pattern: named("here(?=[_.-]?(?:api|maps|rest|app|js|com))", "(?:(?:api|app|rest|js|maps|access)[_.-]?){0,2}key", VALUE),
  entropy: 3.5,
  confidence: 0.75,
  examples: [...shown("HERE_API_KEY", make), `https://geocode.search.hereapi.com/v1/geocode?q=$Q&apiKey=${make(13)}`],
  counterExamples: [...nearMisses("HERE_API_KEY", make), `here is the key: ${make(20)}`, `WHERE_API_KEY=${make(21)}`],
  references: ["https://www.here.com/docs/bundle/identity-and-access-management-developer-guide"],
  revoke: "https://platform.here.com/access > the app > API keys > Delete",
};
