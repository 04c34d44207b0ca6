import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const deepgramApiKey: Detector = {
  id: "deepgram-api-key",
  title: "Deepgram API key",
  provider: "deepgram",
  category: "ai",
  severity: "high",
  opens: "Transcribes and speaks at the project's cost; with more rights it reads usage and makes further keys.",
  keywords: ["deepgram"],
  pattern: named("deepgram", SET_KEY, "[0-9a-f]{40}"),
  entropy: 3.3,
  confidence: 0.82,
  examples: [
    ...shown("DEEPGRAM_API_KEY", make),
    `const deepgram = createClient({ key: '${make(13)}' });`,
    `deepgram_secret: ${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("DEEPGRAM_API_KEY", make), `deepgram commit ${make(31)}`, `DEEPGRAM_MODEL=${make(33)}`],
  references: ["https://developers.deepgram.com/docs/create-additional-api-keys"],
  revoke: "DELETE https://api.deepgram.com/v1/projects/{project_id}/keys/{key_id}; else the console > API keys > Delete",
};
