import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const mailsac: Provider = provider({
  id: "mailsac",
  name: "Mailsac",
  baseUrl: "https://mailsac.com",
  checks: [
    {
      detectors: ["mailsac-api-key"],
      get: "/api/me",
      auth: { "mailsac-key": "{secret}" },
      valid: "_id",
      impact: ["acts as {_id}", "{email}"],
      reference: "https://docs.mailsac.com/api/",
      answers: {
        valid: { body: { _id: "alice", email: "alice@example.com" } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
