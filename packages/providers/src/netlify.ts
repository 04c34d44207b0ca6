import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const netlify: Provider = provider({
  id: "netlify",
  name: "Netlify",
  baseUrl: "https://api.netlify.com",
  checks: [
    {
      detectors: ["netlify-access-token"],
      get: "/api/v1/user",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}"],
      reference: "https://open-api.netlify.com/#tag/user/operation/getCurrentUser",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { code: 401, message: "Access Denied: Origin is not allowed" } },
      },
    },
  ],
});
