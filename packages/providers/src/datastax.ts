import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const datastax: Provider = provider({
  id: "datastax",
  name: "DataStax Astra",
  baseUrl: "https://api.astra.datastax.com",
  checks: [
    {
      detectors: ["datastax-astra-token"],
      get: "/v2/currentOrg",
      auth: "bearer",
      valid: "id",
      impact: ["organisation {id}"],
      reference: "https://docs.datastax.com/en/astra-api-docs/attachments/devops-api/index.html",
      answers: {
        valid: { body: { id: "o1" } },
        invalid: { status: 401, body: { errors: [{ description: "The token provided is invalid." }] } },
      },
    },
  ],
});
