import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { alone, named, sent, shown, unlike } from "./_token.ts";

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

const delivery = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
export const contentfulDeliveryToken: Detector = {
  id: "contentful-delivery-token",
  title: "Contentful delivery or preview token",
  provider: "contentful",
  category: "media",
  severity: "low",
  nature: "public",
  opens: "Reads published content, which web pages do with the token in the open; a preview token reads drafts as well.",
  keywords: ["contentful", "ctfl"],
  pattern: named(
    "contentful|ctfl",
    "(?:(?:delivery|preview|access|api|cda|cpa|content)[_.-]?){0,3}(?:token|key)",
    `${WIDE_MIXED}[A-Za-z0-9_-]{43}`,
  ),
  entropy: 3.9,
  confidence: 0.8,
  companions: [{ name: "space", pattern: /(?<![A-Za-z0-9])[a-z0-9]{12}(?![A-Za-z0-9])/, withinBytes: 160 }],
  examples: [
    ...shown("CONTENTFUL_ACCESS_TOKEN", delivery),
    ...shown("CTFL_DELIVERY_TOKEN", delivery),
    `const client = contentful.createClient({\n  space: '${fake("[a-z0-9]{12}", 13)}',\n  accessToken: '${delivery(14)}',\n});\n`,
  ],
  counterExamples: [
    ...nearMisses("CONTENTFUL_ACCESS_TOKEN", delivery),
    `CONTENTFUL_ENTRY=${delivery(20)}`,
    `CONTENTFUL_MANAGEMENT_TOKEN=${fake("CFPAT-[A-Za-z0-9_-]{43}", 21)}`, // the personal token, another kind
  ],
  references: ["https://www.contentful.com/developers/docs/references/authentication/"],
  revoke: "https://app.contentful.com > Settings > API keys > the key > Delete",
};
