import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("b_[A-Za-z0-9+/]{43}", seed);
export const beamerApiKey: Detector = {
  id: "beamer-api-key",
  title: "Beamer API key",
  provider: "beamer",
  category: "marketing",
  severity: "medium",
  opens: "Publishes and changes announcements that all users of the product see, and reads their feedback.",
  keywords: ["beamer_api", "beamerapi", "getbeamer", "beamer_key", "beamer_token"],
  pattern: named("beamer", SET_KEY, "b_[A-Za-z0-9_=+/-]{43}[A-Za-z0-9_=-]?"),
  entropy: 4,
  confidence: 0.9,
  examples: [
    ...shown("BEAMER_API_KEY", make),
    `curl https://api.getbeamer.com/v0/posts -H "Beamer-Api-Key: ${make(13)}="`,
    `beamer_key = '${make(15)}'\n`,
    `BEAMER_TOKEN: ${make(17)}=\n`,
  ],
  counterExamples: [...nearMisses("BEAMER_API_KEY", make, 3), `BEAMER_PRODUCT_KEY=${fake("[A-Za-z0-9]{43}", 31)}`],
  references: ["https://www.getbeamer.com/api"],
  revoke: "https://app.getbeamer.com/settings#api > delete the key",
};
