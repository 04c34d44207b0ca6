import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("t[A-Za-z0-9]{10}7", seed);
export const parsehubApiKey: Detector = {
  id: "parsehub-api-key",
  title: "ParseHub API key",
  provider: "parsehub",
  category: "data",
  severity: "medium",
  opens: "Runs the owner's scraping projects and reads what they gathered.",
  keywords: ["parsehub"],
  pattern: named("parsehub", "(?:api)?[_.-]?key", "t[A-Za-z0-9_-]{11}"),
  entropy: 2.8,
  confidence: 0.6,
  examples: [...shown("PARSEHUB_API_KEY", make), `parsehub:\n  api_key: ${make(31)}\n`],
  counterExamples: [
    ...unnamed("PARSEHUB_API_KEY", make),
    `PARSEHUB_PROJECT_TOKEN=${make(20)}\n`, // which project, not who
  ],
  references: ["https://www.parsehub.com/docs/ref/api/v2/"],
  revoke: "https://www.parsehub.com/account > API key > Regenerate",
};
