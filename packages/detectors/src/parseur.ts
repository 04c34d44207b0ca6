import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const parseurApiKey: Detector = {
  id: "parseur-api-key",
  title: "Parseur API key",
  provider: "parseur",
  category: "productivity",
  severity: "high",
  opens: "Reads the documents and mail that the account parsed and changes its mailboxes.",
  keywords: ["parseur"],
  pattern: named("parseur", KEY, "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("PARSEUR_API_KEY", make), `parseur:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("PARSEUR_API_KEY", make), `PARSEUR_COMMIT=${make(20)}\n`],
  references: ["https://developer.parseur.com/"],
  revoke: "https://app.parseur.com > Account > API > Regenerate",
};
