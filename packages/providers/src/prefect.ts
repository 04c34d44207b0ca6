import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const prefect: Provider = provider({
  id: "prefect",
  name: "Prefect",
  baseUrl: "https://api.prefect.cloud",
  checks: [
    {
      detectors: ["prefect-api-key"],
      get: "/api/me/",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}"],
      reference: "https://docs.prefect.io/v3/api-ref/rest-api/cloud/me/read-me",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com", handle: "alice" } },
        invalid: { status: 401, body: { detail: "Invalid authentication credentials" } },
      },
    },
  ],
});
