import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

const REFUSED = { status: 401, body: /invalid_access_token|access_token_not_found/ };
const ANSWERS = {
  valid: { body: { name: "Acme", email: "alice@example.com", personType: "JURIDICA" } },
  invalid: { status: 401, body: { errors: [{ code: "invalid_access_token", description: "A chave de API informada é inválida" }] } },
};
const REFERENCE = "https://docs.asaas.com/docs/autenticacao";

export const asaas: Provider = provider({
  id: "asaas",
  name: "Asaas",
  baseUrl: "https://api.asaas.com",
  checks: [
    {
      detectors: ["asaas-api-key"],
      get: "/v3/myAccount",
      auth: { access_token: "{secret}" },
      valid: "email",
      impact: ["account {name}", "{email}"],
      invalid: REFUSED,
      reference: REFERENCE,
      answers: ANSWERS,
    },
    {
      detectors: ["asaas-sandbox-api-key"],
      host: "https://api-sandbox.asaas.com",
      get: "/v3/myAccount",
      auth: { access_token: "{secret}" },
      valid: "email",
      impact: ["account {name}", "sandbox"],
      invalid: REFUSED,
      reference: REFERENCE,
      answers: ANSWERS,
    },
  ],
});
