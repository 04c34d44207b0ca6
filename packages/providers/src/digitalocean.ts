import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const digitalocean: Provider = provider({
  id: "digitalocean",
  name: "DigitalOcean",
  baseUrl: "https://api.digitalocean.com",
  checks: [
    {
      detectors: ["digitalocean-personal-access-token", "digitalocean-oauth-token"],
      get: "/v2/account",
      auth: "bearer",
      valid: "account.uuid",
      impact: ["account of {account.email}", "team {account.team.name}", "status {account.status}"],
      limited: { status: 403, body: /"forbidden"/i },
      reference: "https://docs.digitalocean.com/reference/api/digitalocean/#operation/account_get",
      answers: {
        valid: { body: { account: { uuid: "1", email: "alice@example.com", status: "active", team: { name: "Acme" } } } },
        invalid: { status: 401, body: { id: "Unauthorized", message: "Unable to authenticate you" } },
        limited: { status: 403, body: { id: "forbidden", message: "You are not authorized to perform this operation" } },
      },
    },
  ],
});
