import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const bitly: Provider = provider({
  id: "bitly",
  name: "Bitly",
  baseUrl: "https://api-ssl.bitly.com",
  checks: [
    {
      detectors: ["bitly-access-token"],
      get: "/v4/user",
      auth: "bearer",
      valid: "login",
      impact: ["acts as {login}"],
      invalid: { status: [401, 403], body: /FORBIDDEN|INVALID_(?:ACCESS|ARG_ACCESS)_TOKEN/ },
      reference: "https://dev.bitly.com/api-reference/#getUser",
      answers: {
        valid: { body: { login: "alice", is_active: true } },
        invalid: { status: 403, body: { message: "FORBIDDEN", resource: "users" } },
      },
    },
  ],
});
