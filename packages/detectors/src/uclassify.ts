import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{9}", seed);
export const uclassifyApiKey: Detector = {
  id: "uclassify-api-key",
  title: "uClassify API key",
  provider: "uclassify",
  category: "ai",
  severity: "medium",
  opens: "A read key classifies texts at the owner's cost; a write key trains, changes and deletes the owner's classifiers.",
  keywords: ["uclassify"],
  pattern: named("uclassify", "(?:(?:read|write)[_.-]?)?(?:api[_.-]?)?(?:key|token)", `${MIXED}[A-Za-z0-9]{12}`),
  entropy: 3,
  confidence: 0.7,
  examples: [
    ...shown("UCLASSIFY_READ_KEY", make),
    `GET https://api.uclassify.com/v1/uClassify/Sentiment/classify/?readKey=${make(13)}&text=hi`,
    `UCLASSIFY_WRITE_API_KEY=${make(14)}\n`,
  ],
  counterExamples: [
    ...nearMisses("UCLASSIFY_READ_KEY", make),
    `https://api.uclassify.com/v1/${make(20)}/Sentiment/classify`, // whose classifier
  ],
  references: ["https://uclassify.com/docs/restapi", "https://uclassify.com/docs/urlrestapi"],
  revoke: "https://uclassify.com > sign in > API keys > Generate new keys",
};
