import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);
export const nytimesApiKey: Detector = {
  id: "nytimes-api-key",
  title: "New York Times API key",
  provider: "nytimes",
  category: "data",
  severity: "low",
  opens: "Spends the owner's quota of public articles; it reads nothing of the account.",
  keywords: ["nytimes", "nyt_api", "nytapi", "new-york-times", "newyorktimes"],
  pattern: named("nytimes|nyt|new-?york-?times", "(?:api|access|secret|private|admin)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.5,
  confidence: 0.65,
  examples: [
    ...shown("NYTIMES_API_KEY", make),
    `NYT_API_KEY=${make(13)}\n`,
    `const nytApiKey = "${make(14)}";`,
    `new-york-times-key: ${make(15)}\n`,
    `newyorktimesKey: "${make(16)}"`,
  ],
  counterExamples: [...unnamed("NYTIMES_API_KEY", make), `NYTIMES_URL=${make(20)}\n`],
  references: ["https://developer.nytimes.com/get-started"],
  revoke: "https://developer.nytimes.com/my-apps > the app > Delete",
};
