import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const etsy: Provider = provider({
  id: "etsy",
  name: "Etsy",
  baseUrl: "https://api.etsy.com",
  checks: [
    {
      detectors: ["etsy-api-key"],
      get: "/v3/application/openapi-ping",
      auth: { "x-api-key": "{secret}" },
      valid: "application_id",
      impact: ["application {application_id}"],
      invalid: { status: [401, 403], body: /api[ _]?key/i },
      reference: "https://developers.etsy.com/documentation/reference/#operation/ping",
      answers: {
        valid: { body: { application_id: 1 } },
        invalid: { status: 403, body: { error: "Invalid API key: should be in the format 'keystring:shared_secret'" } },
      },
    },
  ],
});
