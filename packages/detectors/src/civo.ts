import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{50}", seed);
export const civoApiKey: Detector = {
  id: "civo-api-key",
  title: "Civo API key",
  provider: "civo",
  category: "cloud",
  severity: "critical",
  opens: "Acts for the whole account: makes and deletes machines and clusters and reads clusters' admin configuration.",
  keywords: ["civo"],
  pattern: named("civo", SET_KEY, `${MIXED}[A-Za-z0-9]{50}`),
  entropy: 4,
  confidence: 0.8,
  examples: [...shown("CIVO_TOKEN", make), ...shown("CIVO_API_KEY", make), `provider "civo" {\n  token = "${make(13)}"\n}\n`],
  counterExamples: [...nearMisses("CIVO_TOKEN", make), `CIVO_CLUSTER=${make(31)}`],
  references: ["https://www.civo.com/docs/account/api-keys"],
  revoke: "https://dashboard.civo.com/security > Regenerate",
};
