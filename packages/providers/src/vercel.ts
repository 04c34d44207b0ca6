import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const vercel: Provider = provider({
  id: "vercel",
  name: "Vercel",
  baseUrl: "https://api.vercel.com",
  checks: [
    {
      detectors: ["vercel-access-token"],
      get: "/v2/user",
      auth: "bearer",
      valid: "user.username",
      impact: ["acts as {user.username}", "{user.email}"],
      invalid: { status: [401, 403], body: /"invalidToken"\s*:\s*true/ },
      reference: "https://vercel.com/docs/rest-api/reference/endpoints/user/get-the-user",
      answers: {
        valid: { body: { user: { id: "1", username: "alice", email: "alice@example.com" } } },
        invalid: { status: 403, body: { error: { code: "forbidden", message: "Not authorized", invalidToken: true } } },
      },
    },
    {
      detectors: ["vercel-ai-gateway-key"],
      host: "https://ai-gateway.vercel.sh",
      get: "/v1/credits",
      auth: "bearer",
      valid: "balance",
      impact: ["balance {balance} USD"],
      reference: "https://vercel.com/docs/ai-gateway/usage",
      answers: {
        valid: { body: { balance: "5.00", total_used: "0.10" } },
        invalid: { status: 401, body: { error: { message: "Invalid API key", type: "authentication_error" } } },
      },
    },
  ],
});
