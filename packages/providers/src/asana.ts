import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const asana: Provider = provider({
  id: "asana",
  name: "Asana",
  baseUrl: "https://app.asana.com",
  checks: [
    {
      detectors: ["asana-personal-access-token"],
      get: "/api/1.0/users/me",
      auth: "bearer",
      valid: "data.gid",
      impact: ["acts as {data.email}", "workspace {data.workspaces.0.name}"],
      reference: "https://developers.asana.com/reference/getuser",
      answers: {
        valid: { body: { data: { gid: "1", email: "alice@example.com", workspaces: [{ gid: "2", name: "Acme" }] } } },
        invalid: { status: 401, body: { errors: [{ message: "Not Authorized" }] } },
      },
    },
  ],
});
