import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const mailgun: Provider = provider({
  id: "mailgun",
  name: "Mailgun",
  baseUrl: "https://api.mailgun.net",
  checks: [
    {
      detectors: ["mailgun-api-key"],
      get: "/v3/domains?limit=1",
      auth: ["api", "{secret}"],
      valid: "items",
      impact: ["{total_count} domains", "such as {items.0.name}"],
      // A newer key may be for sending alone, which this call refuses just so.
      invalid: (answer, secret) => answer.status === 401 && secret.startsWith("key-"),
      reference: "https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/domains",
      answers: { valid: { body: { total_count: 1, items: [{ name: "mg.example.com" }] } }, invalid: { status: 401, body: "Forbidden" } },
    },
  ],
});
