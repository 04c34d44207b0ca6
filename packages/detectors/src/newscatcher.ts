import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{41}x7", seed);
export const newscatcherApiKey: Detector = {
  id: "newscatcher-api-key",
  title: "NewsCatcher API key",
  provider: "newscatcher",
  category: "data",
  severity: "low",
  opens: "Spends the owner's quota of public news; it reads nothing of the account.",
  keywords: ["newscatcher"],
  pattern: named("newscatcher", KEY, "(?=[A-Za-z_-]{0,42}[0-9])[A-Za-z0-9_-]{43}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("NEWSCATCHER_API_KEY", make), `newscatcher:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("NEWSCATCHER_API_KEY", make), `NEWSCATCHER_URL=${make(20)}\n`],
  references: ["https://www.newscatcherapi.com/docs/v3/documentation/get-started/authentication"],
  revoke: "Ask NewsCatcher's support for a new key",
};
