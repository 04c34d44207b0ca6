import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const dropbox: Provider = provider({
  id: "dropbox",
  name: "Dropbox",
  baseUrl: "https://api.dropboxapi.com",
  checks: [
    {
      detectors: ["dropbox-long-lived-token", "dropbox-short-lived-token"],
      post: "/2/users/get_current_account",
      auth: "bearer",
      valid: "account_id",
      impact: ["acts as {email}", "team {team.name}"],
      invalid: { status: 401, body: /(?:invalid|expired)_access_token/ },
      limited: { status: 401, body: /missing_scope/ },
      reference: "https://www.dropbox.com/developers/documentation/http/documentation#users-get_current_account",
      answers: {
        valid: { body: { account_id: "dbid:1", email: "alice@example.com" } },
        invalid: { status: 401, body: { error_summary: "expired_access_token/", error: { ".tag": "expired_access_token" } } },
        limited: {
          status: 401,
          body: { error_summary: "missing_scope/", error: { ".tag": "missing_scope", required_scope: "account_info.read" } },
        },
      },
    },
  ],
});
