import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const travis: Provider = provider({
  id: "travis",
  name: "Travis CI",
  baseUrl: "https://api.travis-ci.com",
  checks: [
    {
      detectors: ["travis-api-token"],
      get: "/user",
      auth: { authorization: "token {secret}" },
      headers: { "travis-api-version": "3" },
      valid: "login",
      impact: ["acts as {login}"],
      invalid: { status: [401, 403], body: /access denied|login_required/i },
      reference: "https://developer.travis-ci.com/resource/user",
      answers: { valid: { body: { "@type": "user", id: 1, login: "alice" } }, invalid: { status: 403, body: "access denied" } },
    },
  ],
});
