import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const witAi: Provider = provider({
  id: "wit-ai",
  name: "Wit.ai",
  baseUrl: "https://api.wit.ai",
  checks: [
    {
      detectors: ["wit-ai-server-token"],
      get: "/intents?v=20230215",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: ["such as intent {0.name}"],
      invalid: { status: [400, 401, 403], body: /no-auth|Bad auth/ },
      reference: "https://wit.ai/docs/http/20230215/#get__intents_link",
      answers: {
        valid: { body: [{ id: "1", name: "buy" }] },
        invalid: { status: 401, body: { error: "Bad auth, check token/params", code: "no-auth" } },
      },
    },
  ],
});
