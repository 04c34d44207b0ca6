import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const nylas: Provider = provider({
  id: "nylas",
  name: "Nylas",
  baseUrl: "https://api.us.nylas.com",
  checks: [
    {
      detectors: ["nylas-api-key"],
      instances: true,
      get: "/v3/applications",
      auth: "bearer",
      valid: "data.application_id",
      impact: ["application {data.application_id}", "{data.environment}"],
      reference: "https://developer.nylas.com/docs/reference/api/applications/",
      answers: {
        valid: { body: { request_id: "1", data: { application_id: "a1", environment: "production" } } },
        invalid: { status: 401, body: { error: { type: "unauthorized", message: "Unauthorized" } } },
      },
    },
  ],
});
