import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const mailersend: Provider = provider({
  id: "mailersend",
  name: "MailerSend",
  baseUrl: "https://api.mailersend.com",
  checks: [
    {
      detectors: ["mailersend-api-token"],
      get: "/v1/domains?limit=10",
      auth: "bearer",
      valid: "data",
      impact: ["such as domain {data.0.name}"],
      invalid: { status: 401, body: /Unauthenticated/ },
      limited: { status: 403, body: /unauthorized|"message"/i },
      reference: "https://developers.mailersend.com/api/v1/domains.html",
      answers: {
        valid: { body: { data: [{ id: "1", name: "example.com" }] } },
        invalid: { status: 401, body: { message: "Unauthenticated." } },
        limited: { status: 403, body: { message: "This action is unauthorized." } },
      },
    },
  ],
});
