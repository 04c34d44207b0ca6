import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const cliengoApiKey: Detector = {
  id: "cliengo-api-key",
  title: "Cliengo API key",
  provider: "cliengo",
  category: "crm",
  severity: "high",
  opens: "Reads the company's leads and conversations and changes contacts.",
  keywords: ["cliengo"],
  pattern: named("cliengo", SET_KEY, UUID),
  entropy: 3,
  confidence: 0.72,
  examples: [...shown("CLIENGO_API_KEY", make), `https://api.cliengo.com/1.0/account?api_key=${make(13)}`],
  counterExamples: [...nearMisses("CLIENGO_API_KEY", make), `CLIENGO_CONTACT=${make(31)}`],
  references: ["https://developers.cliengo.com/"],
  revoke: "https://crm.cliengo.com > Settings > API > Regenerate",
};
