import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{13}", seed);
export const amadeusApiSecret: Detector = {
  id: "amadeus-api-secret",
  title: "Amadeus API secret",
  provider: "amadeus",
  category: "data",
  severity: "medium",
  opens: "With the API key it searches and books travel in the account's name; production use is billed.",
  keywords: ["amadeus"],
  pattern: named("amadeus", "(?:api|client)[_.-]?secret", `${MIXED}[A-Za-z0-9]{16}`),
  entropy: 2.9,
  confidence: 0.75,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("AMADEUS_CLIENT_SECRET", make),
    `AMADEUS_API_KEY=${fake("[A-Za-z0-9]{32}", 13)}\nAMADEUS_API_SECRET=${make(14)}\n`,
    `const amadeus = new Amadeus({ clientId: 'x', clientSecret: '${make(15)}' });`,
  ],
  counterExamples: [
    ...nearMisses("AMADEUS_CLIENT_SECRET", make),
    `AMADEUS_CLIENT_ID=${make(31)}`,
    `AMADEUS_CLIENT_SECRET=amadeusclientabc`, // words
  ],
  references: ["https://developers.amadeus.com/self-service/apis-docs/guides/developer-guides/API-Keys/authorization/"],
  revoke: "https://developers.amadeus.com/my-apps > the app > delete it and make a new one",
};
