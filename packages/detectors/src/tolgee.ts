import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("tgpak_[a-z2-7]{52}", seed);

export const tolgeeApiKey: Detector = {
  id: "tolgee-api-key",
  title: "Tolgee API key",
  provider: "tolgee",
  category: "productivity",
  severity: "medium",
  opens:
    "Reads and changes the project's translations, which end up in the software, as its scopes allow; a personal one reaches all its owner's projects.",
  prefixes: ["tgpak_", "tgpat_"],
  pattern: alone("tgpa[kt]_[a-z2-7]{40,70}"),
  entropy: 3.6,
  confidence: 0.96,
  examples: [...shown("TOLGEE_API_KEY", make), `TOLGEE_PAT=${fake("tgpat_[a-z2-7]{52}", 13)}\n`],
  counterExamples: [
    ...unlike("TOLGEE_API_KEY", "tgpak_", make, 20),
    `TOLGEE_API_KEY=${fake("tgpak_[a-z2-7]{20}", 20)}`,
    `tgpak_${fake("[A-Z]{52}", 21)}`,
  ],
  references: ["https://docs.tolgee.io/platform/account_settings/api_keys_and_pat_tokens"],
  revoke: "https://app.tolgee.io/account/apiKeys > Delete",
};
