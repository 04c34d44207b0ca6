import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const contentful = (seed: number): string => fake("CFPAT-[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const contentfulPat: Detector = {
  id: "contentful-personal-access-token",
  title: "Contentful personal access token",
  provider: "contentful",
  category: "media",
  severity: "high",
  opens: "Acts as its owner: reads and changes the content of all spaces that the owner sees.",
  prefixes: ["CFPAT-"],
  pattern: alone("CFPAT-[A-Za-z0-9_-]{43}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("CONTENTFUL_MANAGEMENT_TOKEN", contentful), ...sent(contentful)],
  counterExamples: [
    ...unlike("CONTENTFUL_MANAGEMENT_TOKEN", "CFPAT-", contentful),
    `TOKEN=${fake("CFPAT-[A-Za-z0-9]{20}", 20)}`,
    `TOKEN=CFPAT-your-token`,
  ],
  references: ["https://www.contentful.com/developers/docs/references/authentication/"],
  revoke: "https://app.contentful.com/account/profile/cma_tokens > Revoke",
};
