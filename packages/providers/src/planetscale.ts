import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const planetscale: Provider = provider({
  id: "planetscale",
  name: "PlanetScale",
  baseUrl: "https://api.planetscale.com",
  checks: [
    {
      detectors: ["planetscale-oauth-token"],
      get: "/v1/user",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}"],
      reference: "https://planetscale.com/docs/api/reference/get_current_user",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { code: "unauthorized", message: "Unauthorized" } },
      },
    },
  ],
});
