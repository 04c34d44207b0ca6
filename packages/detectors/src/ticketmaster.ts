import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const ticketmasterApiKey: Detector = {
  id: "ticketmaster-api-key",
  title: "Ticketmaster API key",
  provider: "ticketmaster",
  category: "ecommerce",
  severity: "low",
  opens: "Asks for public events at the owner's quota; it reads nothing of the account's data.",
  keywords: ["ticketmaster"],
  pattern: named("ticketmaster", "(?:api|consumer|discovery)?[_.-]?(?:api)?[_.-]?key", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("TICKETMASTER_API_KEY", make)],
  counterExamples: [
    ...unlike("TICKETMASTER_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `ticketmaster checksum ${make(21)}`,
  ],
  references: ["https://developer.ticketmaster.com/products-and-docs/apis/getting-started/"],
  revoke: "https://developer-acct.ticketmaster.com > the app > Delete",
};
