import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("sk-[A-Za-z0-9]{48}", seed);
export const braintrustApiKey: Detector = {
  id: "braintrust-api-key",
  title: "Braintrust API key",
  provider: "braintrust",
  category: "ai",
  severity: "high",
  opens: "Acts as its owner: reads logs and datasets of the organisation and calls models with the keys it stores.",
  keywords: ["braintrust", "brain_trust"],
  pattern: named("brain_?trust", SET_KEY, "sk-[A-Za-z0-9]{48}"),
  entropy: 4,
  confidence: 0.85,
  examples: [...shown("BRAINTRUST_API_KEY", make), `BRAIN_TRUST_KEY=${make(13)}\n`],
  counterExamples: [
    ...nearMisses("BRAINTRUST_API_KEY", make),
    `OPENAI_API_KEY=${make(31)}`, // of another provider
  ],
  references: ["https://www.braintrust.dev/docs/admin/organizations#api-key-management"],
  revoke: "https://www.braintrust.dev/app/settings > API keys > delete the key",
};
