import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("at_[A-Za-z0-9]{29}", seed);
export const ipifyApiKey: Detector = {
  id: "ipify-api-key",
  title: "ipify geolocation API key",
  provider: "ipify",
  category: "geo",
  severity: "low",
  opens: "Asks for the place of addresses within the account's plan; it reads nothing that is the owner's.",
  keywords: ["ipify"],
  pattern: named("ipify", KEY, "at_[A-Za-z0-9]{29}"),
  entropy: 3.4,
  confidence: 0.85,
  examples: [...shown("IPIFY_API_KEY", make), `https://geo.ipify.org/api/v2/country?apiKey=${make(13)}`],
  counterExamples: [...nearMisses("IPIFY_API_KEY", make)],
  references: ["https://geo.ipify.org/docs"],
  revoke: "https://geo.ipify.org/my > Change API key",
};
