import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const razorpay: Provider = provider({
  id: "razorpay",
  name: "Razorpay",
  baseUrl: "https://api.razorpay.com",
  checks: [
    {
      detectors: ["razorpay-key-secret"],
      get: "/v1/payments?count=1",
      auth: ["{keyId}", "{secret}"],
      valid: "entity",
      impact: () => "reads payments and returns them",
      invalid: { status: 401, body: /authentication failed|api key/i },
      reference: "https://razorpay.com/docs/api/payments/fetch-all-payments/",
      answers: {
        valid: { body: { entity: "collection", count: 0, items: [] } },
        invalid: { status: 401, body: { error: { code: "BAD_REQUEST_ERROR", description: "Authentication failed" } } },
      },
    },
  ],
});
