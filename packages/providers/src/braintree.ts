import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostFromSecret } from "./hosts.ts";

export const braintree: Provider = provider({
  id: "braintree",
  name: "Braintree",
  baseUrl: "https://payments.braintree-api.com",
  checks: [
    {
      detectors: ["braintree-access-token"],
      host: hostFromSecret("https://payments.braintree-api.com", (secret) =>
        secret.includes("$sandbox$") ? "https://payments.sandbox.braintree-api.com" : "https://payments.braintree-api.com",
      ),
      post: "/graphql",
      auth: "bearer",
      headers: { "braintree-version": "2019-01-01" },
      json: { query: "query { ping }" },
      valid: "data.ping",
      impact: () => "takes and returns payments of the merchant",
      invalid: [{ status: 401 }, { status: 200, body: /"errorClass":\s*"AUTHENTICATION"/ }],
      reference: "https://developer.paypal.com/braintree/graphql/guides/making_api_calls",
      answers: {
        valid: { body: { data: { ping: "pong" } } },
        invalid: { body: { data: null, errors: [{ message: "Authentication failed", extensions: { errorClass: "AUTHENTICATION" } }] } },
      },
    },
  ],
});
