import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const getresponse: Provider = provider({
  id: "getresponse",
  name: "GetResponse",
  baseUrl: "https://api.getresponse.com",
  checks: [
    {
      detectors: ["getresponse-api-key"],
      instances: true,
      get: "/v3/accounts",
      auth: { "x-auth-token": "api-key {secret}" },
      valid: "accountId",
      impact: ["account {email}", "{companyName}"],
      invalid: { status: 401, body: /"code"\s*:\s*1014\b/ },
      reference: "https://apidocs.getresponse.com/v3/authentication",
      answers: {
        valid: { body: { accountId: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { httpStatus: 401, code: 1014, codeDescription: "Problem during authentication process" } },
      },
    },
  ],
});
