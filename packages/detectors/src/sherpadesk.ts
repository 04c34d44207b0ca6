import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{30}k7", seed);

export const sherpadeskApiToken: Detector = {
  id: "sherpadesk-api-token",
  title: "SherpaDesk API token",
  provider: "sherpadesk",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the organisation's tickets, accounts and invoices.",
  keywords: ["sherpadesk"],
  pattern: named("sherpadesk", KEY, `${LOWER_MIXED}[a-z0-9]{32}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("SHERPADESK_API_TOKEN", make)],
  counterExamples: [
    ...unlike("SHERPADESK_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `sherpadesk checksum ${make(21)}`,
  ],
  references: ["https://documenter.getpostman.com/view/4454237/RW8AooQg"],
  revoke: "SherpaDesk > Profile > API token > Regenerate",
};
