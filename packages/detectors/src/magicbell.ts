import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{37}[A-Z][a-z]7", seed);
export const magicbellApiSecret: Detector = {
  id: "magicbell-api-secret",
  title: "MagicBell API secret",
  provider: "magicbell",
  category: "messaging",
  severity: "high",
  opens: "Sends notifications to all users of the project and reads theirs.",
  keywords: ["magicbell"],
  pattern: named("magicbell", "(?:api|project)?[_.-]?(?:secret|token)(?:[_.-]?key)?", `${MIXED}[A-Za-z0-9]{40}`),
  entropy: 3.7,
  confidence: 0.65,
  examples: [...shown("MAGICBELL_API_SECRET", make), `magicbell:\n  api_secret: ${make(31)}\n`],
  counterExamples: [
    ...unnamed("MAGICBELL_API_SECRET", make),
    `MAGICBELL_API_KEY=${make(20)}\n`, // it may stand in web pages
  ],
  references: ["https://www.magicbell.com/docs/api/authentication"],
  revoke: "https://app.magicbell.com > Settings > API keys > Regenerate",
};
