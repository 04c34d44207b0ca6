import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}.[A-Za-z0-9_-]{23}[A-Za-z0-9]", seed);
export const ollamaApiKey: Detector = {
  id: "ollama-api-key",
  title: "Ollama cloud API key",
  provider: "ollama",
  category: "ai",
  severity: "high",
  opens: "Runs models on the provider's machines at the owner's cost and changes the owner's published models.",
  keywords: ["ollama"],
  pattern: named("ollama", KEY, String.raw`[0-9a-f]{32}\.[A-Za-z0-9_-]{24}`),
  entropy: 3.8,
  confidence: 0.85,
  examples: [...shown("OLLAMA_API_KEY", make), `ollama:\n  api_key: ${make(31)}\n`],
  counterExamples: [
    ...unnamed("OLLAMA_API_KEY", make),
    `OLLAMA_MODEL=${make(20)}\n`,
    `ollama pull llama3 sha256:${fake("[0-9a-f]{64}", 21)}`,
  ],
  references: ["https://docs.ollama.com/api/authentication"],
  revoke: "https://ollama.com/settings/keys > Delete",
};
