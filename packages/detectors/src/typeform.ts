import { type Detector, fake } from "@stanch/model";
import { MIXED, named, sent, shown, unlike } from "./_token.ts";

const typeform = (seed: number): string => fake("tfp_[A-Za-z0-9_-]{40}_[A-Za-z0-9]{18}", seed);
const typeformOld = (seed: number): string => fake("[A-Za-z0-9]{41}Zq7", seed);
export const typeformToken: Detector = {
  id: "typeform-personal-token",
  title: "Typeform personal token",
  provider: "typeform",
  category: "productivity",
  severity: "high",
  opens: "Reads the owner's forms with all answers, which often hold personal data, and changes them.",
  rules: [
    {
      prefixes: ["tfp_"],
      pattern: /(?<![A-Za-z0-9_-])tfp_[A-Za-z0-9_.-]{40,59}(?![A-Za-z0-9_.-])/,
      entropy: 4,
      confidence: 0.95,
    },
    {
      id: "old",
      keywords: ["typeform"],
      pattern: named("typeform", "(?:api|access|auth|personal)?[_.-]?(?:access[_.-]?)?(?:token|key)", `${MIXED}[A-Za-z0-9]{44}`),
      entropy: 4,
      confidence: 0.65,
    },
  ],
  examples: [
    ...shown("TYPEFORM_TOKEN", typeform),
    ...sent(typeform),
    `token: ${fake("tfp_[A-Za-z0-9]{44}", 14)}\n`,
    `TYPEFORM_API_KEY=${typeformOld(13)}\n`,
  ],
  counterExamples: [
    ...unlike("TYPEFORM_TOKEN", "tfp_", typeform, 24),
    `TYPEFORM_TOKEN=${fake("tfp_[A-Za-z0-9]{30}", 20)}`,
    `tfp_api_v1_distributions`,
    `TYPEFORM_FORM=${typeformOld(21)}`, // names no key
  ],
  references: ["https://www.typeform.com/developers/get-started/personal-access-token/"],
  revoke: "https://admin.typeform.com/user/tokens > Delete",
};
