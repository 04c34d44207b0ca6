import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const telegram: Provider = provider({
  id: "telegram",
  name: "Telegram",
  baseUrl: "https://api.telegram.org",
  checks: [
    {
      detectors: ["telegram-bot-token"],
      secretInUrl: true,
      get: "/bot{secret}/getMe",
      valid: "result.id",
      impact: ["bot {result.username}"],
      invalid: { status: [401, 404], body: /"error_code"\s*:\s*40[14]\b/ },
      reference: "https://core.telegram.org/bots/api#getme",
      answers: {
        valid: { body: { ok: true, result: { id: 1, is_bot: true, username: "acme_bot" } } },
        invalid: { status: 401, body: { ok: false, error_code: 401, description: "Unauthorized" } },
      },
    },
  ],
});
