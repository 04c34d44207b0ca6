import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const wakatime: Provider = provider({
  id: "wakatime",
  name: "WakaTime",
  baseUrl: "https://api.wakatime.com",
  checks: [
    {
      detectors: ["wakatime-oauth-token"],
      get: "/api/v1/users/current",
      auth: "bearer",
      valid: "data.id",
      impact: ["acts as {data.username}", "{data.email}"],
      reference: "https://wakatime.com/developers#users",
      answers: { valid: { body: { data: { id: "1", username: "alice" } } }, invalid: { status: 401, body: { error: "Unauthorized" } } },
    },
  ],
});
