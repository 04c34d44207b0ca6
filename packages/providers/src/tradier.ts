import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const tradier: Provider = provider({
  id: "tradier",
  name: "Tradier",
  baseUrl: "https://api.tradier.com",
  checks: [
    {
      detectors: ["tradier-access-token"],
      instances: true,
      get: "/v1/user/profile",
      auth: "bearer",
      valid: "profile.id",
      impact: ["acts as {profile.name}"],
      reference: "https://docs.tradier.com/reference/brokerage-api-user-get-profile",
      answers: { valid: { body: { profile: { id: "id-1", name: "Alice" } } }, invalid: { status: 401, body: "Invalid Access Token" } },
    },
  ],
});
