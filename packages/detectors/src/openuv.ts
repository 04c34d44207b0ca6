import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("openuv-[a-z0-9]{15}-io", seed);
export const openuvApiKey: Detector = {
  id: "openuv-api-key",
  title: "OpenUV API key",
  provider: "openuv",
  category: "weather",
  severity: "low",
  opens: "Spends the owner's quota of ultraviolet forecasts; it reads nothing of the account.",
  keywords: ["openuv"],
  pattern: named("openuv", KEY, "(?:openuv-[a-z0-9]{10,24}-io|[0-9a-f]{32})"),
  entropy: 3,
  confidence: 0.8,
  examples: [...shown("OPENUV_API_KEY", make), `openuv:\n  api_key: ${make(31)}\n`, `OPENUV_KEY=${fake("[0-9a-f]{32}", 13)}\n`],
  counterExamples: [...unnamed("OPENUV_API_KEY", make, 8), `OPENUV_CACHE=${fake("[0-9a-f]{32}", 20)}\n`],
  references: ["https://www.openuv.io/uvindex"],
  revoke: "https://www.openuv.io/console > Delete key",
};
