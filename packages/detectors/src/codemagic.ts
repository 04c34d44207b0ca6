import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{40}", seed);
export const codemagicApiToken: Detector = {
  id: "codemagic-api-token",
  title: "Codemagic API token",
  provider: "codemagic",
  category: "ci",
  severity: "high",
  opens: "Acts as its owner: starts builds, whose artifacts are shipped to app stores, and reads their logs.",
  keywords: ["codemagic", "code_magic"],
  pattern: named("code_?magic", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9_-]{43}`),
  entropy: 3.9,
  confidence: 0.75,
  examples: [...shown("CODEMAGIC_API_TOKEN", make), `code_magic_token: ${make(13)}\n`],
  counterExamples: [...nearMisses("CODEMAGIC_API_TOKEN", make), `CODEMAGIC_APP_ID=${fake("[0-9a-f]{24}", 31)}`],
  references: ["https://docs.codemagic.io/rest-api/codemagic-rest-api/"],
  revoke: "https://codemagic.io/teams > Personal account > Integrations > Codemagic API > Regenerate",
};
