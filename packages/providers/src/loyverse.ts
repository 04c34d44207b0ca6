import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const loyverse: Provider = provider({
  id: "loyverse",
  name: "Loyverse",
  baseUrl: "https://api.loyverse.com",
  checks: [
    {
      detectors: ["loyverse-access-token"],
      get: "/v1.0/merchant/",
      auth: "bearer",
      valid: "id",
      impact: ["merchant {business_name}", "{email}"],
      reference: "https://developer.loyverse.com/docs/",
      answers: {
        valid: { body: { id: "1", business_name: "Acme", email: "alice@example.com" } },
        invalid: { status: 401, body: { errors: [{ code: "UNAUTHORIZED" }] } },
      },
    },
  ],
});
