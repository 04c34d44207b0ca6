import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const fireworks: Provider = provider({
  id: "fireworks",
  name: "Fireworks AI",
  baseUrl: "https://api.fireworks.ai",
  checks: [
    {
      detectors: ["fireworks-api-key"],
      get: "/inference/v1/models",
      auth: "bearer",
      valid: /"data"\s*:\s*\[/,
      impact: () => "may use its models",
      invalid: { status: [401, 403], body: /api key/i },
      reference: "https://docs.fireworks.ai/api-reference/introduction",
      answers: {
        valid: { body: { object: "list", data: [] } },
        invalid: { status: 401, body: { error: { message: "The API key you provided is invalid.", code: "UNAUTHORIZED" } } },
      },
    },
  ],
});
