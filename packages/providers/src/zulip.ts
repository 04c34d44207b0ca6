import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { hostUnder } from "./hosts.ts";
import { sentence, textAt } from "./http/answers.ts";

export const zulip: Provider = provider({
  id: "zulip",
  name: "Zulip",
  baseUrl: "https://zulipchat.com",
  checks: [
    {
      detectors: ["zulip-api-key"],
      host: hostUnder("site", "zulipchat.com"),
      get: "/api/v1/users/me",
      auth: ["{email}", "{secret}"],
      valid: "user_id",
      impact: (answer) => sentence(`acts as ${textAt(answer.json, "email") ?? "?"}`, when(answer, "is_admin", "an administrator")),
      invalid: { status: 401, body: /Invalid API key|INVALID_API_KEY/ },
      reference: "https://zulip.com/api/get-own-user",
      answers: {
        beside: "site=https://acme.zulipchat.com\nemail=bot@acme.zulipchat.com",
        valid: { body: { result: "success", user_id: 1, email: "bot@acme.zulipchat.com", is_admin: true } },
        invalid: { status: 401, body: { result: "error", msg: "Invalid API key", code: "INVALID_API_KEY" } },
      },
    },
  ],
});
