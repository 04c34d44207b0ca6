import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const shutterstock: Provider = provider({
  id: "shutterstock",
  name: "Shutterstock",
  baseUrl: "https://api.shutterstock.com",
  checks: [
    {
      detectors: ["shutterstock-oauth-token"],
      get: "/v2/user",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {username}"],
      limited: { status: 403, body: /scope/i },
      reference: "https://api-reference.shutterstock.com/#users-get-user-details",
      answers: {
        valid: { body: { id: "1", username: "alice" } },
        invalid: { status: 401, body: { message: "Invalid access token" } },
        limited: { status: 403, body: { message: "Missing required scope(s): user.view" } },
      },
    },
  ],
});
