import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const langsmith = (seed: number): string => fake("lsv2_pt_[0-9a-f]{32}_[0-9a-f]{10}", seed);
export const langsmithApiKey: Detector = {
  id: "langsmith-api-key",
  title: "LangSmith API key",
  provider: "langchain",
  category: "ai",
  severity: "medium",
  opens: "Reads the workspace's traces, which hold prompts and answers, and writes to them.",
  prefixes: ["lsv2_pt_", "lsv2_sk_"],
  pattern: alone("lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
  confidence: 0.97,
  examples: [...shown("LANGSMITH_API_KEY", langsmith), `LANGCHAIN_API_KEY=${fake("lsv2_sk_[0-9a-f]{32}_[0-9a-f]{10}", 13)}\n`],
  counterExamples: [
    ...unlike("LANGSMITH_API_KEY", "lsv2_pt_", langsmith),
    `LANGSMITH_API_KEY=${fake("lsv2_pt_[0-9a-f]{42}", 20)}`,
    `LANGSMITH_API_KEY=${fake("lsv2_xx_[0-9a-f]{32}_[0-9a-f]{10}", 21)}`,
  ],
  references: ["https://docs.smith.langchain.com/"],
  revoke: "https://smith.langchain.com/settings > API keys > Delete",
};
