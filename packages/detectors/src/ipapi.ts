import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const ipapiAccessKey: Detector = {
  id: "ipapi-access-key",
  title: "ipapi access key",
  provider: "ipapi",
  category: "geo",
  severity: "low",
  opens: "Asks for the place of addresses within the account's plan; it reads nothing that is the owner's.",
  keywords: ["ipapi"],
  pattern: named("ipapi", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("IPAPI_ACCESS_KEY", make), `https://api.ipapi.com/api/check?access_key=${make(13)}`],
  counterExamples: [...nearMisses("IPAPI_ACCESS_KEY", make)],
  references: ["https://ipapi.com/documentation"],
  revoke: "https://ipapi.com/dashboard > Reset API key",
};
