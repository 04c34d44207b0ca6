import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const madkuduApiKey: Detector = {
  id: "madkudu-api-key",
  title: "MadKudu API key",
  provider: "madkudu",
  category: "marketing",
  severity: "medium",
  opens: "Scores persons and companies at the owner's cost and reads what is known of them.",
  keywords: ["madkudu"],
  pattern: named("madkudu", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("MADKUDU_API_KEY", make), `madkudu:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("MADKUDU_API_KEY", make), `MADKUDU_ETAG=${make(20)}\n`],
  references: ["https://developers.madkudu.com/"],
  revoke: "https://app.madkudu.com > Settings > API keys > Delete",
};
