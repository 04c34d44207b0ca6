import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const blazemeter: Provider = provider({
  id: "blazemeter",
  name: "BlazeMeter",
  baseUrl: "https://api.runscope.com",
  checks: [
    {
      detectors: ["blazemeter-api-key"],
      get: "/account",
      auth: "bearer",
      valid: "data.uuid",
      impact: ["acts as {data.email}"],
      reference: "https://api.blazemeter.com/api-monitoring/",
      answers: {
        valid: { body: { data: { uuid: "1", email: "alice@example.com" } } },
        invalid: { status: 401, body: { error: { status: 401, message: "Unauthorized" } } },
      },
    },
  ],
});
