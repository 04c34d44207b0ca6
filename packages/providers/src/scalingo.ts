import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const scalingo: Provider = provider({
  id: "scalingo",
  name: "Scalingo",
  baseUrl: "https://auth.scalingo.com",
  checks: [
    {
      detectors: ["scalingo-api-token"],
      acts: true,
      post: "/v1/tokens/exchange",
      auth: ["", "{secret}"],
      valid: "token",
      impact: () => "acts as the token's owner",
      reference: "https://developers.scalingo.com/",
      answers: { valid: { body: { token: "a" } }, invalid: { status: 401, body: { error: "unauthorized" } } },
    },
  ],
});
