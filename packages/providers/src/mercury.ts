import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

const REFERENCE = "https://docs.mercury.com/reference/getaccounts";
const ANSWERS = {
  valid: { body: { accounts: [{ id: "1", name: "Checking" }] } },
  invalid: { status: 401, body: { errors: { errorCode: "invalidToken", message: "unauthorized" } } },
};

export const mercury: Provider = provider({
  id: "mercury",
  name: "Mercury",
  baseUrl: "https://api.mercury.com",
  checks: [
    {
      detectors: ["mercury-api-token"],
      get: "/api/v1/accounts",
      auth: "bearer",
      valid: "accounts",
      impact: ["bank account {accounts.0.name}"],
      reference: REFERENCE,
      answers: ANSWERS,
    },
    {
      detectors: ["mercury-sandbox-api-token"],
      host: "https://api-sandbox.mercury.com",
      get: "/api/v1/accounts",
      auth: "bearer",
      valid: "accounts",
      impact: ["sandbox account {accounts.0.name}"],
      reference: REFERENCE,
      answers: ANSWERS,
    },
  ],
});
