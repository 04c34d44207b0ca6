import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{45}", seed);
export const currentsapiApiKey: Detector = {
  id: "currentsapi-api-key",
  title: "Currents news API key",
  provider: "currentsapi",
  category: "data",
  severity: "low",
  opens: "Searches news on the account's quota; it opens nothing of the owner's.",
  keywords: ["currentsapi", "currents_api"],
  pattern: named("currents_?api", "(?:api|access|auth)?[_.-]?(?:key|token|authorization)", `${WIDE_MIXED}[A-Za-z0-9_-]{48}`),
  entropy: 3.9,
  confidence: 0.72,
  examples: [
    ...shown("CURRENTSAPI_API_KEY", make),
    `https://api.currentsapi.services/v1/latest-news?language=en&apiKey=${make(13)}`,
    `CURRENTS_API_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CURRENTSAPI_API_KEY", make), `CURRENTSAPI_NEWS=${make(31)}`],
  references: ["https://currentsapi.services/en/docs/"],
  revoke: "https://currentsapi.services/en/profile > API key > Regenerate",
};
