import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("sk-[A-Za-z0-9]{48}", seed);
export const kimiApiKey: Detector = {
  id: "kimi-api-key",
  title: "Kimi (Moonshot AI) API key",
  provider: "kimi",
  category: "ai",
  severity: "high",
  opens: "Asks models at the account's cost and reads the files that were uploaded there.",
  // `sk-` opens keys of many providers: the name must say whose.
  keywords: ["moonshot", "kimi_", "kimi-"],
  pattern: named("moonshot(?:_?ai)?|kimi", KEY, "sk-[A-Za-z0-9_-]{48}"),
  entropy: 4,
  confidence: 0.9,
  examples: [
    ...shown("MOONSHOT_API_KEY", make),
    `client = OpenAI(base_url="https://api.moonshot.ai/v1", api_key="${make(13)}")`,
    `KIMI_API_KEY=${make(14)}`,
    `kimi-k2:\n  api_key: ${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("MOONSHOT_API_KEY", make)],
  references: ["https://platform.moonshot.ai/docs/introduction"],
  revoke: "https://platform.moonshot.ai/console/api-keys > Delete",
};
