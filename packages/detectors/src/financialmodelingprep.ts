import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const financialmodelingprepApiKey: Detector = {
  id: "financialmodelingprep-api-key",
  title: "Financial Modeling Prep API key",
  provider: "financialmodelingprep",
  category: "finance",
  severity: "low",
  opens: "Asks for company data within the account's plan; it reads nothing that is the owner's.",
  keywords: ["financialmodelingprep", "financial_modeling_prep", "fmp_api", "fmp_key", "fmpapi"],
  pattern: named("financial_?modeling_?prep|fmp(?=[_.-]?(?:api|key|token|cloud))", KEY, MIXED + SHAPE),
  entropy: 3.4,
  confidence: 0.65,
  examples: [
    ...shown("FMP_API_KEY", make),
    `https://financialmodelingprep.com/api/v3/profile/$S?apikey=${make(13)}`,
    `FINANCIAL_MODELING_PREP_API_KEY=${make(14)}`,
  ],
  counterExamples: [...nearMisses("FMP_API_KEY", make)],
  references: ["https://site.financialmodelingprep.com/developer/docs"],
  revoke: "https://site.financialmodelingprep.com/developer/docs/dashboard > Regenerate",
};
