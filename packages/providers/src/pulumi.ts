import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const pulumi: Provider = provider({
  id: "pulumi",
  name: "Pulumi",
  baseUrl: "https://api.pulumi.com",
  checks: [
    {
      detectors: ["pulumi-access-token"],
      instances: true,
      get: "/api/user",
      auth: { authorization: "token {secret}" },
      headers: { accept: "application/vnd.pulumi+8" },
      valid: "githubLogin",
      impact: ["acts as {githubLogin}", "{email}", "organisation {organizations.0.name}"],
      reference: "https://www.pulumi.com/docs/reference/cloud-rest-api/user-accounts/",
      answers: {
        valid: { body: { id: "1", githubLogin: "alice", email: "alice@example.com", organizations: [{ name: "acme" }] } },
        invalid: { status: 401, body: { code: 401, message: "Unauthorized: No credentials provided or are invalid." } },
      },
    },
  ],
});
