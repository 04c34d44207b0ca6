import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("llx-[A-Za-z0-9]{48}", seed);

export const llamaCloudKey: Detector = {
  id: "llama-cloud-api-key",
  title: "LlamaCloud API key",
  provider: "llamaindex",
  category: "ai",
  severity: "high",
  opens: "Reads the account's indexes and parses documents at its cost.",
  prefixes: ["llx-"],
  pattern: alone("llx-[A-Za-z0-9]{44,52}"),
  entropy: 4.0,
  confidence: 0.95,
  examples: [...shown("LLAMA_CLOUD_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("LLAMA_CLOUD_API_KEY", "llx-", make, 6),
    `LLAMA_CLOUD_API_KEY=${fake("llx-[A-Za-z0-9]{30}", 20)}`,
    `LLAMA_CLOUD_API_KEY=${fake("llx-[a-z]{10}-[a-z]{20}", 21)}`,
  ],
  references: ["https://developers.llamaindex.ai/python/cloud/general/api_key/"],
  revoke: "https://cloud.llamaindex.ai > API keys > Delete",
};
