import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const wistia: Provider = provider({
  id: "wistia",
  name: "Wistia",
  baseUrl: "https://api.wistia.com",
  checks: [
    {
      detectors: ["wistia-api-token"],
      get: "/v1/account.json",
      auth: "bearer",
      valid: "id",
      impact: ["account {name}", "{url}"],
      reference: "https://docs.wistia.com/reference/get_account",
      answers: {
        valid: { body: { id: 1, name: "Acme", url: "https://acme.wistia.com" } },
        invalid: { status: 401, body: { code: "unauthorized_credentials" } },
      },
    },
  ],
});
