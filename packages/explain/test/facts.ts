import type { Guide, Way } from "../src/guide.ts";

/**
 * What the providers' documents and code say, and what they deny: kept apart from the guides, so that a guide which claims
 * too much meets a row that says otherwise. `no-api`: it was looked for and is not there. Absent: nothing certain is known.
 */
export interface Fact {
  readonly kinds: readonly string[];
  readonly rotate?: "api" | "command" | "no-api";
  readonly revoke?: "api" | "command" | "no-api";
  readonly misuse?: "api" | "command" | "no-api";
  readonly overlap?: Guide["overlap"]["is"];
  /** Claims that no text of the guide may make. */
  readonly denied?: readonly RegExp[];
}

export const FACTS: readonly Fact[] = [
  {
    kinds: ["plivo-auth-token"],
    rotate: "no-api",
    revoke: "no-api",
    misuse: "api",
    overlap: "yes",
    // No call makes or ends a main token; there is no audit log, no last use and no allowlist of addresses to point to.
    denied: [
      /(?:POST|PUT|DELETE|PATCH) \S*\/Account\/\{?[\w ]+\}?\/?(?:$|[\s,;])/,
      /\/(?:Token|AuthToken|rotate|regenerate)\b/i,
      /audit[- ]?log(?!s? API and| API and)[^,]* (?:shows|lists)/i,
    ],
  },
  {
    kinds: ["plivo-subaccount-token"],
    rotate: "api",
    revoke: "api",
    misuse: "api",
    overlap: "yes",
    denied: [/Subaccount\/\S*(?:regenerate|rotate|token)/i],
  },
  {
    kinds: ["stripe-secret-key", "stripe-restricted-key", "stripe-test-key"],
    rotate: "no-api",
    revoke: "no-api",
    misuse: "api",
    overlap: "yes",
    denied: [/(?:POST|DELETE) \S*\/v[12]\/(?:iam\/)?api_keys/],
  },
  { kinds: ["stripe-webhook-secret"], rotate: "api" },
  {
    kinds: ["github-personal-access-token", "github-fine-grained-personal-access-token"],
    rotate: "no-api",
    revoke: "api",
    misuse: "api",
    overlap: "yes",
  },
  { kinds: ["github-oauth-access-token", "github-app-user-token"], revoke: "api", misuse: "api" },
  { kinds: ["gitlab-personal-access-token"], rotate: "api", revoke: "api", misuse: "api", overlap: "depends" },
  { kinds: ["aws-secret-access-key"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["google-service-account-key"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["azure-client-secret"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["twilio-auth-token"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["twilio-api-key-secret"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["sendgrid-api-key"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["mailgun-api-key"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["slack-bot-token", "slack-user-token"], rotate: "no-api", revoke: "api", misuse: "api", overlap: "no" },
  { kinds: ["openai-api-key"], rotate: "no-api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["openai-admin-key"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  {
    kinds: ["anthropic-api-key"],
    rotate: "no-api",
    revoke: "api",
    misuse: "api",
    overlap: "yes",
    denied: [/POST https:\/\/api\.anthropic\.com\/v1\/organizations\/api_keys(?!\/)/],
  },
  { kinds: ["npm-access-token"], rotate: "command", revoke: "command", misuse: "no-api", overlap: "yes" },
  {
    kinds: ["pypi-api-token"],
    rotate: "no-api",
    revoke: "no-api",
    misuse: "no-api",
    overlap: "yes",
    denied: [/(?:POST|GET|DELETE|PUT) https:\/\/(?:upload\.)?pypi\.org/],
  },
  { kinds: ["docker-hub-personal-access-token"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  {
    kinds: ["digitalocean-personal-access-token"],
    rotate: "no-api",
    revoke: "api",
    misuse: "api",
    overlap: "yes",
    denied: [/(?:POST|PUT) \S*\/v2\/(?:tokens|account\/tokens)/],
  },
  { kinds: ["cloudflare-api-token"], rotate: "api", revoke: "api", misuse: "api", overlap: "depends" },
  { kinds: ["datadog-application-key", "datadog-api-key"], rotate: "api", revoke: "api", misuse: "api", overlap: "yes" },
  { kinds: ["heroku-api-key"], rotate: "api", revoke: "api", misuse: "api", overlap: "depends" },
  { kinds: ["databricks-personal-access-token"], rotate: "api", revoke: "api", overlap: "yes" },
  { kinds: ["hashicorp-vault-service-token"], rotate: "api", revoke: "api", overlap: "yes" },
  { kinds: ["postgresql-connection-uri"], rotate: "command", revoke: "command", overlap: "no" },
  { kinds: ["mysql-connection-uri"], rotate: "command", overlap: "depends" },
  { kinds: ["mapbox-secret-token"], rotate: "api", revoke: "api", overlap: "yes" },
  { kinds: ["vercel-access-token"], rotate: "api", revoke: "api", overlap: "yes" },
];

/** Whether a guide's way agrees with a fact: where an API is denied, only what is done by hand or not at all may be told. */
export function agrees(way: Way, fact: "api" | "command" | "no-api"): boolean {
  return fact === "no-api" ? way === "console" || way === "none" : way === fact;
}
