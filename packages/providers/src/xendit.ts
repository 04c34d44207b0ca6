import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const xendit: Provider = provider({
  id: "xendit",
  name: "Xendit",
  baseUrl: "https://api.xendit.co",
  checks: [
    {
      detectors: ["xendit-secret-key", "xendit-test-secret-key"],
      get: "/balance",
      auth: ["{secret}", ""],
      valid: "balance",
      impact: ["balance {balance}"],
      invalid: { status: 401, body: /INVALID_API_KEY/ },
      limited: { status: 403, body: /REQUEST_FORBIDDEN_ERROR/ },
      reference: "https://developers.xendit.co/api-reference/#get-balance",
      answers: {
        valid: { body: { balance: 100 } },
        invalid: { status: 401, body: { error_code: "INVALID_API_KEY", message: "API key is not authorized for this API service" } },
        limited: {
          status: 403,
          body: { error_code: "REQUEST_FORBIDDEN_ERROR", message: "The API key is forbidden to perform this request" },
        },
      },
    },
  ],
});
