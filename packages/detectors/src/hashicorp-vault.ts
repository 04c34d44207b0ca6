import { type Companion, type Detector, type Rule, fake } from "@stanch/model";
import { ASSIGN, anyCase, toBase64 } from "./_words.ts";

const ADDRESS: Companion = {
  name: "address",
  pattern: /VAULT_ADDR["']?\s{0,4}[:=]\s{0,4}["']?(?<value>https?:\/\/[^\s"'<>,;]{4,200})/i,
  withinBytes: 1024,
};
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** A batch or recovery token of Vault before 1.10, where the line names Vault. */
const legacy = (letter: string): Rule => ({
  keywords: ["vault"],
  pattern: new RegExp(
    String.raw`${anyCase("vault")}[\w .\[\]"'-]{0,48}(?:${anyCase("token")})(?:${ASSIGN}|[ \t]{1,4})(?<secret>${letter}\.[A-Za-z0-9_-]{24,300})(?![\w.-])`,
  ),
  window: { before: 96, after: 400 },
  entropy: 3.6,
  confidence: 0.7,
  companions: [ADDRESS],
  notSecret: [/^..[^0-9]+$/, /^..[^A-Z]+$/],
});
const SAME_DIGIT = /^(.)\1{7}-/;
const REFERENCES = ["https://developer.hashicorp.com/vault/docs/concepts/tokens"];

export const vaultServiceToken: Detector = {
  id: "hashicorp-vault-service-token",
  title: "HashiCorp Vault service token",
  provider: "hashicorp-vault",
  category: "identity",
  severity: "critical",
  opens: "Reads and writes what its policies allow in Vault; a root token everything.",
  rules: [
    {
      prefixes: ["hvs."],
      pattern: /(?<![\w.-])hvs\.[A-Za-z0-9_-]{24,200}(?![\w-])/,
      entropy: 3.5,
      companions: [ADDRESS],
      // A path or a file name of small letters that happens to open so.
      notSecret: [/^hvs\.[a-z_-]+$/],
    },
    {
      id: "legacy",
      keywords: ["vault"],
      // Before 1.10, and only where the line names Vault: `s.` and 24 characters also occur in minified code.
      pattern: new RegExp(
        String.raw`${anyCase("vault")}[\w .\[\]"'-]{0,48}(?:${anyCase("token")})?(?:${ASSIGN}|[ \t]{1,4})(?<secret>s\.(?:[A-Za-z0-9]{24,26}(?:\.[A-Za-z0-9]{5})?|CAES[A-Za-z0-9_-]{80,140}))(?![\w.-])`,
      ),
      entropy: 3.6,
      confidence: 0.7,
      companions: [ADDRESS],
      notSecret: [/^s\.[^0-9]+$/, /^s\.[^A-Z]+$/],
    },
    {
      // What `vault token create` and its API print.
      id: "printed",
      keywords: ['token": "s.', 'token":"s.', "token: s.", "token                s."],
      pattern:
        /(?<=\b(?:client_)?token(?:"?:[ \t]{0,4}"?|[ \t]{16}))(?=s\.[A-Za-z]{0,23}[0-9])(?=s\.[a-z0-9]{0,23}[A-Z])s\.[A-Za-z0-9]{24}(?:\.[A-Za-z0-9]{5})?(?![\w.-])/,
      entropy: 3.6,
      confidence: 0.8,
      companions: [ADDRESS],
    },
  ],
  examples: [
    `VAULT_TOKEN=${fake("hvs.CAESI[A-Za-z0-9_-]{85}", 1)}`,
    `export VAULT_ADDR=https://vault.acme.test:8200\nexport VAULT_TOKEN="${fake("hvs.[A-Za-z0-9]{24}", 2)}"`, // as dev mode makes them
    `X-Vault-Token: ${fake("hvs.[A-Za-z0-9_-]{91}", 3)}`,
    `VAULT_TOKEN=${fake("s.[A-Z][a-z]7[A-Za-z0-9]{21}", 4)}`,
    `VAULT_TOKEN=${fake("s.CAESI[A-Za-z0-9_-]{90}", 6)}`, // with the prefix that VAULT_DISABLE_SERVER_SIDE_CONSISTENT_TOKENS keeps
    `{"auth": {"client_token": "${fake("s.[A-Z][a-z]7[A-Za-z0-9]{21}", 9)}"}}`,
    `{"client_token":"${fake("s.[A-Z][a-z]7[A-Za-z0-9]{21}", 10)}"}`,
    `token: ${fake("s.[A-Z][a-z]7[A-Za-z0-9]{21}", 14)}\n`,
    `token                ${fake("s.[A-Z][a-z]7[A-Za-z0-9]{21}", 15)}\n`,
    `vault login ${fake("s.[A-Z][a-z]7[A-Za-z0-9]{21}", 5)}`,
  ],
  counterExamples: [
    "VAULT_TOKEN=hvs.xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "VAULT_TOKEN=hvs.your-token-here-please-replace",
    `props.map((s) => s.${fake("[a-z]{24}", 6)})`, // minified code
    `token = ${fake("s.[A-Za-z0-9]{24}", 7)}`, // nothing names Vault
    `VAULT_TOKEN=${fake("s.[A-Za-z0-9]{23}", 8)}`,
  ],
  references: REFERENCES,
  revoke: "vault token revoke -self (POST /v1/auth/token/revoke-self)",
};

export const vaultBatchToken: Detector = {
  id: "hashicorp-vault-batch-token",
  title: "HashiCorp Vault batch token",
  provider: "hashicorp-vault",
  category: "identity",
  severity: "high",
  opens: "Does in Vault what its policies allow until it expires; it cannot be revoked alone.",
  rules: [
    {
      prefixes: ["hvb."],
      pattern: /(?<![\w.-])hvb\.[A-Za-z0-9_-]{120,400}(?![\w-])/,
      window: { before: 8, after: 440 },
      entropy: 4,
      companions: [ADDRESS],
    },
    // Before 1.10.
    { id: "legacy", ...legacy("b") },
  ],
  examples: [
    `VAULT_TOKEN=${fake("hvb.AAAAAQ[A-Za-z0-9_-]{150}", 11)}`,
    `"client_token": "${fake("hvb.[A-Za-z0-9_-]{180}", 12)}"`,
    `VAULT_TOKEN=${fake("b.AAAAAQ[A-Za-z0-9_-]{150}", 16)}`,
  ],
  counterExamples: ["VAULT_TOKEN=hvb.<token>", fake("hvb.[A-Za-z0-9]{24}", 13), `hvb.${"A".repeat(150)}`],
  references: REFERENCES,
  revoke: "It expires by itself; revoke its parent, or disable the auth method that made it",
};

export const vaultRecoveryToken: Detector = {
  id: "hashicorp-vault-recovery-token",
  title: "HashiCorp Vault recovery token",
  provider: "hashicorp-vault",
  category: "identity",
  severity: "critical",
  opens: "Reads and changes Vault's raw storage while the server runs in recovery mode.",
  rules: [
    { prefixes: ["hvr."], pattern: /(?<![\w.-])hvr\.[A-Za-z0-9_-]{24,140}(?![\w-])/, entropy: 3.5, notSecret: [/^hvr\.[a-z_-]+$/] },
    // Before 1.10.
    { id: "legacy", ...legacy("r") },
  ],
  examples: [
    `VAULT_TOKEN=${fake("hvr.[A-Za-z0-9_-]{91}", 21)}`,
    `recovery token: ${fake("hvr.[A-Za-z0-9]{24}", 22)}`,
    `VAULT_TOKEN=${fake("r.[A-Z][a-z]7[A-Za-z0-9]{21}", 26)}`,
  ],
  counterExamples: ["VAULT_TOKEN=hvr.xxxxxxxxxxxxxxxxxxxxxxxx", fake("hvr.[A-Za-z0-9]{12}", 23), fake("myhvr.[A-Za-z0-9]{24}", 24)],
  references: ["https://developer.hashicorp.com/vault/docs/concepts/recovery-mode"],
  revoke: "Restart the server out of recovery mode",
};

export const vaultUnsealKey: Detector = {
  id: "hashicorp-vault-unseal-key",
  title: "HashiCorp Vault unseal or recovery key share",
  provider: "hashicorp-vault",
  category: "identity",
  severity: "critical",
  opens: "With enough other shares it unseals Vault and makes a new root token; alone it is one share of them.",
  keywords: ["unseal key", "recovery key", "unseal_key", "unsealkey", "vault operator unseal"],
  pattern: new RegExp(
    String.raw`(?:${anyCase("(?:unseal|recovery)[ _-]?key")}[ _-]?\d{0,2}(?:${ASSIGN})|vault operator unseal[ \t]{1,4}(?:-address=[^\s]{4,128} )?)(?<secret>[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{44}|[0-9a-f]{64,66})(?![A-Za-z0-9+/=])`,
  ),
  entropy: 3.3,
  confidence: 0.9,
  examples: [
    `Unseal Key 1: ${toBase64(fake("[A-Za-z0-9]{33}", 31))}`,
    `vault operator unseal ${toBase64(fake("[A-Za-z0-9]{33}", 32))}`,
    `UNSEAL_KEY_1=${fake("[0-9a-f]{66}", 33)}`,
  ],
  counterExamples: [
    "Unseal Key 1: <key>",
    `Unseal Key 1: ${"A".repeat(44)}`,
    "vault operator unseal $UNSEAL_KEY",
    `Unseal Nonce: ${fake(UUID, 34)}`,
  ],
  references: ["https://developer.hashicorp.com/vault/docs/concepts/seal"],
  revoke: "vault operator rekey",
};

export const vaultApproleSecretId: Detector = {
  id: "hashicorp-vault-approle-secret-id",
  title: "HashiCorp Vault AppRole secret id",
  provider: "hashicorp-vault",
  category: "identity",
  severity: "high",
  opens: "With its role id it logs in to Vault as the application.",
  keywords: ["secret_id", "secretid", "secret-id"],
  pattern: new RegExp(String.raw`(?<!accessor[\w"'-]{0,8})${anyCase("secret[_-]?id")}(?:${ASSIGN})(?<secret>${UUID})(?![\w-])`),
  window: { before: 64, after: 128 },
  entropy: 2.8,
  confidence: 0.6,
  companions: [
    {
      name: "roleId",
      pattern: new RegExp(String.raw`role[_-]?id["']?\s{0,4}[:=]\s{0,4}["']?(?<value>[\w.-]{4,64})`, "i"),
      withinBytes: 512,
      required: true,
    },
  ],
  notSecret: [SAME_DIGIT],
  examples: [
    `VAULT_ROLE_ID=${fake(UUID, 41)}\nVAULT_SECRET_ID=${fake(UUID, 42)}`,
    `{"role_id": "${fake(UUID, 43)}", "secret_id": "${fake(UUID, 44)}"}`,
  ],
  counterExamples: [
    `secret_id = ${fake(UUID, 45)}`, // without the role it may be any id
    `role_id=${fake(UUID, 46)}\nsecret_id_accessor=${fake(UUID, 47)}`,
    `role_id=${fake(UUID, 48)}\nsecret_id=00000000-0000-0000-0000-000000000000`,
  ],
  references: ["https://developer.hashicorp.com/vault/docs/auth/approle"],
  revoke: "vault write auth/approle/role/{name}/secret-id/destroy secret_id=…",
};

export const consulToken: Detector = {
  id: "hashicorp-consul-token",
  title: "HashiCorp Consul ACL token",
  provider: "hashicorp-vault",
  category: "cloud",
  severity: "high",
  opens: "Reads and writes services, keys and intentions as its policies allow; the bootstrap token everything.",
  keywords: ["consul_http_token", "x-consul-token", "consul_token", "consul-token", "consultoken"],
  pattern: new RegExp(String.raw`${anyCase("(?:consul[_-]?(?:http[_-]?)?token|x-consul-token)")}(?:${ASSIGN})(?<secret>${UUID})(?![\w-])`),
  entropy: 2.8,
  confidence: 0.85,
  notSecret: [SAME_DIGIT],
  examples: [`CONSUL_HTTP_TOKEN=${fake(UUID, 51)}`, `curl -H "X-Consul-Token: ${fake(UUID, 52)}" http://localhost:8500/v1/kv`],
  counterExamples: [
    "CONSUL_HTTP_TOKEN=00000000-0000-0000-0000-000000000002", // the anonymous token's public id
    "CONSUL_HTTP_TOKEN=${TOKEN}",
    `consul node id: ${fake(UUID, 53)}`,
  ],
  references: ["https://developer.hashicorp.com/consul/commands#consul_http_token"],
  revoke: "consul acl token delete",
};

export const nomadToken: Detector = {
  id: "hashicorp-nomad-token",
  title: "HashiCorp Nomad ACL token",
  provider: "hashicorp-vault",
  category: "cloud",
  severity: "high",
  opens: "Runs and stops jobs as its policies allow; a management token anything on every node.",
  keywords: ["nomad_token", "x-nomad-token", "nomad-token"],
  pattern: new RegExp(String.raw`${anyCase("(?:nomad[_-]?token|x-nomad-token)")}(?:${ASSIGN})(?<secret>${UUID})(?![\w-])`),
  entropy: 2.8,
  confidence: 0.85,
  notSecret: [SAME_DIGIT],
  examples: [`NOMAD_TOKEN=${fake(UUID, 61)}`, `curl -H "X-Nomad-Token: ${fake(UUID, 62)}" http://localhost:4646/v1/jobs`],
  counterExamples: ["NOMAD_TOKEN=00000000-0000-0000-0000-000000000000", `NOMAD_ALLOC_ID=${fake(UUID, 63)}`, "NOMAD_TOKEN=<secret id>"],
  references: ["https://developer.hashicorp.com/nomad/docs/commands#nomad_token"],
  revoke: "nomad acl token delete",
};
