import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const column: Provider = provider({
  id: "column",
  name: "Column",
  baseUrl: "https://api.column.com",
  checks: [
    {
      detectors: ["column-api-key"],
      get: "/entities?limit=1",
      auth: ["", "{secret}"],
      valid: "entities",
      impact: () => "reads and moves money",
      reference: "https://column.com/docs/api/#entity/list",
      answers: {
        valid: { body: { entities: [], has_more: false } },
        invalid: { status: 401, body: { type: "authentication_error", code: "invalid_api_key", message: "Invalid API key" } },
      },
    },
  ],
});
