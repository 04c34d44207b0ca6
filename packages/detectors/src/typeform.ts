import { type Detector, fake } from "@stanch/model";
import { sent, shown, unlike } from "./_token.ts";

const typeform = (seed: number): string => fake("tfp_[A-Za-z0-9_-]{40}_[A-Za-z0-9]{18}", seed);
export const typeformToken: Detector = {
  id: "typeform-personal-token",
  title: "Typeform personal token",
  provider: "typeform",
  category: "productivity",
  severity: "high",
  opens: "Reads the owner's forms with all answers, which often hold personal data, and changes them.",
  prefixes: ["tfp_"],
  pattern: /(?<![A-Za-z0-9_-])tfp_[A-Za-z0-9_.-]{59}(?![A-Za-z0-9_.-])/,
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("TYPEFORM_TOKEN", typeform), ...sent(typeform)],
  counterExamples: [
    ...unlike("TYPEFORM_TOKEN", "tfp_", typeform),
    `TYPEFORM_TOKEN=${fake("tfp_[A-Za-z0-9]{30}", 20)}`,
    `tfp_api_v1_distributions`,
  ],
  references: ["https://www.typeform.com/developers/get-started/personal-access-token/"],
  revoke: "https://admin.typeform.com/user/tokens > Delete",
};
