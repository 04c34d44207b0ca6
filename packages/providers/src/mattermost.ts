import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const mattermost: Provider = provider({
  id: "mattermost",
  name: "Mattermost",
  baseUrl: "https://mattermost.invalid",
  checks: [
    // An address that only stands near may be anybody's: the vendor's cloud is known, other servers are named by their owner.
    {
      detectors: ["mattermost-access-token"],
      host: hostUnder("host", "cloud.mattermost.com"),
      get: "/api/v4/users/me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {username}", "roles {roles}"],
      invalid: { status: 401, body: /session_expired|invalid_token|unauthorized/i },
      reference: "https://developers.mattermost.com/api-documentation/#/operations/GetUser",
      answers: {
        beside: "MATTERMOST_URL=https://acme-mattermost.cloud.mattermost.com",
        valid: { body: { id: "1", username: "alice", roles: "system_user system_admin" } },
        invalid: { status: 401, body: { id: "api.context.session_expired.app_error", status_code: 401 } },
      },
    },
  ],
});
