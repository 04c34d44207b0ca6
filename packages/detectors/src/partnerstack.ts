import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{62}x7", seed);
export const partnerstackApiKey: Detector = {
  id: "partnerstack-api-key",
  title: "PartnerStack API key",
  provider: "partnerstack",
  category: "marketing",
  severity: "high",
  opens: "Reads partners, customers and rewards of the programme and makes transactions that pay partners.",
  keywords: ["partnerstack"],
  pattern: named("partnerstack", "(?:api|access|secret|private)?[_.-]?(?:token|key|secret)", "(?=[A-Za-z]{0,63}[0-9])[A-Za-z0-9]{64}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("PARTNERSTACK_API_KEY", make), `partnerstack:\n  secret_key: ${make(31)}\n`],
  counterExamples: [...unnamed("PARTNERSTACK_API_KEY", make), `PARTNERSTACK_HASH=${make(20)}\n`],
  references: ["https://docs.partnerstack.com/reference/auth"],
  revoke: "https://app.partnerstack.com > Settings > Integrations > PartnerStack API keys",
};
