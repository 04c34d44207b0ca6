import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const vultr: Provider = provider({
  id: "vultr",
  name: "Vultr",
  baseUrl: "https://api.vultr.com",
  checks: [
    {
      detectors: ["vultr-api-key"],
      get: "/v2/account",
      auth: "bearer",
      valid: "account",
      impact: ["account {account.email}", "balance {account.balance}", "may {account.acls}"],
      invalid: { status: 401, body: /Invalid API (?:token|key)/i },
      limited: { status: 401, body: /Unauthorized IP address/i },
      reference: "https://www.vultr.com/api/#tag/account/operation/get-account",
      answers: {
        valid: { body: { account: { name: "Acme", email: "alice@example.com", acls: ["manage_users"], balance: -1 } } },
        invalid: { status: 401, body: { error: "Invalid API token.", status: 401 } },
        limited: { status: 401, body: { error: "Unauthorized IP address: 192.0.2.1", status: 401 } },
      },
    },
  ],
});
