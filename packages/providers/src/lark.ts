import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const lark: Provider = provider({
  id: "lark",
  name: "Lark",
  baseUrl: "https://open.larksuite.com",
  checks: [
    {
      detectors: ["lark-app-secret"],
      acts: true,
      instances: true,
      post: "/open-apis/auth/v3/tenant_access_token/internal",
      json: { app_id: "{appId}", app_secret: "{secret}" },
      valid: "tenant_access_token",
      impact: () => "acts as the application",
      invalid: { status: [200, 400], body: /"code"\s*:\s*10014\b/ },
      reference: "https://open.larksuite.com/document/server-docs/authentication-management/access-token/tenant_access_token_internal",
      answers: {
        valid: { body: { code: 0, msg: "ok", tenant_access_token: "a", expire: 7200 } },
        invalid: { body: { code: 10014, msg: "app secret invalid" } },
      },
    },
  ],
});
