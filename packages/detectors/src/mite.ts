import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{14}x7", seed);
export const miteApiKey: Detector = {
  id: "mite-api-key",
  title: "mite API key",
  provider: "mite",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner in the company's time tracking: reads and changes times, projects and customers.",
  keywords: ["mite_api", "mite-api", "miteapi", "x-miteapikey", "mite.de"],
  pattern: named("(?:x-)?mite", "(?:api)?[_.-]?key", `${DIGIT}[a-z0-9]{16}`),
  entropy: 2.6,
  confidence: 0.6,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,60}\.mite\.(?:de|yo\.lk)(?![A-Za-z0-9-])/, withinBytes: 512 }],
  examples: [
    ...shown("MITE_API_KEY", make),
    `curl -H "X-MiteApiKey: ${make(13)}" https://acme.mite.de/account.json`,
    `mite-api-key: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("MITE_API_KEY", make), `TERMITE_API_KEY=${make(20)}\n`],
  references: ["https://mite.de/en/api/index.html"],
  revoke: "https://{account}.mite.de/myself > API key > Regenerate",
};
