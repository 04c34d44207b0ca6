import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const make = (seed: number): string => fake(SHAPE, seed);
export const guardianApiKey: Detector = {
  id: "guardian-api-key",
  title: "The Guardian open platform key",
  provider: "guardian",
  category: "media",
  severity: "low",
  opens: "Reads published articles within the developer's limit; it reads nothing that is the owner's.",
  keywords: ["guardian_api", "guardianapi", "guardian-api", "guardian_key", "guardian_open"],
  pattern: named("guardian(?=[_.-]?(?:api|open|key|content))|guardianapis", KEY, SHAPE),
  entropy: 2.9,
  confidence: 0.65,
  examples: [...shown("GUARDIAN_API_KEY", make), `https://content.guardianapis.com/search?q=$Q&api-key=${make(13)}`],
  counterExamples: [...nearMisses("GUARDIAN_API_KEY", make), `guardian key: ${make(20)}`],
  references: ["https://open-platform.theguardian.com/access/"],
  revoke: "Write to the open platform's team for a new key",
};
