import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const codequiryApiKey: Detector = {
  id: "codequiry-api-key",
  title: "Codequiry API key",
  provider: "codequiry",
  category: "saas",
  severity: "medium",
  opens: "Reads and starts checks of the account, which hold other people's source code.",
  keywords: ["codequiry"],
  pattern: named("codequiry", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.72,
  examples: [...shown("CODEQUIRY_API_KEY", make), `curl https://codequiry.com/api/v1/account -H "apikey: ${make(13)}"`],
  counterExamples: [...nearMisses("CODEQUIRY_API_KEY", make), `CODEQUIRY_CHECK=${make(31)}`],
  references: ["https://codequiry.com/usage/api"],
  revoke: "https://dashboard.codequiry.com/profile > API key > Regenerate",
};
