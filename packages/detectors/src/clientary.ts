import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{22}", seed);
export const clientaryApiToken: Detector = {
  id: "clientary-api-token",
  title: "Clientary API token",
  provider: "clientary",
  category: "finance",
  severity: "high",
  opens: "Reads and changes clients, invoices and payments of the account.",
  keywords: ["clientary", "roninapp", "ronin_app"],
  pattern: named("clientary|ronin_?app", SET_KEY, `${MIXED}[A-Za-z0-9]{24,26}`),
  entropy: 3.2,
  confidence: 0.72,
  examples: [
    ...shown("CLIENTARY_API_TOKEN", make),
    `RONIN_APP_TOKEN=${make(13)}\n`,
    `# https://acme.roninapp.com/api/v2\ntoken: ${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CLIENTARY_API_TOKEN", make, 3), `CLIENTARY_INVOICE=${make(31)}`],
  references: ["https://www.clientary.com/api"],
  revoke: "https://app.clientary.com > Settings > API > Regenerate",
};
