import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostSetFor } from "./hosts.ts";

export const grafana: Provider = provider({
  id: "grafana",
  name: "Grafana",
  baseUrl: "https://grafana.invalid",
  checks: [
    // Every stack has an address of its own; the base URL is never asked.
    {
      detectors: ["grafana-service-account-token", "grafana-api-key"],
      host: hostSetFor("grafana"),
      get: "/api/org",
      auth: "bearer",
      valid: "id",
      impact: ["organisation {name}"],
      limited: { status: 403, body: /permission/i },
      reference: "https://grafana.com/docs/grafana/latest/developers/http_api/org/",
      answers: {
        valid: { body: { id: 1, name: "Acme" } },
        invalid: { status: 401, body: { message: "Invalid API key" } },
        limited: {
          status: 403,
          body: { message: "You'll need additional permissions to perform this action. Permissions needed: orgs:read" },
        },
      },
    },
  ],
});
