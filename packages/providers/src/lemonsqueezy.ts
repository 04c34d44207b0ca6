import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const lemonsqueezy: Provider = provider({
  id: "lemonsqueezy",
  name: "Lemon Squeezy",
  baseUrl: "https://api.lemonsqueezy.com",
  checks: [
    {
      detectors: ["lemonsqueezy-api-key"],
      get: "/v1/users/me",
      auth: "bearer",
      headers: { accept: "application/vnd.api+json" },
      valid: "data.id",
      impact: ["acts as {data.attributes.email}"],
      reference: "https://docs.lemonsqueezy.com/api/users/retrieve-user",
      answers: {
        valid: { body: { data: { type: "users", id: "1", attributes: { email: "alice@example.com" } } } },
        invalid: { status: 401, body: { errors: [{ status: "401", title: "Unauthenticated" }] } },
      },
    },
  ],
});
