import { type Detector, fake } from "@stanch/model";
import { TOKEN_JWT, nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("eyJ[A-Za-z0-9]{33}.eyJ[A-Za-z0-9]{89}.[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const edenaiApiKey: Detector = {
  id: "edenai-api-key",
  title: "Eden AI API key",
  provider: "edenai",
  category: "ai",
  severity: "high",
  opens: "Asks the models of all joined providers at the account's cost.",
  keywords: ["edenai", "eden_ai"],
  pattern: named("eden[_-]?ai", KEY, TOKEN_JWT),
  window: { before: 96, after: 512 },
  entropy: 4,
  confidence: 0.8,
  examples: [...shown("EDENAI_API_KEY", make), `EDEN_AI_KEY=${make(13)}`],
  counterExamples: [...nearMisses("EDENAI_API_KEY", make)],
  references: ["https://docs.edenai.co/"],
  revoke: "https://app.edenai.run/admin/api-settings/features-preferences > revoke the key",
};
