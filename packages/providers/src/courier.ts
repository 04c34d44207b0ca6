import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const courier: Provider = provider({
  id: "courier",
  name: "Courier",
  baseUrl: "https://api.courier.com",
  checks: [
    {
      detectors: ["courier-api-key", "courier-test-api-key"],
      get: "/brands",
      auth: "bearer",
      valid: "results",
      impact: ["such as brand {results.0.name}"],
      invalid: { status: [401, 403], body: /authentication_error|Unauthorized|authorization_error/ },
      reference: "https://www.courier.com/docs/reference/brands/list/",
      answers: {
        valid: { body: { results: [{ id: "1", name: "Acme" }], paging: {} } },
        invalid: { status: 401, body: { message: "Unauthorized", type: "authentication_error" } },
      },
    },
  ],
});
