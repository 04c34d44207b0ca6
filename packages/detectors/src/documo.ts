import { type Detector, fake } from "@stanch/model";
import { TOKEN_JWT, nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("eyJ[A-Za-z0-9]{33}.eyJ[A-Za-z0-9]{150}.[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const documoApiKey: Detector = {
  id: "documo-api-key",
  title: "Documo API key",
  provider: "documo",
  category: "saas",
  severity: "high",
  opens: "Sends faxes at the account's cost and reads those received, which may be medical records.",
  keywords: ["documo"],
  pattern: named("documo", KEY, TOKEN_JWT),
  window: { before: 96, after: 512 },
  entropy: 4,
  confidence: 0.8,
  examples: [...shown("DOCUMO_API_KEY", make)],
  counterExamples: [...nearMisses("DOCUMO_API_KEY", make)],
  references: ["https://docs.documo.com/"],
  revoke: "https://app.documo.com > Settings > API > Delete the key",
};
