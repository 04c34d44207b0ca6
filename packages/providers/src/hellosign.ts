import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const hellosign: Provider = provider({
  id: "hellosign",
  name: "Dropbox Sign",
  baseUrl: "https://api.hellosign.com",
  checks: [
    {
      detectors: ["hellosign-api-key"],
      get: "/v3/account",
      auth: ["{secret}", ""],
      valid: "account.account_id",
      impact: ["acts as {account.email_address}"],
      invalid: { status: 401, body: /"unauthorized"/ },
      reference: "https://developers.hellosign.com/api/reference/operation/accountGet/",
      answers: {
        valid: { body: { account: { account_id: "1", email_address: "alice@example.com" } } },
        invalid: { status: 401, body: { error: { error_msg: "Unauthorized user.", error_name: "unauthorized" } } },
      },
    },
  ],
});
