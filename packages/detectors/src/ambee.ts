import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const ambeeApiKey: Detector = {
  id: "ambee-api-key",
  title: "Ambee API key",
  provider: "ambee",
  category: "weather",
  severity: "low",
  opens: "Asks for air, pollen and weather on the account's quota; it opens nothing of the owner's.",
  keywords: ["ambee_", "ambeeapi", "ambeedata"],
  pattern: named("ambee(?:data)?", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.72,
  examples: [...shown("AMBEE_API_KEY", make), `curl https://api.ambeedata.com/latest/by-lat-lng -H "x-api-key: ${make(13)}"`],
  counterExamples: [...nearMisses("AMBEE_API_KEY", make), `ambeedata sha256 ${make(31)}`],
  references: ["https://docs.ambeedata.com/"],
  revoke: "https://api-dashboard.getambee.com > API key > Regenerate",
};
