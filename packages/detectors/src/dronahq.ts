import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{50}";
const make = (seed: number): string => fake(SHAPE, seed);
export const dronahqTokenKey: Detector = {
  id: "dronahq-token-key",
  title: "DronaHQ token key",
  provider: "dronahq",
  category: "saas",
  severity: "high",
  opens: "Calls the account's plug-in API: reads and changes its users, and so who may use its internal tools.",
  keywords: ["dronahq", "drona_hq"],
  pattern: named("drona[_-]?hq", "(?:api|admin|access)?[_.-]?(?:token|key|token[_.-]?key)", LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("DRONAHQ_TOKEN_KEY", make),
    `https://plugin.api.dronahq.com/users/?tokenkey=${make(13)}`,
    `DRONA_HQ_API_KEY=${make(14)}`,
  ],
  counterExamples: [...nearMisses("DRONAHQ_TOKEN_KEY", make)],
  references: ["https://docs.dronahq.com/"],
  revoke: "https://studio.dronahq.com > Admin API keys > Delete",
};
