import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { textAt } from "./http/answers.ts";

export const cloudflare: Provider = provider({
  id: "cloudflare",
  name: "Cloudflare",
  baseUrl: "https://api.cloudflare.com",
  checks: [
    {
      detectors: ["cloudflare-api-token"],
      get: "/client/v4/user/tokens/verify",
      auth: "bearer",
      valid: ({ json }) => textAt(json, "result", "status") === "active",
      impact: ["token {result.id}", "expires {result.expires_on}"],
      // An account's own token is unknown at this address, and those of before the prefixes do not say whose they are.
      invalid: (answer, secret) =>
        (answer.status === 401 && secret.startsWith("cfut_") && /Invalid API Token/.test(answer.text)) ||
        (answer.status === 200 && /^(?:disabled|expired)$/.test(textAt(answer.json, "result", "status") ?? "")),
      reference: "https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/",
      answers: {
        valid: { body: { success: true, result: { id: "t1", status: "active" } } },
        invalid: { body: { success: true, result: { id: "t1", status: "disabled" } } },
      },
    },
    {
      detectors: ["cloudflare-global-api-key"],
      get: "/client/v4/user",
      auth: { "x-auth-email": "{email}", "x-auth-key": "{secret}" },
      valid: "result.id",
      impact: ["full power over the account of {result.email}"],
      invalid: { status: [400, 403], body: /"code":\s*(?:9103|9106)\b/ },
      reference: "https://developers.cloudflare.com/api/resources/user/methods/get/",
      answers: {
        valid: { body: { success: true, result: { id: "1", email: "alice@example.com" } } },
        invalid: { status: 403, body: { success: false, errors: [{ code: 9103, message: "Unknown X-Auth-Key or X-Auth-Email" }] } },
      },
    },
  ],
});
