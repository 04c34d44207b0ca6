import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const ahaApiKey: Detector = {
  id: "aha-api-key",
  title: "Aha! API key",
  provider: "aha",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes roadmaps, ideas and requirements of the company.",
  keywords: ["aha_api", "aha_token", "aha_access", "aha.io", "ahaapi"],
  pattern: named("aha(?:[._-]?io)?", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.75,
  examples: [
    ...shown("AHA_API_KEY", make),
    `AHA_TOKEN=${make(13)}\n`,
    `# https://acme.aha.io/api/v1\nAPI_KEY=${make(15)}\n`,
    `AHA_ACCESS_TOKEN: ${make(17)}\n`,
  ],
  counterExamples: [
    ...nearMisses("AHA_API_KEY", make),
    `PRAHA_API_KEY=${make(31)}`, // inside another word
    `aha.io sha256 ${make(33)}`,
  ],
  references: ["https://www.aha.io/api"],
  revoke: "https://secure.aha.io/settings/api_keys > delete the key",
};
