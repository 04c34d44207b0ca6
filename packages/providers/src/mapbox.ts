import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const mapbox: Provider = provider({
  id: "mapbox",
  name: "Mapbox",
  baseUrl: "https://api.mapbox.com",
  checks: [
    {
      detectors: ["mapbox-secret-token"],
      secretInUrl: true,
      get: "/tokens/v2?access_token={secret}",
      valid: /"TokenValid"/,
      impact: ["account {token.user}", "usage {token.usage}"],
      invalid: { status: [200, 401], body: /"Token(?:Malformed|Invalid|Expired|Revoked)"/ },
      reference: "https://docs.mapbox.com/api/accounts/tokens/#retrieve-a-token",
      answers: {
        valid: { body: { code: "TokenValid", token: { usage: "sk", user: "alice" } } },
        invalid: { body: { code: "TokenInvalid" } },
      },
    },
  ],
});
