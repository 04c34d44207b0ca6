import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const wrike: Provider = provider({
  id: "wrike",
  name: "Wrike",
  baseUrl: "https://www.wrike.com",
  checks: [
    {
      detectors: ["wrike-permanent-token"],
      instances: true,
      get: "/api/v4/contacts?me=true",
      auth: "bearer",
      valid: "data",
      impact: ["acts as {data.0.firstName} {data.0.lastName}"],
      invalid: { status: 401, body: /not_authorized/ },
      reference: "https://developers.wrike.com/reference/contacts",
      answers: {
        valid: { body: { kind: "contacts", data: [{ id: "1", firstName: "Alice", lastName: "A" }] } },
        invalid: { status: 401, body: { errorDescription: "Access token is unknown or invalid", error: "not_authorized" } },
      },
    },
  ],
});
