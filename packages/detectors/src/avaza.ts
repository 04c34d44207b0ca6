import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[1-9][0-9]{4}-[0-9a-f]{40}", seed);
export const avazaAccessToken: Detector = {
  id: "avaza-access-token",
  title: "Avaza personal access token",
  provider: "avaza",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes projects, time, invoices and contacts.",
  keywords: ["avaza"],
  pattern: named("avaza", SET_KEY, "[0-9]{1,10}-[0-9a-f]{40}"),
  entropy: 3.3,
  confidence: 0.9,
  examples: [...shown("AVAZA_ACCESS_TOKEN", make), `# https://api.avaza.com\ntoken: ${make(13)}\n`],
  counterExamples: [...nearMisses("AVAZA_ACCESS_TOKEN", make, 7), `AVAZA_ACCOUNT=${make(31)}`],
  references: ["https://api.avaza.com/"],
  revoke: "https://www.avaza.com > Settings > Developer apps > Personal access tokens > delete the token",
};
