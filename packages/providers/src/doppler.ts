import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const doppler: Provider = provider({
  id: "doppler",
  name: "Doppler",
  baseUrl: "https://api.doppler.com",
  checks: [
    {
      detectors: ["doppler-token"],
      get: "/v3/me",
      auth: "bearer",
      valid: "type",
      impact: ["{type}", "named {name}", "workplace {workplace.name}"],
      invalid: { status: 401, body: /invalid|expired/i },
      reference: "https://docs.doppler.com/reference/auth-me",
      answers: {
        valid: { body: { workplace: { name: "Acme" }, type: "service_token", name: "ci" } },
        invalid: { status: 401, body: { messages: ["Invalid Auth token"], success: false } },
      },
    },
  ],
});
