import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const onfleet: Provider = provider({
  id: "onfleet",
  name: "Onfleet",
  baseUrl: "https://onfleet.com",
  checks: [
    {
      detectors: ["onfleet-api-key"],
      get: "/api/v2/auth/test",
      auth: ["{secret}", ""],
      valid: /"status"\s*:\s*200/,
      impact: () => "reads and changes deliveries",
      reference: "https://docs.onfleet.com/reference/authentication",
      answers: {
        valid: { body: { status: 200, message: "Hello organization 'acme', you have been authenticated" } },
        invalid: { status: 401, body: { code: "InvalidCredentials", message: { error: 1103 } } },
      },
    },
  ],
});
