import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const autokloseApiToken: Detector = {
  id: "autoklose-api-token",
  title: "Autoklose API token",
  provider: "autoklose",
  category: "email",
  severity: "high",
  opens: "Sends mail campaigns from the account and reads its contacts.",
  keywords: ["autoklose"],
  pattern: named("autoklose", SET_KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [...shown("AUTOKLOSE_API_TOKEN", make), `https://api.autoklose.com/api/me/?api_token=${make(13)}`],
  counterExamples: [...nearMisses("AUTOKLOSE_API_TOKEN", make), `AUTOKLOSE_CAMPAIGN=${make(31)}`],
  references: ["https://api.autoklose.com/"],
  revoke: "https://app.autoklose.com/settings/api > Regenerate",
};
