import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const ayrshare: Provider = provider({
  id: "ayrshare",
  name: "Ayrshare",
  baseUrl: "https://api.ayrshare.com",
  checks: [
    {
      detectors: ["ayrshare-api-key"],
      get: "/api/user",
      auth: "bearer",
      valid: /"(?:activeSocialAccounts|monthlyApiCalls|email)"/,
      impact: ["account {email}", "posts to {activeSocialAccounts}"],
      invalid: { status: [401, 403], body: /"code"\s*:\s*102\b/ },
      reference: "https://www.ayrshare.com/docs/apis/user/profile-details",
      answers: {
        valid: { body: { activeSocialAccounts: ["facebook"], email: "alice@example.com" } },
        invalid: { status: 403, body: { action: "request", status: "error", code: 102, message: "API Key not valid." } },
      },
    },
  ],
});
