import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const meraki: Provider = provider({
  id: "meraki",
  name: "Cisco Meraki",
  baseUrl: "https://api.meraki.com",
  checks: [
    {
      detectors: ["meraki-api-key"],
      instances: true,
      get: "/api/v1/administered/identities/me",
      auth: "bearer",
      valid: "email",
      impact: ["acts as {email}"],
      reference: "https://developer.cisco.com/meraki/api-v1/get-administered-identities-me/",
      answers: {
        valid: { body: { name: "Alice", email: "alice@example.com" } },
        invalid: { status: 401, body: { errors: ["Invalid API key"] } },
      },
    },
  ],
});
