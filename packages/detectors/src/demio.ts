import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{15}", seed);
export const demioApiSecret: Detector = {
  id: "demio-api-secret",
  title: "Demio API secret",
  provider: "demio",
  category: "marketing",
  severity: "medium",
  opens: "With the API key it reads events and registers people for them.",
  keywords: ["demio"],
  pattern: named("demio", "(?:api)?[_.-]?secret(?:[_.-]?key)?", `${MIXED}[A-Za-z0-9]{16,20}`),
  entropy: 2.9,
  confidence: 0.72,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{32}(?![A-Za-z0-9])/, withinBytes: 160 }],
  examples: [...shown("DEMIO_API_SECRET", make), `DEMIO_API_KEY=${fake("[A-Za-z0-9]{32}", 13)}\nDEMIO_API_SECRET=${make(14)}\n`],
  counterExamples: [...nearMisses("DEMIO_API_SECRET", make, 4), `DEMIO_EVENT=${make(31)}`],
  references: ["https://publicdemioapi.docs.apiary.io/"],
  revoke: "https://my.demio.com/manage/settings/api-details > Regenerate",
};
