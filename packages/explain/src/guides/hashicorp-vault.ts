import type { Guide } from "../guide.ts";

export const serviceToken: Guide = {
  kinds: ["hashicorp-vault-service-token"],
  name: "Token of HashiCorp Vault or OpenBao",
  purpose: "Opens what its policies allow in a secret store, and so every secret behind it.",
  uses: [
    "Authentication of services and people after they logged in",
    "Reading and issuing of secrets",
    "Access control: policies, and the life that the token was given",
  ],
  made: {
    steps: ["A log-in (AppRole, Kubernetes, JWT, OIDC) gives one", "or POST /v1/auth/token/create"],
    scopes: "Its policies; a root token has all.",
    expiry: "Its TTL. A root token may have none.",
  },
  places: ["VAULT_TOKEN in environments and .env files", "~/.vault-token", "CI settings"],
  acts: [
    { does: "Read all secrets that its policies reach", harm: "data breach", severity: "critical" },
    { does: "Have certificates, database users and cloud keys issued", harm: "unauthorised access", severity: "critical" },
    { does: "Make child tokens that outlive the discovery for a while", harm: "unauthorised access", severity: "high" },
    { does: "Spend with the cloud keys that it gets there", harm: "financial loss", severity: "high" },
  ],
  misuse: {
    way: "command",
    steps: [
      "Audit device: entries with the token's accessor or entity: time, remote_address, path",
      "vault token lookup -accessor ACCESSOR: policies, creation, use limit",
    ],
    note: "Without an audit device there is no record.",
  },
  rotate: {
    way: "api",
    steps: [
      "Let the service log in again, or POST /v1/auth/token/create with the fewest policies",
      "POST /v1/auth/token/revoke-accessor for the old one",
    ],
    note: "Rotate the secrets that it could read too.",
  },
  revoke: {
    way: "api",
    steps: [
      "POST /v1/auth/token/revoke-self with the token (vault token revoke -self), or /v1/auth/token/revoke-accessor: the accessor is enough",
    ],
    note: "Its child tokens and leases end with it.",
  },
  overlap: { is: "yes", how: "Any number of tokens are valid together." },
  stops: ["The service until it logs in again", "Leases and child tokens of that token"],
  narrow: "Short TTL, one policy a service, num_uses, bound addresses; no root token in daily use.",
  links: ["https://developer.hashicorp.com/vault/docs/concepts/tokens"],
};

export const secretId: Guide = {
  ...serviceToken,
  kinds: ["hashicorp-vault-approle-secret-id"],
  name: "AppRole secret-id of Vault or OpenBao",
  purpose: "Half of a log-in: with the role-id it gets a token.",
  uses: [
    "Authentication of machines (AppRole)",
    "First log-in of a service",
    "Access control: the role's policies, bound addresses, number of uses",
  ],
  made: {
    steps: ["POST /v1/auth/approle/role/{role}/secret-id"],
    scopes: "The role's policies.",
    expiry: "secret_id_ttl and secret_id_num_uses of the role.",
  },
  places: ["VAULT_SECRET_ID in environments and .env files", "configuration of agents"],
  rotate: {
    way: "api",
    steps: [
      "POST /v1/auth/approle/role/{role}/secret-id, best wrapped",
      "Hand it to the service",
      "POST …/role/{role}/secret-id/destroy for the old one",
    ],
    note: "Rotate the secrets that it could read too.",
  },
  revoke: {
    way: "api",
    steps: ["POST /v1/auth/approle/role/{role}/secret-id/destroy with secret_id, or secret-id-accessor/destroy"],
    note: "Tokens that it got live on: revoke them by accessor.",
  },
  stops: ["Further log-ins of that service"],
  narrow: "secret_id_num_uses=1, a short TTL, secret_id_bound_cidrs; Kubernetes or JWT log-in in its place.",
  links: ["https://developer.hashicorp.com/vault/docs/auth/approle"],
};
