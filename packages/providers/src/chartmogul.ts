import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const chartmogul: Provider = provider({
  id: "chartmogul",
  name: "ChartMogul",
  baseUrl: "https://api.chartmogul.com",
  checks: [
    {
      detectors: ["chartmogul-api-key"],
      get: "/v1/ping",
      auth: ["{secret}", ""],
      valid: /"pong!"/,
      impact: () => "reads revenue and customers",
      reference: "https://dev.chartmogul.com/reference/ping",
      answers: { valid: { body: { data: "pong!" } }, invalid: { status: 401, body: { code: 401, message: "No valid API key provided" } } },
    },
  ],
});
