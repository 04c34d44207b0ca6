import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const languagelayerAccessKey: Detector = {
  id: "languagelayer-access-key",
  title: "languagelayer access key",
  provider: "languagelayer",
  category: "saas",
  severity: "low",
  opens: "Uses up the account's requests for language detection; it reads nothing that is the owner's.",
  keywords: ["languagelayer"],
  pattern: named("languagelayer", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("LANGUAGELAYER_ACCESS_KEY", make), `http://apilayer.net/languagelayer/detect?access_key=${make(13)}`],
  counterExamples: [...nearMisses("LANGUAGELAYER_ACCESS_KEY", make)],
  references: ["https://languagelayer.com/documentation"],
  revoke: "https://languagelayer.com/dashboard > Reset API key",
};
