import { type Detector, fake } from "@stanch/model";
import { HEX_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const upleadApiKey: Detector = {
  id: "uplead-api-key",
  title: "UpLead API key",
  provider: "uplead",
  category: "crm",
  severity: "medium",
  opens: "Buys contacts with the owner's credits.",
  keywords: ["uplead"],
  pattern: named("uplead", KEY, `(?:${HEX_MIXED}[0-9a-f]{32})`),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("UPLEAD_API_KEY", make)],
  counterExamples: [
    ...unlike("UPLEAD_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `uplead checksum ${make(21)}`,
  ],
  references: ["https://docs.uplead.com/"],
  revoke: "https://app.uplead.com/api-access > Regenerate",
};
