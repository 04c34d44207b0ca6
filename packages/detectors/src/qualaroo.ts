import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{61}7==", seed);
export const qualarooApiSecret: Detector = {
  id: "qualaroo-api-secret",
  title: "Qualaroo API key",
  provider: "qualaroo",
  category: "marketing",
  severity: "medium",
  opens: "Reads the answers of visitors to the account's surveys.",
  keywords: ["qualaroo"],
  pattern: named("qualaroo", "(?:api)?[_.-]?(?:token|key|secret)", "(?=[A-Za-z]{0,60}[0-9])[A-Za-z0-9]{62,64}={0,2}"),
  entropy: 3.8,
  confidence: 0.65,
  examples: [...shown("QUALAROO_API_KEY", make), `qualaroo:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("QUALAROO_API_KEY", make, 8), `QUALAROO_SURVEY=${make(20)}\n`],
  references: ["https://help.qualaroo.com/"],
  revoke: "https://app.qualaroo.com/account > REST API > Regenerate",
};
