import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

export const pipedrive: Provider = provider({
  id: "pipedrive",
  name: "Pipedrive",
  baseUrl: "https://api.pipedrive.com",
  checks: [
    {
      detectors: ["pipedrive-api-token"],
      get: "/v1/users/me",
      auth: { "x-api-token": "{secret}" },
      valid: "data.id",
      impact: (answer) =>
        sentence(
          `acts as ${textAt(answer.json, "data", "email") ?? "?"}`,
          textAt(answer.json, "data", "company_name"),
          when(answer, "data.is_admin", "an administrator"),
        ),
      invalid: { status: 401, body: /unauthorized|invalid/i },
      reference: "https://developers.pipedrive.com/docs/api/v1/Users#getCurrentUser",
      answers: {
        valid: { body: { success: true, data: { id: 1, email: "alice@example.com", company_name: "Acme" } } },
        invalid: { status: 401, body: { success: false, error: "unauthorized access" } },
      },
    },
  ],
});
