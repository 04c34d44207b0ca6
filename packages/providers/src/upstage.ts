import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const upstage: Provider = provider({
  id: "upstage",
  name: "Upstage",
  baseUrl: "https://api.upstage.ai",
  checks: [
    {
      detectors: ["upstage-api-key"],
      get: "/v1/models",
      auth: "bearer",
      valid: "data",
      impact: () => "may use its models",
      reference: "https://console.upstage.ai/docs/getting-started",
      answers: {
        valid: { body: { object: "list", data: [] } },
        invalid: {
          status: 401,
          body: { error: { message: "API key suspended or invalid", type: "invalid_request_error", code: "invalid_api_key" } },
        },
      },
    },
  ],
});
