import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{48}x7", seed);
export const overloopApiKey: Detector = {
  id: "overloop-api-key",
  title: "Overloop API key",
  provider: "overloop",
  category: "email",
  severity: "high",
  opens: "Reads and changes the owner's prospects and sends mail to them through campaigns.",
  keywords: ["overloop"],
  pattern: named("overloop", KEY, "(?=[A-Za-z_-]{0,49}[0-9])[A-Za-z0-9_-]{50}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("OVERLOOP_API_KEY", make), `overloop:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("OVERLOOP_API_KEY", make), `OVERLOOP_LIST=${make(20)}\n`],
  references: ["https://apidoc.overloop.com/"],
  revoke: "https://app.overloop.com > Settings > API > Revoke",
};
