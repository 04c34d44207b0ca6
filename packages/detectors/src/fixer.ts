import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{32}", seed);
const VALUE = "(?:[0-9a-f]{32}|[A-Za-z0-9]{32})";
export const fixerAccessKey: Detector = {
  id: "fixer-access-key",
  title: "Fixer access key",
  provider: "fixer",
  category: "finance",
  severity: "low",
  opens: "Asks for exchange rates within the account's plan; it reads nothing that is the owner's.",
  keywords: ["fixer_io", "fixer.io", "fixerio", "fixer_api", "fixerapi", "fixer_access", "fixeraccess", "fixer_key"],
  pattern: named("fixer(?=[_.-]?(?:io|api|access|key))", "(?:(?:api|app|access)[_.-]?)?(?:key|token)", VALUE),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("FIXER_ACCESS_KEY", make),
    `http://data.fixer.io/api/latest?access_key=${make(13)}`,
    `FIXER_API_KEY=${fake("[0-9a-f]{32}", 14)}`,
  ],
  counterExamples: [...nearMisses("FIXER_ACCESS_KEY", make)],
  references: ["https://fixer.io/documentation"],
  revoke: "https://fixer.io/dashboard > Reset API key",
};
