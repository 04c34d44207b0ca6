import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const front: Provider = provider({
  id: "front",
  name: "Front",
  baseUrl: "https://api2.frontapp.com",
  checks: [
    {
      detectors: ["front-api-token"],
      get: "/me",
      auth: "bearer",
      valid: "id",
      impact: ["company {name}"],
      invalid: { status: 401, body: /Unauthenticated|Unauthorized/i },
      reference: "https://dev.frontapp.com/reference/api-token-details",
      answers: {
        valid: { body: { id: "cmp_1", name: "Acme" } },
        invalid: { status: 401, body: { _error: { status: 401, title: "Unauthenticated" } } },
      },
    },
  ],
});
