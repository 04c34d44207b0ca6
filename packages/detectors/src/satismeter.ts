import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);
export const satismeterApiKey: Detector = {
  id: "satismeter-api-key",
  title: "SatisMeter read or write key",
  provider: "satismeter",
  category: "marketing",
  severity: "medium",
  opens: "Reads customers' answers to the project's surveys, or puts answers among them.",
  keywords: ["satismeter"],
  pattern: named("satismeter", "(?:api|read|secret|auth)?[_.-]?(?:token|key)", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("SATISMETER_API_KEY", make), `satismeter:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("SATISMETER_API_KEY", make), `SATISMETER_PROJECT_ID=${make(20)}\n`],
  references: ["https://help.satismeter.com/en/articles/87961-introduction-to-satismeter-api"],
  revoke: "https://app.satismeter.com > Settings > API keys > Delete",
};
