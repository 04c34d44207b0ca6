import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const moosendApiKey: Detector = {
  id: "moosend-api-key",
  title: "Moosend API key",
  provider: "moosend",
  category: "email",
  severity: "high",
  opens: "Reads, adds and deletes the account's subscribers and sends campaigns.",
  keywords: ["moosend"],
  pattern: named("moosend", "(?:api|access|secret|private|admin)?[_.-]?(?:token|key)", UUID),
  entropy: 2.9,
  confidence: 0.65,
  examples: [...shown("MOOSEND_API_KEY", make), `moosend:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("MOOSEND_API_KEY", make), `MOOSEND_LIST_ID=${make(20)}\n`],
  references: ["https://docs.moosend.com/developers/api-documentation/en/index-en.html"],
  revoke: "https://identity.moosend.com > Settings > API key > Regenerate",
};
