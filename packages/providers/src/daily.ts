import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const daily: Provider = provider({
  id: "daily",
  name: "Daily",
  baseUrl: "https://api.daily.co",
  checks: [
    {
      detectors: ["daily-api-key"],
      get: "/v1/",
      auth: "bearer",
      valid: "domain_name",
      impact: ["domain {domain_name}"],
      invalid: { status: [400, 401], body: /authentication-error/ },
      reference: "https://docs.daily.co/reference/rest-api/your-domain/config/get-domain-config",
      answers: { valid: { body: { domain_name: "acme", config: {} } }, invalid: { status: 401, body: { error: "authentication-error" } } },
    },
  ],
});
