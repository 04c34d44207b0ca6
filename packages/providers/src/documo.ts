import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const documo: Provider = provider({
  id: "documo",
  name: "Documo",
  baseUrl: "https://api.documo.com",
  checks: [
    {
      detectors: ["documo-api-key"],
      get: "/v1/me",
      auth: { authorization: "Basic {secret}" },
      valid: "email",
      impact: ["acts as {email}"],
      reference: "https://docs.documo.com/",
      answers: {
        valid: { body: { email: "alice@example.com" } },
        invalid: { status: 401, body: { error: { name: "UnauthorizedError", message: "Unauthorized" } } },
      },
    },
  ],
});
