import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const braintrust: Provider = provider({
  id: "braintrust",
  name: "Braintrust",
  baseUrl: "https://api.braintrust.dev",
  checks: [
    {
      detectors: ["braintrust-api-key"],
      get: "/v1/project?limit=1",
      auth: "bearer",
      valid: "objects",
      impact: ["such as project {objects.0.name}"],
      reference: "https://www.braintrust.dev/docs/reference/api/Projects",
      answers: { valid: { body: { objects: [{ id: "1", name: "chat" }] } }, invalid: { status: 401, body: "Invalid API key" } },
    },
  ],
});
