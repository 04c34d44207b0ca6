import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{35}7", seed);
export const mixmaxApiToken: Detector = {
  id: "mixmax-api-token",
  title: "Mixmax API token",
  provider: "mixmax",
  category: "email",
  severity: "high",
  opens: "Acts as its owner: sends mail through sequences and reads its tracking.",
  keywords: ["mixmax"],
  pattern: named("mixmax", "(?:api|access|secret|private|admin)?[_.-]?(?:token|key)", `(?=[A-Za-z_-]{0,35}[0-9])[A-Za-z0-9_-]{36}`),
  entropy: 3,
  confidence: 0.6,
  examples: [...shown("MIXMAX_API_TOKEN", make), `mixmax:\n  api_token: ${make(31)}\n`],
  counterExamples: [...unnamed("MIXMAX_API_TOKEN", make), `MIXMAX_USER=${make(20)}\n`],
  references: ["https://developer.mixmax.com/reference/getting-started-with-the-api"],
  revoke: "https://app.mixmax.com/dashboard/settings/personal/integrations > API tokens > Delete",
};
