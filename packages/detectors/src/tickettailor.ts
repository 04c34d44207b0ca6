import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk_[0-9]{4}_[0-9]{6}_[0-9a-f]{32}", seed);

export const tickettailorApiKey: Detector = {
  id: "tickettailor-api-key",
  title: "Ticket Tailor API key",
  provider: "tickettailor",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and changes events and orders of the box office, with the names and addresses of buyers.",
  keywords: ["tickettailor", "ticket_tailor"],
  pattern: named("ticket[_-]?tailor", KEY, "sk_[0-9]{4}_[0-9]{6}_[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.9,
  examples: [...shown("TICKETTAILOR_API_KEY", make), `ticket_tailor_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("TICKETTAILOR_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tickettailor checksum ${make(21)}`,
    `TICKETTAILOR_API_KEY=${fake("sk_[0-9]{4}_[0-9a-f]{32}", 22)}`,
  ],
  references: ["https://developers.tickettailor.com/"],
  revoke: "https://app.tickettailor.com/box-office/api > Delete",
};
