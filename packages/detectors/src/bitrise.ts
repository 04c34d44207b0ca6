import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{85}[A-Za-z0-9]", seed);
export const bitriseAccessToken: Detector = {
  id: "bitrise-access-token",
  title: "Bitrise access token",
  provider: "bitrise",
  category: "ci",
  severity: "critical",
  opens: "Acts as its owner or workspace: starts builds, reads their artifacts and signing files and changes what is built.",
  keywords: ["bitrise"],
  pattern: named(
    "bitrise",
    "(?:api|access|auth|personal|workspace)?[_.-]?(?:access[_.-]?)?(?:token|pat|api[_.-]?key)",
    `${WIDE_MIXED}[A-Za-z0-9_-]{60,120}`,
  ),
  entropy: 4.3,
  confidence: 0.75,
  examples: [...shown("BITRISE_API_TOKEN", make), `BITRISE_PAT=${make(13)}\n`],
  counterExamples: [
    ...nearMisses("BITRISE_API_TOKEN", make, 30),
    `BITRISE_APP_SLUG=${fake("[0-9a-f]{16}", 31)}`,
    `BITRISE_BUILD_TRIGGER_TOKEN_ID=${make(33)}`, // no token
  ],
  references: ["https://devcenter.bitrise.io/en/accounts/personal-access-tokens.html"],
  revoke: "https://app.bitrise.io/me/account/security > Personal access tokens > Delete",
};
