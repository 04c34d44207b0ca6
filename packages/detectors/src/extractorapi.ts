import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{40}";
const make = (seed: number): string => fake(SHAPE, seed);
export const extractorapiApiKey: Detector = {
  id: "extractorapi-api-key",
  title: "ExtractorAPI API key",
  provider: "extractorapi",
  category: "data",
  severity: "low",
  opens: "Extracts pages within the account's plan and reads the texts that were stored there.",
  keywords: ["extractorapi", "extractor_api"],
  pattern: named("extractor[_-]?api", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("EXTRACTORAPI_KEY", make),
    `https://extractorapi.com/api/v1/extractor/?apikey=${make(13)}&url=$URL`,
    `EXTRACTOR_API_KEY=${make(14)}`,
  ],
  counterExamples: [...nearMisses("EXTRACTORAPI_KEY", make)],
  references: ["https://extractorapi.com/documentation/"],
  revoke: "https://extractorapi.com/dashboard/ > ask support for a new key",
};
