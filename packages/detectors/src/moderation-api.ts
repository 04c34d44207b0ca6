import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("eyJ[A-Za-z0-9]{33}.[A-Za-z0-9_-]{115}.[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const moderationApiKey: Detector = {
  id: "moderation-api-key",
  title: "Moderation API key",
  provider: "moderation-api",
  category: "ai",
  severity: "medium",
  opens: "Checks texts and pictures at the owner's cost and reads the project's moderation queue.",
  keywords: ["moderationapi", "moderation_api", "moderation-api"],
  pattern: named(
    "moderation[_-]?api",
    "[_.-]?(?:secret|api)?[_.-]?(?:token|key)",
    String.raw`eyJ[A-Za-z0-9_-]{33}\.[A-Za-z0-9_-]{115}\.[A-Za-z0-9_-]{43}`,
  ),
  entropy: 4.3,
  confidence: 0.8,
  examples: [...shown("MODERATION_API_KEY", make), `moderationapi_key = "${make(13)}"\n`, `moderation-api-key: ${make(14)}\n`],
  counterExamples: [...unnamed("MODERATION_API_KEY", make), `MODERATION_QUEUE=${make(20)}\n`],
  references: ["https://docs.moderationapi.com/"],
  revoke: "https://dash.moderationapi.com > the project > API keys > Delete",
};
