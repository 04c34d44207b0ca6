import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

export const heroku: Provider = provider({
  id: "heroku",
  name: "Heroku",
  baseUrl: "https://api.heroku.com",
  checks: [
    {
      detectors: ["heroku-api-key"],
      get: "/account",
      auth: "bearer",
      headers: { accept: "application/vnd.heroku+json; version=3" },
      valid: "id",
      impact: (answer) =>
        sentence(`acts as ${textAt(answer.json, "email") ?? "?"}`, when(answer, "two_factor_authentication", "two-factor log-in")),
      limited: { status: 403, body: /"forbidden"/ },
      reference: "https://devcenter.heroku.com/articles/platform-api-reference#account-info",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com", two_factor_authentication: true } },
        invalid: { status: 401, body: { id: "unauthorized", message: "Invalid credentials provided." } },
        limited: { status: 403, body: { id: "forbidden", message: "The token does not have the scope" } },
      },
    },
  ],
});
