import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { ownHost } from "./hosts.ts";

export const hashicorpVault: Provider = provider({
  id: "hashicorp-vault",
  name: "Vault",
  baseUrl: "https://vault.invalid",
  checks: [
    // The owner's server is asked, or nobody.
    {
      detectors: ["hashicorp-vault-service-token", "hashicorp-vault-batch-token"],
      host: ownHost("address"),
      get: "/v1/auth/token/lookup-self",
      auth: { "x-vault-token": "{secret}" },
      valid: "data.policies",
      impact: ["policies {data.policies}", "named {data.display_name}", "expires {data.expire_time}"],
      invalid: { status: 403, body: /permission denied|invalid token|bad token/ },
      reference: "https://developer.hashicorp.com/vault/api-docs/auth/token#lookup-a-token-self",
      answers: {
        beside: "VAULT_ADDR=https://vault.example.com:8200",
        valid: { body: { data: { policies: ["default", "root"], display_name: "root", ttl: 0 } } },
        invalid: { status: 403, body: { errors: ["permission denied"] } },
      },
    },
  ],
});
