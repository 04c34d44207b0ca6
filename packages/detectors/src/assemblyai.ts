import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const assemblyaiApiKey: Detector = {
  id: "assemblyai-api-key",
  title: "AssemblyAI API key",
  provider: "assemblyai",
  category: "ai",
  severity: "high",
  opens: "Transcribes at the owner's cost and reads and deletes the account's transcripts.",
  keywords: ["assemblyai", "assembly_ai"],
  pattern: named("assembly_?ai", String.raw`(?:aai\.settings\.)?(?:api|auth)?[_.-]?(?:key|token|authorization)`, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("ASSEMBLYAI_API_KEY", make),
    `import assemblyai as aai\naai.settings.api_key = "${make(13)}"\n`,
    `ASSEMBLY_AI_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("ASSEMBLYAI_API_KEY", make), `assemblyai transcript id ${make(31)}`],
  references: ["https://www.assemblyai.com/docs/api-reference/overview"],
  revoke: "https://www.assemblyai.com/dashboard/api-keys > delete the key",
};
