import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{64}";
const make = (seed: number): string => fake(SHAPE, seed);
export const ipinfodbApiKey: Detector = {
  id: "ipinfodb-api-key",
  title: "IPInfoDB API key",
  provider: "ipinfodb",
  category: "geo",
  severity: "low",
  opens: "Asks for the place of addresses within the account's plan; it reads nothing that is the owner's.",
  keywords: ["ipinfodb"],
  pattern: named("ipinfodb", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("IPINFODB_API_KEY", make), `https://api.ipinfodb.com/v3/ip-city/?key=${make(13)}&ip=$IP`],
  counterExamples: [...nearMisses("IPINFODB_API_KEY", make)],
  references: ["https://www.ipinfodb.com/api"],
  revoke: "https://www.ipinfodb.com/account > Regenerate",
};
