import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const intercom: Provider = provider({
  id: "intercom",
  name: "Intercom",
  baseUrl: "https://api.intercom.io",
  checks: [
    {
      detectors: ["intercom-access-token"],
      instances: true,
      get: "/me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}", "workspace {app.name}"],
      reference: "https://developers.intercom.com/docs/references/rest-api/api.intercom.io/admins/identifyadmin",
      answers: {
        valid: { body: { type: "admin", id: "1", email: "alice@example.com", app: { name: "Acme" } } },
        invalid: { status: 401, body: { type: "error.list", errors: [{ code: "unauthorized", message: "Access Token Invalid" }] } },
      },
    },
  ],
});
