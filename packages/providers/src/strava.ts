import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const strava: Provider = provider({
  id: "strava",
  name: "Strava",
  baseUrl: "https://www.strava.com",
  checks: [
    {
      detectors: ["strava-token"],
      get: "/api/v3/athlete",
      auth: "bearer",
      valid: "id",
      impact: ["athlete {id}", "{username}"],
      invalid: { status: 401, body: /"access_token"/ },
      limited: { status: 401, body: /read_permission/ },
      reference: "https://developers.strava.com/docs/reference/#api-Athletes-getLoggedInAthlete",
      answers: {
        valid: { body: { id: 1, username: "alice" } },
        invalid: {
          status: 401,
          body: { message: "Authorization Error", errors: [{ resource: "Athlete", field: "access_token", code: "invalid" }] },
        },
        limited: {
          status: 401,
          body: { message: "Authorization Error", errors: [{ resource: "AccessToken", field: "read_permission", code: "missing" }] },
        },
      },
    },
  ],
});
