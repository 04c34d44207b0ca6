import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const deepgram: Provider = provider({
  id: "deepgram",
  name: "Deepgram",
  baseUrl: "https://api.deepgram.com",
  checks: [
    {
      detectors: ["deepgram-api-key"],
      get: "/v1/projects",
      auth: { authorization: "Token {secret}" },
      valid: "projects",
      impact: ["project {projects.0.name}"],
      invalid: { status: 401, body: /INVALID_AUTH|Invalid credentials/ },
      reference: "https://developers.deepgram.com/reference/manage/projects/list",
      answers: {
        valid: { body: { projects: [{ project_id: "1", name: "Acme" }] } },
        invalid: { status: 401, body: { err_code: "INVALID_AUTH", err_msg: "Invalid credentials." } },
      },
    },
  ],
});
