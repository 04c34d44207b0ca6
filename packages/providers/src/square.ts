import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const square: Provider = provider({
  id: "square",
  name: "Square",
  baseUrl: "https://connect.squareup.com",
  checks: [
    {
      detectors: ["square-access-token"],
      instances: true,
      get: "/v2/merchants/me",
      auth: "bearer",
      valid: "merchant.id",
      impact: ["merchant {merchant.business_name}", "{merchant.country}"],
      invalid: { status: 401, body: /AUTHENTICATION_ERROR/ },
      limited: { status: 403, body: /INSUFFICIENT_SCOPES/ },
      reference: "https://developer.squareup.com/reference/square/merchants-api/retrieve-merchant",
      answers: {
        valid: { body: { merchant: { id: "1", business_name: "Acme", country: "US" } } },
        invalid: { status: 401, body: { errors: [{ category: "AUTHENTICATION_ERROR", code: "UNAUTHORIZED" }] } },
        limited: { status: 403, body: { errors: [{ category: "AUTHENTICATION_ERROR", code: "INSUFFICIENT_SCOPES" }] } },
      },
    },
  ],
});
