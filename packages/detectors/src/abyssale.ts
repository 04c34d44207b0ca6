import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{37}", seed);
export const abyssaleApiKey: Detector = {
  id: "abyssale-api-key",
  title: "Abyssale API key",
  provider: "abyssale",
  category: "media",
  severity: "medium",
  opens: "Makes banners at the account's cost and reads its designs and files.",
  keywords: ["abyssale"],
  pattern: named("abyssale", SET_KEY, `${MIXED}[A-Za-z0-9]{40}`),
  entropy: 3.9,
  confidence: 0.72,
  examples: [...shown("ABYSSALE_API_KEY", make), `curl https://api.abyssale.com/templates -H "x-api-key: ${make(13)}"\n`],
  counterExamples: [...nearMisses("ABYSSALE_API_KEY", make), `ABYSSALE_TEMPLATE=${make(31)}`],
  references: ["https://developers.abyssale.com/rest-api/authentication"],
  revoke: "https://app.abyssale.com > Settings > API key > Regenerate",
};
