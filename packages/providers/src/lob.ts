import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const lob: Provider = provider({
  id: "lob",
  name: "Lob",
  baseUrl: "https://api.lob.com",
  checks: [
    {
      detectors: ["lob-live-api-key", "lob-test-api-key"],
      get: "/v1/addresses?limit=1",
      auth: ["{secret}", ""],
      valid: "data",
      impact: () => "reads addresses and sends mail",
      invalid: { status: 401, body: /invalid_api_key|unauthorized/i },
      reference: "https://docs.lob.com/#tag/Errors",
      answers: {
        valid: { body: { object: "list", data: [] } },
        invalid: { status: 401, body: { error: { message: "Your API key is not valid.", code: "invalid_api_key", status_code: 401 } } },
      },
    },
  ],
});
