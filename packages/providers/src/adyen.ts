import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const adyen: Provider = provider({
  id: "adyen",
  name: "Adyen",
  baseUrl: "https://management-live.adyen.com",
  checks: [
    {
      detectors: ["adyen-api-key"],
      instances: true,
      get: "/v3/me",
      auth: { "x-api-key": "{secret}" },
      valid: "id",
      impact: ["user {username}", "company {companyName}", "roles {roles}"],
      reference: "https://docs.adyen.com/api-explorer/Management/latest/get/me",
      answers: {
        valid: { body: { id: "S1", username: "ws@Company.Acme", companyName: "Acme", roles: ["Checkout webservice role"] } },
        invalid: { status: 401, body: { status: 401, errorCode: "00_401", title: "Unauthorized" } },
      },
    },
  ],
});
