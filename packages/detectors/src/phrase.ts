import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const phraseAccessToken: Detector = {
  id: "phrase-access-token",
  title: "Phrase Strings access token",
  provider: "phrase",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner within its scopes: reads and changes the translations of the owner's projects.",
  keywords: ["phrase_access", "phraseaccess", "phraseapp", "phrase.com"],
  pattern: named("phrase(?:_?app)?", "(?:access|api|auth)?[_.-]?token", "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("PHRASE_ACCESS_TOKEN", make),
    `phrase:\n  host: https://api.phrase.com/v2\n  access_token: ${make(13)}\n`,
    `PHRASEAPP_TOKEN=${make(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("PHRASE_ACCESS_TOKEN", make),
    `PASSPHRASE_TOKEN=${make(20)}\n`,
    `PHRASE_PROJECT_ID=${fake("[0-9a-f]{32}", 21)}`,
  ],
  references: ["https://developers.phrase.com/en/api/strings/authentication"],
  revoke: "https://app.phrase.com/settings/oauth_access_tokens > Delete",
};
