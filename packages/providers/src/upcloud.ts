import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const upcloud: Provider = provider({
  id: "upcloud",
  name: "UpCloud",
  baseUrl: "https://api.upcloud.com",
  checks: [
    {
      detectors: ["upcloud-api-token"],
      get: "/1.3/account",
      auth: "bearer",
      valid: "account.username",
      impact: ["acts as {account.username}", "{account.credits} credits"],
      reference: "https://developers.upcloud.com/1.3/3-accounts/",
      answers: {
        valid: { body: { account: { username: "alice", credits: 1000 } } },
        invalid: { status: 401, body: { error: { error_code: "AUTHENTICATION_FAILED" } } },
      },
    },
  ],
});
