import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const fastly: Provider = provider({
  id: "fastly",
  name: "Fastly",
  baseUrl: "https://api.fastly.com",
  checks: [
    {
      detectors: ["fastly-api-token"],
      get: "/tokens/self",
      auth: { "fastly-key": "{secret}" },
      valid: "id",
      impact: ["named {name}", "scope {scope}", "expires {expires_at}"],
      reference: "https://www.fastly.com/documentation/reference/api/auth-tokens/user/",
      answers: {
        valid: { body: { id: "1", name: "deploy", scope: "global", user_id: "u1" } },
        invalid: { status: 401, body: { msg: "Provided credentials are missing or invalid" } },
      },
    },
  ],
});
