import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const thousandeyes: Provider = provider({
  id: "thousandeyes",
  name: "ThousandEyes",
  baseUrl: "https://api.thousandeyes.com",
  checks: [
    {
      detectors: ["thousandeyes-api-token"],
      get: "/v7/account-groups",
      auth: "bearer",
      valid: "accountGroups",
      impact: ["account group {accountGroups.0.accountGroupName}"],
      reference: "https://developer.cisco.com/docs/thousandeyes/list-account-groups/",
      answers: {
        valid: { body: { accountGroups: [{ aid: "1", accountGroupName: "Acme" }] } },
        invalid: { status: 401, body: { error: "invalid_token", error_description: "Invalid access token" } },
      },
    },
  ],
});
