import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const redirectPizza: Provider = provider({
  id: "redirect-pizza",
  name: "redirect.pizza",
  baseUrl: "https://redirect.pizza",
  checks: [
    {
      detectors: ["redirect-pizza-api-token"],
      get: "/api/v1/domains",
      auth: "bearer",
      valid: "data",
      impact: ["such as domain {data.0.fqdn}"],
      reference: "https://redirect.pizza/docs",
      answers: { valid: { body: { data: [{ fqdn: "example.com" }] } }, invalid: { status: 401, body: { message: "Unauthenticated." } } },
    },
  ],
});
