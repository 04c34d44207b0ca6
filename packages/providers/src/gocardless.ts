import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

const VERSION = { "gocardless-version": "2015-07-06" };
const REFUSED = { status: 401, body: /access_token_(?:not_found|revoked|not_active)/ };
const LIMITED = { status: 403, body: /insufficient_permissions|forbidden/ };
const REFERENCE = "https://developer.gocardless.com/api-reference/#making-requests-api-key";
const ANSWERS = {
  valid: { body: { creditors: [{ id: "CR1", name: "Acme" }] } },
  invalid: { status: 401, body: { error: { type: "invalid_api_usage", errors: [{ reason: "access_token_not_found" }] } } },
  limited: { status: 403, body: { error: { type: "invalid_api_usage", errors: [{ reason: "insufficient_permissions" }] } } },
};

export const gocardless: Provider = provider({
  id: "gocardless",
  name: "GoCardless",
  baseUrl: "https://api.gocardless.com",
  checks: [
    {
      detectors: ["gocardless-live-access-token"],
      get: "/creditors?limit=1",
      auth: "bearer",
      headers: VERSION,
      valid: "creditors",
      impact: ["creditor {creditors.0.name}"],
      invalid: REFUSED,
      limited: LIMITED,
      reference: REFERENCE,
      answers: ANSWERS,
    },
    {
      detectors: ["gocardless-sandbox-access-token"],
      host: "https://api-sandbox.gocardless.com",
      get: "/creditors?limit=1",
      auth: "bearer",
      headers: VERSION,
      valid: "creditors",
      impact: ["sandbox creditor {creditors.0.name}"],
      invalid: REFUSED,
      limited: LIMITED,
      reference: REFERENCE,
      answers: ANSWERS,
    },
  ],
});
