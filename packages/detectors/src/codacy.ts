import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const codacyToken: Detector = {
  id: "codacy-token",
  title: "Codacy project or account token",
  provider: "codacy",
  category: "ci",
  severity: "medium",
  opens: "A project token sends coverage; an account token acts as its owner in Codacy: reads findings and changes settings.",
  keywords: ["codacy"],
  pattern: named(
    "codacy",
    "(?:project|account|api|access|auth)?[_.-]?(?:api[_.-]?)?(?:token|key)",
    `(?:[0-9a-f]{32}|${MIXED}[A-Za-z0-9]{20})`,
  ),
  entropy: 3,
  confidence: 0.8,
  examples: [...shown("CODACY_PROJECT_TOKEN", make), `CODACY_API_TOKEN=${fake("[a-z][A-Z][0-9][A-Za-z0-9]{17}", 13)}\n`],
  counterExamples: [...nearMisses("CODACY_PROJECT_TOKEN", make), `CODACY_BADGE_ID=${make(31)}`],
  references: ["https://docs.codacy.com/codacy-api/api-tokens/"],
  revoke: "https://app.codacy.com/account/access-management > API tokens > Delete",
};
