import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const lokalise: Provider = provider({
  id: "lokalise",
  name: "Lokalise",
  baseUrl: "https://api.lokalise.com",
  checks: [
    {
      detectors: ["lokalise-api-token"],
      get: "/api2/projects?limit=1",
      auth: { "x-api-token": "{secret}" },
      valid: "projects",
      impact: ["such as project {projects.0.name}"],
      invalid: { status: [400, 401], body: /Invalid [`'"]?X-Api-Token/i },
      reference: "https://developers.lokalise.com/reference/list-all-projects",
      answers: {
        valid: { body: { projects: [{ project_id: "1", name: "App" }] } },
        invalid: { status: 400, body: { error: { message: "Invalid `X-Api-Token` header", code: 400 } } },
      },
    },
  ],
});
