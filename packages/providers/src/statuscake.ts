import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const statuscake: Provider = provider({
  id: "statuscake",
  name: "StatusCake",
  baseUrl: "https://api.statuscake.com",
  checks: [
    {
      detectors: ["statuscake-api-key"],
      get: "/v1/uptime?limit=1",
      auth: "bearer",
      valid: "data",
      impact: ["such as {data.0.name}"],
      reference: "https://developers.statuscake.com/api/",
      answers: {
        valid: { body: { data: [{ id: "1", name: "shop" }] } },
        invalid: { status: 401, body: { message: "Authorization failed" } },
      },
    },
  ],
});
