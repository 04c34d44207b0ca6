import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const samsara: Provider = provider({
  id: "samsara",
  name: "Samsara",
  baseUrl: "https://api.samsara.com",
  checks: [
    {
      detectors: ["samsara-api-token"],
      instances: true,
      get: "/me",
      auth: "bearer",
      valid: "data.id",
      impact: ["organisation {data.name}"],
      reference: "https://developers.samsara.com/reference/getorganizationinfo",
      answers: {
        valid: { body: { data: { id: "1", name: "Acme" } } },
        invalid: { status: 401, body: { message: "Invalid token.", requestId: "1" } },
      },
    },
  ],
});
