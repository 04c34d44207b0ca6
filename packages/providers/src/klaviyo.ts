import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const klaviyo: Provider = provider({
  id: "klaviyo",
  name: "Klaviyo",
  baseUrl: "https://a.klaviyo.com",
  checks: [
    {
      detectors: ["klaviyo-private-api-key"],
      get: "/api/accounts",
      auth: { authorization: "Klaviyo-API-Key {secret}" },
      headers: { revision: "2024-10-15" },
      valid: "data",
      impact: ["account {data.0.attributes.contact_information.organization_name}"],
      invalid: { status: 401, body: /not_authenticated|authentication_failed/ },
      limited: { status: 403, body: /permission_denied/ },
      reference: "https://developers.klaviyo.com/en/reference/get_accounts",
      answers: {
        valid: { body: { data: [{ id: "1", attributes: { contact_information: { organization_name: "Acme" } } }] } },
        invalid: { status: 401, body: { errors: [{ code: "authentication_failed" }] } },
        limited: { status: 403, body: { errors: [{ code: "permission_denied" }] } },
      },
    },
  ],
});
