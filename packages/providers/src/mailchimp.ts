import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostFromSecret } from "./hosts.ts";

export const mailchimp: Provider = provider({
  id: "mailchimp",
  name: "Mailchimp",
  baseUrl: "https://mailchimp.com",
  checks: [
    // The key ends in the name of its data centre.
    {
      detectors: ["mailchimp-api-key"],
      host: hostFromSecret("https://*.api.mailchimp.com", (secret) => {
        const dc = /-(us\d{1,2})$/.exec(secret)?.[1];
        return dc === undefined ? undefined : `https://${dc}.api.mailchimp.com`;
      }),
      get: "/3.0/?fields=account_id,account_name,email,role",
      auth: ["stanch", "{secret}"],
      valid: "account_id",
      impact: ["account {account_name}", "acts as {email}", "role {role}"],
      invalid: { status: 401, body: /API Key Invalid|API Key Missing|User Disabled/i },
      reference: "https://mailchimp.com/developer/marketing/api/root/",
      answers: {
        valid: { body: { account_id: "1", account_name: "Acme", email: "alice@example.com", role: "owner" } },
        invalid: { status: 401, body: { title: "API Key Invalid", status: 401 } },
      },
    },
    {
      detectors: ["mandrill-api-key"],
      host: "https://mandrillapp.com",
      post: "/api/1.0/users/info",
      json: { key: "{secret}" },
      valid: "username",
      impact: ["account {username}", "{hourly_quota} messages an hour"],
      invalid: { status: [401, 500], body: /"Invalid_Key"/ },
      reference: "https://mailchimp.com/developer/transactional/api/users/get-user-info/",
      answers: {
        valid: { body: { username: "alice", hourly_quota: 25 } },
        invalid: { status: 401, body: { status: "error", code: -1, name: "Invalid_Key", message: "Invalid API key" } },
      },
    },
  ],
});
