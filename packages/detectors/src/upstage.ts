import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("up_[A-Za-z0-9]{26}Zq7", seed);

export const upstageApiKey: Detector = {
  id: "upstage-api-key",
  title: "Upstage API key",
  provider: "upstage",
  category: "ai",
  severity: "high",
  opens: "Uses models and document readers at the owner's cost.",
  keywords: ["upstage"],
  pattern: named("upstage", KEY, `up_${MIXED}[A-Za-z0-9]{29}`),
  entropy: 3.6,
  confidence: 0.93,
  examples: [...shown("UPSTAGE_API_KEY", make), `llm = ChatUpstage(upstage_api_key="${make(13)}")`],
  counterExamples: [
    ...unlike("UPSTAGE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `upstage checksum ${make(21)}`,
  ],
  references: ["https://console.upstage.ai/docs/getting-started"],
  revoke: "https://console.upstage.ai/api-keys > Delete",
};
