import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const eventbrite: Provider = provider({
  id: "eventbrite",
  name: "Eventbrite",
  baseUrl: "https://www.eventbriteapi.com",
  checks: [
    {
      detectors: ["eventbrite-private-token"],
      get: "/v3/users/me/",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {name}"],
      reference: "https://www.eventbrite.com/platform/api#/reference/user/retrieve/retrieve-information-about-your-account",
      answers: { valid: { body: { id: "1", name: "Alice" } }, invalid: { status: 401, body: { status_code: 401, error: "INVALID_AUTH" } } },
    },
  ],
});
