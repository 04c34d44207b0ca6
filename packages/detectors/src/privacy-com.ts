import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const privacyComApiKey: Detector = {
  id: "privacy-com-api-key",
  title: "Privacy.com API key",
  provider: "privacy-com",
  category: "payment",
  severity: "critical",
  opens: "Makes payment cards on the owner's bank account and reads the numbers and transactions of all others.",
  keywords: ["privacy.com", "privacy_com", "privacy_api", "privacy-api", "privacyapi", "privacycom"],
  pattern: named("privacy(?:[_.-]?com)?", KEY, UUID),
  entropy: 2.9,
  confidence: 0.65,
  examples: [
    ...shown("PRIVACY_API_KEY", make),
    `curl -H "Authorization: api-key $KEY" https://api.privacy.com/v1/cards # PRIVACY_COM_KEY: ${make(13)}\n`,
    `privacy-api-key: ${make(14)}\n`,
    `const privacycomKey = "${make(15)}";`,
  ],
  counterExamples: [...unnamed("PRIVACY_API_KEY", make), `PRIVACY_POLICY=${make(20)}\n`],
  references: ["https://developer.privacy.com/docs/getting-started"],
  revoke: "https://app.privacy.com/account > API > Regenerate",
};
