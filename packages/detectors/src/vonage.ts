import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown } from "./_token.ts";

const vonage = (seed: number): string => fake("[A-Za-z0-9]{13}[A-Z][a-z]7", seed);
export const vonageApiSecret: Detector = {
  id: "vonage-api-secret",
  title: "Vonage (Nexmo) API secret",
  provider: "vonage",
  category: "messaging",
  severity: "critical",
  opens: "With the API key, which is often beside it, it sends messages and places calls at the owner's cost.",
  keywords: ["nexmo", "vonage"],
  pattern: named("nexmo|vonage", "(?:api)?[_.-]?(?:secret|password)", `${MIXED}[A-Za-z0-9]{16}`),
  entropy: 3.3,
  confidence: 0.55,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{8}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("VONAGE_API_SECRET", vonage),
    `NEXMO_API_KEY=${fake("[0-9a-f]{8}", 13)}\nNEXMO_API_SECRET=${vonage(14)}\n`,
    `new Vonage({ apiKey: "${fake("[0-9a-f]{8}", 15)}", apiSecret: "${vonage(16)}" })`,
  ],
  counterExamples: [
    `VONAGE_API_SECRET=\${VONAGE_API_SECRET}`,
    `VONAGE_API_SECRET=${vonage(20).slice(1)}`,
    `VONAGE_API_SECRET=VONAGE_API_SECRT`,
    `vonage md5 ${fake("[0-9a-f]{16}", 21)}`,
  ],
  references: ["https://developer.vonage.com/en/account/secret-management"],
  revoke: "https://dashboard.nexmo.com/settings > API secrets: make a second one, then revoke this one",
};
