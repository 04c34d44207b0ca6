import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{11}.[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const kagiApiKey: Detector = {
  id: "kagi-api-key",
  title: "Kagi API key",
  provider: "kagi",
  category: "ai",
  severity: "medium",
  opens: "Searches and summarises at the account's cost; it does not tell what its owner searched.",
  keywords: ["kagi"],
  pattern: named("kagi", KEY, String.raw`[A-Za-z0-9_-]{11}\.[A-Za-z0-9_-]{43}`),
  entropy: 4,
  confidence: 0.85,
  examples: [...shown("KAGI_API_KEY", make)],
  counterExamples: [...nearMisses("KAGI_API_KEY", make)],
  references: ["https://help.kagi.com/kagi/api/overview.html"],
  revoke: "https://kagi.com/settings/api > Delete",
};
