import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const ipqualityscoreApiKey: Detector = {
  id: "ipqualityscore-api-key",
  title: "IPQualityScore API key",
  provider: "ipqualityscore",
  category: "security",
  severity: "low",
  opens: "Scores addresses, mail and telephone numbers within the account's plan and reads the requests made before.",
  keywords: ["ipquality", "ip_quality", "ipqs_"],
  pattern: named("ip_?quality(?:_?score)?|ipqs(?=[_.-]?(?:api|key))", KEY, MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("IPQUALITYSCORE_API_KEY", make), `IPQS_API_KEY=${make(13)}`, `IP_QUALITY_KEY=${make(14)}`],
  counterExamples: [...nearMisses("IPQUALITYSCORE_API_KEY", make), `https://www.ipqualityscore.com/plugin/${make(20)}`],
  references: ["https://www.ipqualityscore.com/documentation/overview"],
  revoke: "https://www.ipqualityscore.com/user/settings > Reset API key",
};
