import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const diffbotToken: Detector = {
  id: "diffbot-token",
  title: "Diffbot API token",
  provider: "diffbot",
  category: "data",
  severity: "medium",
  opens: "Reads pages and the knowledge graph at the account's cost, and reads and starts its crawls.",
  keywords: ["diffbot"],
  pattern: named("diffbot", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("DIFFBOT_TOKEN", make), `curl "https://api.diffbot.com/v3/article?token=${make(13)}&url=$URL"`],
  counterExamples: [...nearMisses("DIFFBOT_TOKEN", make)],
  references: ["https://docs.diffbot.com/reference/authentication"],
  revoke: "https://app.diffbot.com/settings > ask support for a new token",
};
