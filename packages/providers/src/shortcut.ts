import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const shortcut: Provider = provider({
  id: "shortcut",
  name: "Shortcut",
  baseUrl: "https://api.app.shortcut.com",
  checks: [
    {
      detectors: ["shortcut-api-token"],
      get: "/api/v3/member",
      auth: { "shortcut-token": "{secret}" },
      valid: "id",
      impact: ["acts as {mention_name}", "workspace {workspace2.url_slug}", "role {role}"],
      reference: "https://developer.shortcut.com/api/rest/v3#Get-Current-Member-Info",
      answers: {
        valid: { body: { id: "1", mention_name: "alice", role: "admin", workspace2: { url_slug: "acme" } } },
        invalid: { status: 401, body: { message: "Unauthorized", tag: "organization2_missing" } },
      },
    },
  ],
});
