import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const render: Provider = provider({
  id: "render",
  name: "Render",
  baseUrl: "https://api.render.com",
  checks: [
    {
      detectors: ["render-api-key"],
      get: "/v1/owners?limit=1",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: ["owner {0.owner.name}", "{0.owner.email}"],
      reference: "https://api-docs.render.com/reference/list-owners",
      answers: {
        valid: { body: [{ owner: { id: "1", name: "Acme", email: "alice@example.com" } }] },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
