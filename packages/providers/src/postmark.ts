import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const postmark: Provider = provider({
  id: "postmark",
  name: "Postmark",
  baseUrl: "https://api.postmarkapp.com",
  checks: [
    {
      detectors: ["postmark-server-token"],
      get: "/server",
      auth: { "x-postmark-server-token": "{secret}" },
      valid: "ID",
      impact: ["server {Name}"],
      invalid: { status: 401, body: /"ErrorCode":\s*10\b/ },
      reference: "https://postmarkapp.com/developer/api/server-api",
      answers: {
        valid: { body: { ID: 1, Name: "Production" } },
        invalid: { status: 401, body: { ErrorCode: 10, Message: "Request does not contain a valid Server token." } },
      },
    },
    {
      detectors: ["postmark-account-token"],
      get: "/servers?count=1&offset=0",
      auth: { "x-postmark-account-token": "{secret}" },
      valid: "Servers",
      impact: ["{TotalCount} servers"],
      invalid: { status: 401, body: /"ErrorCode":\s*10\b/ },
      reference: "https://postmarkapp.com/developer/api/servers-api",
      answers: {
        valid: { body: { TotalCount: 2, Servers: [] } },
        invalid: { status: 401, body: { ErrorCode: 10, Message: "The account token that was provided is not valid" } },
      },
    },
  ],
});
