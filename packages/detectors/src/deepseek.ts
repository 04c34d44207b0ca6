import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown } from "./_token.ts";

const deepseek = (seed: number): string => fake("sk-[0-9a-f]{32}", seed);
export const deepseekApiKey: Detector = {
  id: "deepseek-api-key",
  title: "DeepSeek API key",
  provider: "deepseek",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  // Other issuers share the shape: only a name that says DeepSeek counts.
  keywords: ["deepseek"],
  pattern: named("deepseek", KEY, "sk-[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.8,
  examples: [...shown("DEEPSEEK_API_KEY", deepseek), `client = OpenAI(base_url="https://api.deepseek.com", api_key="${deepseek(13)}")`],
  counterExamples: [
    `DEEPSEEK_API_KEY=\${DEEPSEEK_API_KEY}`,
    `DEEPSEEK_API_KEY=sk-${"x".repeat(32)}`,
    `DEEPSEEK_API_KEY=${deepseek(20).slice(0, -1)}`,
    `MOONSHOT_API_KEY=${deepseek(21)}`,
    `deepseek-r1 md5 ${fake("[0-9a-f]{32}", 22)}`,
  ],
  references: ["https://api-docs.deepseek.com/"],
  revoke: "https://platform.deepseek.com/api_keys > Delete",
};
