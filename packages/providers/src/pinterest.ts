import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const pinterest: Provider = provider({
  id: "pinterest",
  name: "Pinterest",
  baseUrl: "https://api.pinterest.com",
  checks: [
    {
      detectors: ["pinterest-access-token"],
      get: "/v5/user_account",
      auth: "bearer",
      valid: "username",
      impact: ["acts as {username}", "{account_type}"],
      invalid: { status: 401, body: /"code"\s*:\s*2\b/ },
      limited: { status: [401, 403], body: /scope|not authorized|"code"\s*:\s*3\b/i },
      reference: "https://developers.pinterest.com/docs/api/v5/user_account-get/",
      answers: {
        valid: { body: { username: "alice", account_type: "BUSINESS" } },
        invalid: { status: 401, body: { code: 2, message: "Authentication failed." } },
        limited: { status: 403, body: { code: 3, message: "Authorization failed: missing scope" } },
      },
    },
  ],
});
