import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

const REFERENCE = "https://polar.sh/docs/api-reference/introduction";
const REFUSED = { status: 401, body: /invalid_token/ };
const LIMITED = { status: 403, body: /insufficient_scope/ };
const NO_TOKEN = {
  status: 401,
  body: { error: "invalid_token", error_description: "The access token provided is expired, revoked, malformed, or invalid" },
};
const NO_SCOPE = { status: 403, body: { error: "insufficient_scope" } };

export const polar: Provider = provider({
  id: "polar",
  name: "Polar",
  baseUrl: "https://api.polar.sh",
  checks: [
    {
      detectors: ["polar-organization-access-token"],
      instances: true,
      get: "/v1/organizations/",
      auth: "bearer",
      valid: "items",
      impact: ["organisation {items.0.name}"],
      invalid: REFUSED,
      limited: LIMITED,
      reference: REFERENCE,
      answers: { valid: { body: { items: [{ id: "1", name: "Acme" }], pagination: {} } }, invalid: NO_TOKEN, limited: NO_SCOPE },
    },
    {
      detectors: ["polar-personal-access-token", "polar-oauth-access-token"],
      instances: true,
      get: "/v1/oauth2/userinfo",
      auth: "bearer",
      valid: "sub",
      impact: ["acts as {name}", "{email}"],
      invalid: REFUSED,
      limited: LIMITED,
      reference: REFERENCE,
      answers: { valid: { body: { sub: "1", name: "Alice", email: "alice@example.com" } }, invalid: NO_TOKEN, limited: NO_SCOPE },
    },
  ],
});
