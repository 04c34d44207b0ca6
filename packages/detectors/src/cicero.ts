import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const ciceroApiKey: Detector = {
  id: "cicero-api-key",
  title: "Cicero API key",
  provider: "cicero",
  category: "data",
  severity: "low",
  opens: "Asks for officials and districts on the account's quota; it opens nothing of the owner's.",
  keywords: ["cicero_api", "ciceroapi", "cicerodata", "cicero.azavea"],
  pattern: named("cicero(?:data)?", SET_KEY, "[0-9a-f]{40}"),
  entropy: 3.3,
  confidence: 0.72,
  examples: [
    ...shown("CICERO_API_KEY", make),
    `https://app.cicerodata.com/v3.1/official?search_loc=x&key=${make(13)}`,
    `# https://cicero.azavea.com\napi_key=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CICERO_API_KEY", make), `cicerodata commit ${make(31)}`],
  references: ["https://app.cicerodata.com/docs/"],
  revoke: "https://app.cicerodata.com > API keys > Deactivate",
};
