import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("m0-[A-Za-z0-9]{37}[A-Z][a-z]7", seed);
export const mem0ApiKey: Detector = {
  id: "mem0-api-key",
  title: "Mem0 API key",
  provider: "mem0",
  category: "ai",
  severity: "high",
  opens: "Reads, adds and deletes all memories that the project's agents keep of their users.",
  keywords: ["mem0", "mem_0"],
  pattern: alone(`m0-${MIXED}[A-Za-z0-9]{32,44}`),
  window: { before: 128, after: 160 },
  entropy: 3.8,
  confidence: 0.93,
  examples: [...shown("MEM0_API_KEY", make), `MEM_0_KEY=${make(13)}\n`, `client = MemoryClient(api_key="${make(14)}")  # mem0\n`],
  counterExamples: [
    ...unlike("MEM0_API_KEY", "m0-", make, 12),
    `MEM0_API_KEY=${fake("m0-[a-z]{40}", 20)}`,
    `mem0 ${fake("m1-[A-Za-z0-9]{40}", 21)}`,
  ],
  references: ["https://docs.mem0.ai/platform/quickstart"],
  revoke: "https://app.mem0.ai/dashboard/api-keys > Delete",
};
