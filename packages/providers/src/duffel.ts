import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const duffel: Provider = provider({
  id: "duffel",
  name: "Duffel",
  baseUrl: "https://api.duffel.com",
  checks: [
    {
      detectors: ["duffel-api-token"],
      get: "/air/airlines?limit=1",
      auth: "bearer",
      headers: { "duffel-version": "v2" },
      valid: "data",
      impact: () => "searches and books flights",
      invalid: { status: 401, body: /access_token_not_found|invalid_authorization_header|expired_access_token/ },
      reference: "https://duffel.com/docs/api/overview/response-handling/errors",
      answers: {
        valid: { body: { data: [], meta: { limit: 1 } } },
        invalid: { status: 401, body: { errors: [{ type: "authentication_error", code: "access_token_not_found" }] } },
      },
    },
  ],
});
