import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

export const smartsheet: Provider = provider({
  id: "smartsheet",
  name: "Smartsheet",
  baseUrl: "https://api.smartsheet.com",
  checks: [
    {
      detectors: ["smartsheet-access-token"],
      instances: true,
      get: "/2.0/users/me",
      auth: "bearer",
      valid: "id",
      impact: (answer) => sentence(`acts as ${textAt(answer.json, "email") ?? "?"}`, when(answer, "admin", "a system administrator")),
      invalid: { status: 401, body: /"errorCode"\s*:\s*100[23]\b/ },
      reference: "https://developers.smartsheet.com/api/smartsheet/openapi/users/get-current-user",
      answers: {
        valid: { body: { id: 1, email: "alice@example.com", admin: true } },
        invalid: { status: 401, body: { errorCode: 1002, message: "Your Access Token is invalid." } },
      },
    },
  ],
});
