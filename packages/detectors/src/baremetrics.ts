import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("lk_[A-Za-z0-9]{20}", seed);
export const baremetricsApiKey: Detector = {
  id: "baremetrics-api-key",
  title: "Baremetrics API key",
  provider: "baremetrics",
  category: "finance",
  severity: "high",
  opens: "Reads the company's revenue, subscriptions and customers and changes what was sent to it.",
  keywords: ["baremetrics"],
  pattern: named("baremetrics", SET_KEY, "(?:sk|lk)_[A-Za-z0-9_-]{18,25}"),
  entropy: 3.2,
  confidence: 0.85,
  examples: [...shown("BAREMETRICS_API_KEY", make), `baremetrics:\n  api_key: ${make(13)}\n`],
  counterExamples: [...nearMisses("BAREMETRICS_API_KEY", make, 4), `BAREMETRICS_API_KEY=pk_${fake("[A-Za-z0-9]{20}", 31)}`],
  references: ["https://developers.baremetrics.com/reference/authentication"],
  revoke: "https://app.baremetrics.com/settings/api > delete the key",
};
