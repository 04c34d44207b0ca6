import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const prodpadApiKey: Detector = {
  id: "prodpad-api-key",
  title: "ProdPad API key",
  provider: "prodpad",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes ideas, roadmaps and customers' feedback.",
  keywords: ["prodpad"],
  pattern: named("prodpad", KEY, "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("PRODPAD_API_KEY", make), `prodpad:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("PRODPAD_API_KEY", make), `PRODPAD_SHA=${make(20)}\n`],
  references: ["https://app.swaggerhub.com/apis-docs/ProdPad/prodpad/1.0"],
  revoke: "https://app.prodpad.com/me/apikeys > Regenerate",
};
