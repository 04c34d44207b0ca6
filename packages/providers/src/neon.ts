import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const neon: Provider = provider({
  id: "neon",
  name: "Neon",
  baseUrl: "https://console.neon.tech",
  checks: [
    {
      detectors: ["neon-api-key"],
      get: "/api/v2/users/me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}", "plan {plan}"],
      reference: "https://api-docs.neon.tech/reference/getcurrentuserinfo",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com", plan: "free" } },
        invalid: { status: 401, body: { code: "", message: "supplied credentials do not pass authentication" } },
      },
    },
  ],
});
