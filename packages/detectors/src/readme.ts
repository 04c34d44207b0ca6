import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("rdme_[a-z0-9]{70}", seed);

export const readmeApiKey: Detector = {
  id: "readme-api-key",
  title: "ReadMe API key",
  provider: "readme",
  category: "media",
  severity: "medium",
  opens: "Reads and changes the project's documentation.",
  prefixes: ["rdme_"],
  pattern: alone("rdme_[a-z0-9]{70}"),
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("README_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("README_API_KEY", "rdme_", make),
    `README_API_KEY=${fake("rdme_[A-Z]{70}", 20)}`,
    `README_API_KEY=${fake("rdme_[a-z0-9]{40}", 21)}`,
  ],
  references: ["https://docs.readme.com/main/reference/intro/authentication"],
  revoke: "https://dash.readme.com > the project > API keys > Revoke",
};
