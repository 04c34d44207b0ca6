import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const coda: Provider = provider({
  id: "coda",
  name: "Coda",
  baseUrl: "https://coda.io",
  checks: [
    {
      detectors: ["coda-api-token"],
      get: "/apis/v1/whoami",
      auth: "bearer",
      valid: "loginId",
      impact: ["acts as {loginId}", "token {tokenName}", "workspace {workspace.name}"],
      reference: "https://coda.io/developers/apis/v1#tag/Account/operation/whoami",
      answers: {
        valid: { body: { name: "Alice", loginId: "alice@example.com", tokenName: "ci", workspace: { name: "Acme" } } },
        invalid: { status: 401, body: { statusCode: 401, statusMessage: "Unauthorized", message: "Unauthorized" } },
      },
    },
  ],
});
