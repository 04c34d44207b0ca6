import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("pa-[A-Za-z0-9_-]{40}Zq7", seed);

export const voyageApiKey: Detector = {
  id: "voyage-api-key",
  title: "Voyage AI API key",
  provider: "voyage",
  category: "ai",
  severity: "medium",
  opens: "Makes embeddings at the owner's cost; it reads nothing of the account's data.",
  keywords: ["voyage_api", "voyageapi", "voyage-api", "voyageai", "voyage_ai", "voyage_key"],
  pattern: named("voyage", "(?:ai[_.-]?)?(?:api[_.-]?)?key", "(?:pa|al)-[A-Za-z0-9_-]{43}"),
  entropy: 3.8,
  confidence: 0.9,
  examples: [
    ...shown("VOYAGE_API_KEY", make),
    `voyage-api_key: ${make(31)}\n`,
    `voyage_ai_api_key: ${make(33)}\n`,
    `vo = voyageai.Client(api_key="${make(13)}")`,
    `VOYAGE_KEY=${fake("al-[A-Za-z0-9_-]{40}Zq7", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("VOYAGE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `voyage checksum ${make(21)}`,
  ],
  references: ["https://docs.voyageai.com/docs/api-key-and-installation"],
  revoke: "https://dashboard.voyageai.com > API keys > Delete",
};
