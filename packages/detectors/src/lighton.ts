import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{47}[A-Za-z0-9]", seed);
export const lightonParadigmApiKey: Detector = {
  id: "lighton-paradigm-api-key",
  title: "LightOn Paradigm API key",
  provider: "lighton",
  category: "ai",
  severity: "high",
  opens: "Asks the company's models and reads the documents that its owner may read there.",
  keywords: ["lighton", "paradigm_api"],
  pattern: named("lighton|paradigm(?=_api)", KEY, URL_MIXED + "[A-Za-z0-9_-]{40,80}"),
  entropy: 4,
  confidence: 0.6,
  examples: [...shown("LIGHTON_API_KEY", make), `PARADIGM_API_KEY=${make(13)}`],
  counterExamples: [...nearMisses("LIGHTON_API_KEY", make, 10)],
  references: ["https://docs.lighton.ai/"],
  revoke: "https://paradigm.lighton.ai > Settings > API keys > Revoke",
};
