import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const customerIo: Provider = provider({
  id: "customer-io",
  name: "Customer.io",
  baseUrl: "https://api.customer.io",
  checks: [
    {
      detectors: ["customer-io-app-api-key"],
      instances: true,
      get: "/v1/workspaces",
      auth: "bearer",
      valid: "workspaces",
      impact: ["workspace {workspaces.0.name}"],
      reference: "https://docs.customer.io/integrations/api/app/#tag/Workspaces",
      answers: {
        valid: { body: { workspaces: [{ id: 1, name: "Acme" }] } },
        invalid: { status: 401, body: { errors: [{ detail: "unauthorized", status: "401" }] } },
      },
    },
  ],
});
