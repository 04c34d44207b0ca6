import { type Detector, fake } from "@stanch/model";
import { HEX_MIXED } from "./_alphabets.ts";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}Zq7", seed);

export const signupgeniusApiKey: Detector = {
  id: "signupgenius-api-key",
  title: "SignUpGenius API key",
  provider: "signupgenius",
  category: "saas",
  severity: "medium",
  opens: "Reads the owner's sign-ups with the names and addresses of those who signed up.",
  keywords: ["signupgenius", "sign_up_genius"],
  pattern: named("sign[_-]?up[_-]?genius", KEY, `${HEX_MIXED}[0-9a-f]{32}|${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("SIGNUPGENIUS_API_KEY", make), `SIGN_UP_GENIUS_KEY=${make(14)}\n`],
  counterExamples: [
    ...unlike("SIGNUPGENIUS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `signupgenius checksum ${make(21)}`,
  ],
  references: ["https://developer.signupgenius.com/"],
  revoke: "https://www.signupgenius.com > Pro tools > API management > Regenerate",
};
