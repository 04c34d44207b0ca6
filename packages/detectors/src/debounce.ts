import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{13}", seed);
export const debounceApiKey: Detector = {
  id: "debounce-api-key",
  title: "DeBounce API key",
  provider: "debounce",
  category: "email",
  severity: "low",
  opens: "Checks e-mail addresses at the account's cost.",
  keywords: ["debounce.io", "debounce_api", "debounceapi"],
  pattern: named("debounce(?:[._]?io)?", "(?:api|private|public|secret)[_.-]?(?:api[_.-]?)?key|api(?==)", "[0-9a-f]{13}"),
  entropy: 2.3,
  confidence: 0.6,
  examples: [...shown("DEBOUNCE_API_KEY", make), `https://api.debounce.io/v1/?api=${make(13)}&email=a@acme.io`],
  counterExamples: [...nearMisses("DEBOUNCE_API_KEY", make), `DEBOUNCE_MS=${make(31)}`],
  references: ["https://help.debounce.io/dev/"],
  revoke: "https://app.debounce.io/api > delete the key",
};
