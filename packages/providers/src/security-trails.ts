import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { at } from "./http/answers.ts";

export const securityTrails: Provider = provider({
  id: "security-trails",
  name: "SecurityTrails",
  baseUrl: "https://api.securitytrails.com",
  checks: [
    {
      detectors: ["security-trails-api-key"],
      get: "/v1/ping",
      auth: { apikey: "{secret}" },
      valid: ({ json }) => at(json, "success") === true,
      impact: () => "asks about domains",
      invalid: { status: [401, 403], body: /invalid authentication/i },
      reference: "https://docs.securitytrails.com/reference/ping",
      answers: { valid: { body: { success: true } }, invalid: { status: 403, body: { message: "Invalid authentication credentials" } } },
    },
  ],
});
