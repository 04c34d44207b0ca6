import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const kimi: Provider = provider({
  id: "kimi",
  name: "Moonshot AI",
  baseUrl: "https://api.moonshot.ai",
  checks: [
    {
      detectors: ["kimi-api-key"],
      instances: true,
      get: "/v1/users/me/balance",
      auth: "bearer",
      valid: "data",
      impact: ["balance {data.available_balance}"],
      invalid: { status: 401, body: /invalid_authentication_error|Invalid Authentication/ },
      reference: "https://platform.moonshot.ai/docs/api/balance",
      answers: {
        valid: { body: { code: 0, data: { available_balance: 49.5 }, status: true } },
        invalid: { status: 401, body: { error: { message: "Invalid Authentication", type: "invalid_authentication_error" } } },
      },
    },
  ],
});
