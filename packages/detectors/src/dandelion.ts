import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const dandelionApiToken: Detector = {
  id: "dandelion-api-token",
  title: "Dandelion API token",
  provider: "dandelion",
  category: "ai",
  severity: "low",
  opens: "Analyses texts on the account's quota; it opens nothing of the owner's.",
  keywords: ["dandelion_", "dandelionapi", "dandelion.eu"],
  pattern: named("dandelion(?:_?eu)?", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [...shown("DANDELION_API_TOKEN", make), `https://api.dandelion.eu/datatxt/nex/v1?text=x&token=${make(13)}`],
  counterExamples: [...nearMisses("DANDELION_API_TOKEN", make), `dandelion.eu md5 ${make(31)}`],
  references: ["https://dandelion.eu/docs/"],
  revoke: "https://dandelion.eu/profile/dashboard > API token > Regenerate",
};
