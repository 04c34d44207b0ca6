import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{20}", seed);
export const alegraApiToken: Detector = {
  id: "alegra-api-token",
  title: "Alegra API token",
  provider: "alegra",
  category: "finance",
  severity: "high",
  opens: "With the owner's address it reads and changes invoices, payments and contacts of the company.",
  keywords: ["alegra"],
  pattern: named("alegra", "(?:api|access|auth)?[_.-]?token", "[0-9a-f]{20}"),
  entropy: 2.6,
  confidence: 0.72,
  companions: [{ name: "user", pattern: /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,3}/, withinBytes: 160 }],
  examples: [...shown("ALEGRA_API_TOKEN", make), `ALEGRA_EMAIL=a@acme.co\nALEGRA_TOKEN=${make(13)}\n`],
  counterExamples: [...nearMisses("ALEGRA_API_TOKEN", make), `ALEGRA_INVOICE=${make(31)}`],
  references: ["https://developer.alegra.com/reference/autenticacion"],
  revoke: "https://app.alegra.com/api > Generar nuevo token",
};
