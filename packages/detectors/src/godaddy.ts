import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{22}";
const make = (seed: number): string => fake(SHAPE, seed);
export const godaddyApiSecret: Detector = {
  id: "godaddy-api-secret",
  title: "GoDaddy API secret",
  provider: "godaddy",
  category: "cdn",
  severity: "critical",
  opens: "With the API key it changes the DNS of all the owner's domains, and buys and moves domains: it can take over mail and sites.",
  keywords: ["godaddy", "gd_secret"],
  pattern: named("godaddy|gd(?=_secret)", "(?:(?:api|client|app|oauth)[_.-]?)?secret(?:[_.-]?key)?", MIXED + SHAPE),
  entropy: 3,
  confidence: 0.7,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9_])[A-Za-z0-9]{8,16}_[A-Za-z0-9]{18,24}(?![A-Za-z0-9_])/, withinBytes: 192 }],
  examples: [
    ...shown("GODADDY_API_SECRET", make),
    `export GD_Key="${fake("[A-Za-z0-9]{11}_[A-Za-z0-9]{22}", 13)}"\nexport GD_Secret="${make(14)}"\n`,
    `dns_godaddy_secret = ${make(15)}`,
  ],
  counterExamples: [...nearMisses("GODADDY_API_SECRET", make), `GODADDY_API_KEY=${fake("[A-Za-z0-9]{11}_[A-Za-z0-9]{22}", 20)}`],
  references: ["https://developer.godaddy.com/getstarted"],
  revoke: "https://developer.godaddy.com/keys > Delete",
  lifetime: "until it is deleted",
};
