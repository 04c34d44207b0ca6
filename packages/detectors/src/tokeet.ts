import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const tokeetApiKey: Detector = {
  id: "tokeet-api-key",
  title: "Tokeet API key",
  provider: "tokeet",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and changes the bookings, guests and invoices of the owner's rentals.",
  keywords: ["tokeet"],
  pattern: named("tokeet", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("TOKEET_API_KEY", make)],
  counterExamples: [
    ...unlike("TOKEET_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tokeet checksum ${make(21)}`,
  ],
  references: ["https://www.tokeet.com/api/"],
  revoke: "Tokeet > Settings > API keys > Delete",
};
