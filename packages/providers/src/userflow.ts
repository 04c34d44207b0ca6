import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const userflow: Provider = provider({
  id: "userflow",
  name: "Userflow",
  baseUrl: "https://api.userflow.com",
  checks: [
    {
      detectors: ["userflow-api-key"],
      get: "/users?limit=1",
      auth: "bearer",
      headers: { "userflow-version": "2020-01-03" },
      valid: "data",
      impact: () => "reads and changes users",
      reference: "https://userflow.com/docs/api",
      answers: {
        valid: { body: { object: "list", data: [] } },
        invalid: { status: 401, body: { error: { code: "unauthenticated", message: "Invalid API key" } } },
      },
    },
  ],
});
