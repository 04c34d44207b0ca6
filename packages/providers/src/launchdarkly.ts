import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const launchdarkly: Provider = provider({
  id: "launchdarkly",
  name: "LaunchDarkly",
  baseUrl: "https://app.launchdarkly.com",
  checks: [
    {
      detectors: ["launchdarkly-access-token"],
      instances: true,
      get: "/api/v2/caller-identity",
      auth: { authorization: "{secret}" },
      valid: "accountId",
      impact: ["account {accountId}", "named {tokenName}", "project {projectName}"],
      reference: "https://launchdarkly.com/docs/api/other/get-caller-identity",
      answers: {
        valid: { body: { accountId: "1", tokenName: "ci", tokenKind: "auth" } },
        invalid: { status: 401, body: { code: "unauthorized", message: "invalid access token" } },
      },
    },
  ],
});
