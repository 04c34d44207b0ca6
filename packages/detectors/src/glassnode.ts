import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{27}";
const make = (seed: number): string => fake(SHAPE, seed);
export const glassnodeApiKey: Detector = {
  id: "glassnode-api-key",
  title: "Glassnode API key",
  provider: "glassnode",
  category: "crypto",
  severity: "low",
  opens: "Asks for chain data within the account's paid plan; it reads nothing that is the owner's.",
  keywords: ["glassnode"],
  pattern: named("glassnode", KEY, MIXED + SHAPE),
  entropy: 3.3,
  confidence: 0.65,
  examples: [...shown("GLASSNODE_API_KEY", make), `https://api.glassnode.com/v1/metrics/market/x?a=BTC&api_key=${make(13)}`],
  counterExamples: [...nearMisses("GLASSNODE_API_KEY", make)],
  references: ["https://docs.glassnode.com/basic-api/api-key"],
  revoke: "https://studio.glassnode.com/settings/api > Delete",
};
