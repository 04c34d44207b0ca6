import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const replicate = (seed: number): string => fake("r8_[A-Za-z0-9]{37}", seed);
export const replicateApiToken: Detector = {
  id: "replicate-api-token",
  title: "Replicate API token",
  provider: "replicate",
  category: "ai",
  severity: "high",
  opens: "Runs models at the owner's cost and reads the account's predictions and private models.",
  prefixes: ["r8_"],
  pattern: alone("r8_[A-Za-z0-9]{37}"),
  entropy: 3.8,
  confidence: 0.95,
  examples: [...shown("REPLICATE_API_TOKEN", replicate), ...sent(replicate)],
  counterExamples: [
    ...unlike("REPLICATE_API_TOKEN", "r8_", replicate),
    `r8_unorm texture ${fake("[0-9a-f]{37}", 20)}`,
    `VK_FORMAT_R8_${fake("[A-Z0-9]{37}", 21)}`,
  ],
  references: ["https://replicate.com/docs/reference/http"],
  revoke: "https://replicate.com/account/api-tokens > Disable",
};
