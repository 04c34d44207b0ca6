import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const notion: Provider = provider({
  id: "notion",
  name: "Notion",
  baseUrl: "https://api.notion.com",
  checks: [
    {
      detectors: ["notion-integration-token"],
      get: "/v1/users/me",
      auth: "bearer",
      headers: { "notion-version": "2022-06-28" },
      valid: "id",
      impact: ["integration {name}", "workspace {bot.workspace_name}"],
      invalid: { status: 401, body: /"unauthorized"/ },
      reference: "https://developers.notion.com/reference/get-self",
      answers: {
        valid: { body: { object: "user", id: "1", name: "sync", bot: { workspace_name: "Acme" } } },
        invalid: { status: 401, body: { object: "error", status: 401, code: "unauthorized", message: "API token is invalid." } },
      },
    },
  ],
});
