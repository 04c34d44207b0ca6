import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const ateraApiKey: Detector = {
  id: "atera-api-key",
  title: "Atera API key",
  provider: "atera",
  category: "saas",
  severity: "high",
  opens: "Reads and changes customers, tickets and devices of the whole account: a map of the managed machines.",
  keywords: ["atera_", "ateraapi", "atera.com"],
  pattern: named("atera(?:[._]?com)?", SET_KEY, `${LOWER_MIXED}[a-z0-9]{32}`),
  entropy: 3,
  confidence: 0.75,
  examples: [...shown("ATERA_API_KEY", make), `curl https://app.atera.com/api/v3/agents -H "X-API-KEY: ${make(13)}"`],
  counterExamples: [
    ...nearMisses("ATERA_API_KEY", make),
    `$materaKey md5 ${make(31)}`,
    `MATERA_API_KEY=${make(33)}`, // inside another word
  ],
  references: ["https://app.atera.com/apidocs"],
  revoke: "https://app.atera.com > Admin > Data management > API > Reset",
};
