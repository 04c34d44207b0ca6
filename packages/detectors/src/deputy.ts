import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const deputyAccessToken: Detector = {
  id: "deputy-access-token",
  title: "Deputy access token",
  provider: "deputy",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes rosters, time sheets and the personal data of the staff, with its owner's rights.",
  keywords: ["deputy"],
  pattern: named("deputy", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key)", LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9]{6,40}\.(?:au|eu|na|uk)\.deputy\.com/, withinBytes: 512 }],
  examples: [
    ...shown("DEPUTY_ACCESS_TOKEN", make),
    `curl -H "Authorization: OAuth $T" https://acme.eu.deputy.com/api/v1/me\nDEPUTY_TOKEN=${make(13)}\n`,
  ],
  counterExamples: [...nearMisses("DEPUTY_ACCESS_TOKEN", make)],
  references: ["https://developer.deputy.com/deputy-docs/docs/using-oauth-20"],
  revoke: "https://once.deputy.com/my/oauth_clients > the client > Delete, or remove the permanent token in the account",
};
