import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const ipstackAccessKey: Detector = {
  id: "ipstack-access-key",
  title: "ipstack access key",
  provider: "ipstack",
  category: "geo",
  severity: "low",
  opens: "Asks for the place of addresses within the account's plan; it reads nothing that is the owner's.",
  keywords: ["ipstack"],
  pattern: named("ipstack", KEY, SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("IPSTACK_ACCESS_KEY", make), `http://api.ipstack.com/check?access_key=${make(13)}`],
  counterExamples: [...nearMisses("IPSTACK_ACCESS_KEY", make)],
  references: ["https://ipstack.com/documentation"],
  revoke: "https://ipstack.com/dashboard > Reset API key",
};
