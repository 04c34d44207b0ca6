import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const workos: Provider = provider({
  id: "workos",
  name: "WorkOS",
  baseUrl: "https://api.workos.com",
  checks: [
    {
      detectors: ["workos-api-key", "workos-staging-api-key"],
      get: "/organizations?limit=1",
      auth: "bearer",
      valid: "data",
      impact: ["such as organisation {data.0.name}"],
      reference: "https://workos.com/docs/reference/organization/list",
      answers: {
        valid: { body: { object: "list", data: [{ id: "1", name: "Acme" }] } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
