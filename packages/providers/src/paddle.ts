import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostFromSecret } from "./hosts.ts";

export const paddle: Provider = provider({
  id: "paddle",
  name: "Paddle",
  baseUrl: "https://api.paddle.com",
  checks: [
    {
      detectors: ["paddle-api-key", "paddle-sandbox-api-key"],
      host: hostFromSecret("https://api.paddle.com", (secret) =>
        secret.startsWith("pdl_sdbx_") ? "https://sandbox-api.paddle.com" : "https://api.paddle.com",
      ),
      get: "/event-types",
      auth: "bearer",
      valid: "data",
      impact: () => "reaches the seller's account",
      invalid: {
        status: [401, 403],
        body: /"code":\s*"(?:invalid_token|authentication_malformed|authentication_missing|invalid_credentials)"/,
      },
      limited: { status: 403, body: /"code":\s*"forbidden"/ },
      reference: "https://developer.paddle.com/api-reference/about/authentication",
      answers: {
        valid: { body: { data: [] } },
        invalid: { status: 403, body: { error: { type: "request_error", code: "invalid_token" } } },
        limited: { status: 403, body: { error: { type: "request_error", code: "forbidden" } } },
      },
    },
  ],
});
