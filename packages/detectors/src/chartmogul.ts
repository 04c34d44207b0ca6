import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const chartmogulApiKey: Detector = {
  id: "chartmogul-api-key",
  title: "ChartMogul API key",
  provider: "chartmogul",
  category: "finance",
  severity: "high",
  opens: "Reads, and with write access changes, the company's revenue and customer records.",
  keywords: ["chartmogul", "chart_mogul"],
  pattern: named("chart_?mogul", "(?:api|secret|account|access)?[_.-]?(?:key|token|secret)", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.75,
  examples: [...shown("CHARTMOGUL_API_KEY", make), `CHART_MOGUL_TOKEN=${make(13)}\n`],
  counterExamples: [...nearMisses("CHARTMOGUL_API_KEY", make), `CHARTMOGUL_DATA_SOURCE=${make(31)}`],
  references: ["https://dev.chartmogul.com/docs/authentication"],
  revoke: "https://app.chartmogul.com > Profile > API keys > delete the key",
};
