import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const collect2ApiKey: Detector = {
  id: "collect2-api-key",
  title: "Collect2 API key",
  provider: "collect2",
  category: "data",
  severity: "low",
  opens: "Reads and changes the account's data collections.",
  keywords: ["collect2"],
  pattern: named("collect2", SET_KEY, UUID),
  entropy: 3,
  confidence: 0.72,
  examples: [...shown("COLLECT2_API_KEY", make), `collect2:\n  api_key: ${make(13)}\n`],
  counterExamples: [...nearMisses("COLLECT2_API_KEY", make), `COLLECT2_RECORD=${make(31)}`],
  references: ["https://collect2.com/api/documentation"],
  revoke: "https://collect2.com/dashboard > API key > Regenerate",
};
