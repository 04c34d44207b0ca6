import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-z]{24}", seed);
const VALUE = LOWER_MIXED + "[0-9a-z]{24}(?::[0-9a-z]{10,64})?";
export const etsyApiKey: Detector = {
  id: "etsy-api-key",
  title: "Etsy API key (keystring)",
  provider: "etsy",
  category: "ecommerce",
  severity: "medium",
  opens:
    "Reads public listings in the application's name and names it in log-ins of sellers; with its shared secret it is the application.",
  // Not the word alone: it stands in `getSymbol` and `getSystem`.
  keywords: ["etsy_", "etsya", "etsyc", "etsyk", "etsyt", "etsy.", "etsy-", "etsy:", "etsy ", 'etsy"', "etsy'", "etsy]"],
  pattern: named("etsy", "(?:(?:api|access|app|client|consumer)[_.-]?)?(?:key|keystring|token)|x-api-key", VALUE),
  entropy: 2.8,
  confidence: 0.65,
  examples: [
    ...shown("ETSY_API_KEY", make),
    `etsy = requests.get(url, headers={"x-api-key": "${make(13)}"})`,
    `etsy:\n  keystring: ${make(16)}\n`,
    `const etsyKey = "${make(17)}";`,
    `config["etsy"]["api_key"] = "${make(18)}"`,
    `ETSY_API_KEY=${make(14)}:${fake("[0-9a-z]{10}", 15)}`,
  ],
  counterExamples: [...nearMisses("ETSY_API_KEY", make)],
  references: ["https://developers.etsy.com/documentation/essentials/authentication"],
  revoke: "https://www.etsy.com/developers/your-apps > the app > delete it and make a new one",
};
